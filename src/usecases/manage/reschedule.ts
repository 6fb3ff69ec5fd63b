import type { Enrolment } from '../../domain/enrolment.ts';
import { lastTold } from '../../domain/notices.ts';
import type { Subscription, Undo } from '../../domain/subscription.ts';
import { DAY, type Instant } from '../../domain/time.ts';
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
  const next = { ...subscription, ...move, undo: undoOf(subscription, now) };
  if (subscription.targetDate === move.targetDate) return next;
  const onNewDate = {
    ...next,
    round: subscription.outcome === 'offer' ? subscription.round + 1 : subscription.round,
    parkedAt: move.targetDate === null ? now : null,
    outcome: null,
    outcomeAt: null,
  };
  const first = subscription.targetDate === null && lastTold(subscription, ledger) === null;
  return first
    ? { ...onNewDate, toldDate: move.targetDate, toldAt: now, movedAt: null }
    : { ...onNewDate, movedAt: now };
}

/** How long a move can be undone. */
const UNDO_FOR = DAY;

const undoOf = (subscription: Subscription, now: Instant): Undo => ({
  targetDate: subscription.targetDate,
  timeZone: subscription.timeZone,
  sendHour: subscription.sendHour,
  parkedAt: subscription.parkedAt,
  until: now + UNDO_FOR,
});

const isSame = (subscription: Subscription, move: Move): boolean =>
  subscription.targetDate === move.targetDate &&
  subscription.timeZone === move.timeZone &&
  subscription.sendHour === move.sendHour;
