import type { Delivery } from '../../domain/delivery.ts';
import { survivesReplan } from '../../domain/messages.ts';
import type { Enrolment, Undo } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import { undoable, undone } from '../../domain/undo.ts';
import type { Ports } from '../ports.ts';
import type { Target } from '../show.ts';
import { unmarked, unmarkedRows } from './lessons.ts';
import { type Changed, changeOwn } from './update-subscription.ts';

/**
 * Undoes the last move, answer, pause, "It's off" or mark as read, for 24 hours. Within ten minutes
 * of a move or an answer no email was sent about it.
 */
export const undo = (
  ports: Ports,
  target: Target,
  now: Instant,
): Promise<Changed<'undone' | 'too_late' | 'left' | 'pending'>> =>
  changeOwn(
    ports,
    target,
    now,
    'undone',
    ({ subscription, ledger }) => {
      const last = undoable(subscription, now);
      if (last === null) return { done: 'too_late' };
      const next = undone(subscription, last, now);
      return { done: 'undone', next, ledger: ledgerAfter(last, subscription.round, ledger) };
    },
    (basis, next) => {
      const last = undoable(basis.subscription, now);
      return last?.verb === 'read' ? unmarkedRows(basis, next, last.lesson) : [];
    },
  );

/** The deliveries without the lesson's mark, or with the replies that "It's off" canceled. */
function ledgerAfter(last: Undo, round: number, ledger: Enrolment['ledger']): readonly Delivery[] {
  if (last.verb === 'read') return unmarked(ledger, round, last.lesson);
  if (last.verb !== 'off') return ledger;
  return ledger.map((row) =>
    row.state === 'cancelled' && row.reason === 'off' && survivesReplan(row.message)
      ? { ...row, state: 'scheduled' }
      : row,
  );
}
