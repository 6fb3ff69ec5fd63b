/** Rule 6: moving the date and back within ten minutes leaves plan and emails unchanged. */

import type { Actions } from '../../scripts/in-process/actions.ts';
import type { Dice } from '../../scripts/world/dice.ts';
import { MINUTE } from '../../src/domain/time.ts';
import type { OwnSubscription } from './person-actions.ts';
import type { Scheduler } from './scheduler.ts';

/** Makes a request with this action. */
type Requests = (action: (actions: Actions) => Promise<unknown>, ended: () => void) => void;

/** Moves to `date` and back, and compares the scheduled rows before and after. */
export function moveAndBack(
  scheduler: Scheduler,
  dice: Dice,
  own: OwnSubscription,
  date: string | null,
  request: Requests,
  ended: () => void,
): void {
  if (date === own.targetDate) {
    ended();
    return;
  }
  const byUndo = dice.happens(0.5);
  const move = (actions: Actions, to: string | null) =>
    actions.reschedule(own.id, { target_date: to ?? 'none' });
  const scheduled = () => scheduler.world.rows<Row>(SCHEDULED, own.id);
  const received = (): number => scheduler.world.mails({ to: own.address }).length;
  const before = scheduled();
  const mails = received();
  // An email that was due meanwhile, or that waited for an earlier move, may have changed.
  const expectsWork = before.some(
    ({ message, at }) => message === 'date-moved' || at < scheduler.now + 11 * MINUTE,
  );
  const compare = (): void => {
    const [then, now] = [before, scheduled()].map((rows) => JSON.stringify(rows));
    if (expectsWork || received() !== mails || then === now) return;
    scheduler.fail('move undone', `${own.id} had ${then} and has ${now}`);
  };
  const goBack = (): void =>
    request(
      (actions) => (byUndo ? actions.undo(own.id) : move(actions, own.targetDate)),
      () => {
        compare();
        ended();
      },
    );
  request(
    (actions) => move(actions, date),
    () => scheduler.after(dice.between(1, 9) * MINUTE, goBack),
  );
}

type Row = { readonly message: string; readonly at: number };

const SCHEDULED = `
  SELECT message, occasion, due_at AS at, closes_at FROM deliveries
  WHERE subscription_id = ?1 AND state = 'scheduled' ORDER BY message, occasion`;
