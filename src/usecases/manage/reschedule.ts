import type { Enrolment } from '../../domain/enrolment.ts';
import { lastTold } from '../../domain/notices.ts';
import type { Subscription, Undo } from '../../domain/subscription.ts';
import { type CivilDate, DAY, type Instant } from '../../domain/time.ts';
import type { Ports } from '../ports.ts';
import type { Target } from './load.ts';
import { type Changed, changeOwn } from './update-subscription.ts';

export type Move = Pick<Subscription, 'targetDate' | 'timeZone' | 'sendHour'>;

/** Changes date, zone or hour, and every email that was never sent (rule 6). */
export const reschedule = (
  ports: Ports,
  target: Target,
  move: Move,
  now: Instant,
): Promise<Changed<'moved' | 'same' | 'left' | 'pending'>> =>
  changeOwn(ports, target, now, 'moved', (basis) => {
    if (isSame(basis.subscription, move)) return { done: 'same' };
    return { done: 'moved', next: moved(basis, move, now) };
  });

/**
 * The subscription after the change. A first date needs no email about a moved date: the page has
 * confirmed it. A date after an offer begins the next round (rule 8).
 */
export function moved({ subscription, ledger }: Enrolment, move: Move, now: Instant): Subscription {
  const before = lastTold(subscription, ledger);
  const next = { ...subscription, ...move, undo: undoOf(subscription, move, before, now) };
  if (subscription.targetDate === move.targetDate) return next;
  const onNewDate = {
    ...next,
    round: subscription.outcome === 'offer' ? subscription.round + 1 : subscription.round,
    parkedAt: move.targetDate === null ? now : null,
    outcome: null,
    outcomeAt: null,
  };
  const first = subscription.targetDate === null && before === null;
  return first
    ? { ...onNewDate, toldDate: move.targetDate, toldAt: now, movedAt: null }
    : { ...onNewDate, movedAt: now };
}

/** How long a move can be undone. */
const UNDO_FOR = DAY;

/**
 * Moves that no email has told of are undone together, so that page and email name the same date
 * before. Back at that date, there is nothing to undo.
 */
function undoOf(
  subscription: Subscription,
  move: Move,
  told: CivilDate | null,
  now: Instant,
): Undo | null {
  const { undo, targetDate, timeZone, sendHour, parkedAt } = subscription;
  const untold = undo !== null && now <= undo.until && targetDate !== told;
  const before = untold ? undo : { targetDate, timeZone, sendHour, parkedAt };
  return isSame(before, move) ? null : { ...before, until: now + UNDO_FOR };
}

const isSame = (before: Move, move: Move): boolean =>
  before.targetDate === move.targetDate &&
  before.timeZone === move.timeZone &&
  before.sendHour === move.sendHour;
