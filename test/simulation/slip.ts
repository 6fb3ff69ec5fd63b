/** Rule 6: who moves the date and is back within ten minutes has plan and emails as they were. */
import { MINUTE } from '../../src/domain/time.ts';
import type { Dice } from '../support/in-process/dice.ts';
import type { Own } from './acts.ts';
import type { Stage } from './stage.ts';

type Steps = {
  readonly moves: (ended: () => void) => void;
  readonly returns: (ended: () => void) => void;
};

/** Plays both steps of a slip, and compares what is scheduled before and after. */
export function slip(stage: Stage, dice: Dice, own: Own, steps: Steps, ended: () => void): void {
  const scheduled = () => stage.world.rows<Row>(SCHEDULED, own.id);
  const received = (): number => stage.world.mails({ to: own.address }).length;
  const before = scheduled();
  const mails = received();
  // What could not wait, or waited for an earlier move, is no longer as it was.
  const restless = before.some(
    ({ message, at }) => message === 'date-moved' || at < stage.now + 11 * MINUTE,
  );
  steps.moves(() => {
    stage.after(dice.between(1, 9) * MINUTE, () => {
      steps.returns(() => {
        if (!restless && received() === mails) {
          const [then, now] = [before, scheduled()].map((rows) => JSON.stringify(rows));
          if (then !== now) stage.blame('slip', `${own.id} had ${then} and has ${now}`);
        }
        ended();
      });
    });
  });
}

type Row = { readonly message: string; readonly at: number };

const SCHEDULED = `
  SELECT message, occasion, due_at AS at, closes_at FROM deliveries
  WHERE subscription_id = ?1 AND state = 'scheduled' ORDER BY message, occasion`;
