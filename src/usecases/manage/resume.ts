import type { Instant } from '../../domain/time.ts';
import { withoutPause } from '../../domain/undo.ts';
import type { Ports } from '../ports.ts';
import type { Target } from './load.ts';
import { type Changed, change } from './update-subscription.ts';

/**
 * Ends a pause. Lessons whose window is open are sent; earlier ones go into the catch-up (rule 7).
 */
export const resume = (
  ports: Ports,
  target: Target,
  now: Instant,
): Promise<Changed<'resumed' | 'not_paused'>> =>
  change(ports, target, now, 'resumed', ({ subscription }) =>
    subscription.status === 'paused'
      ? {
          done: 'resumed',
          next: {
            ...subscription,
            status: 'active',
            pausedUntil: null,
            undo: withoutPause(subscription),
          },
        }
      : { done: 'not_paused' },
  );
