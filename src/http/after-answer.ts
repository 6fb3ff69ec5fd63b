import { thrown } from '../domain/discreet.ts';
import type { AppContext } from './env.ts';

/** What can wait until the answer is out. If it breaks, the next tick does what is left. */
export const afterAnswer = (c: AppContext, work: Promise<void>): void =>
  c.executionCtx.waitUntil(
    work.catch((error: unknown) => {
      console.error(JSON.stringify({ event: 'left_for_the_tick', error: thrown(error) }));
    }),
  );
