import { lastTold } from '../domain/notices.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import type { Enrolment, Ports } from './ports.ts';
import { type Changed, change } from './replan.ts';

export type Move = Pick<Subscription, 'targetDate' | 'timeZone' | 'sendHour'>;

/** Moves the date, the zone or the hour, and everything that was never handed over (rule 6). */
export const reschedule = (
  ports: Ports,
  id: string,
  move: Move,
  now: Instant,
): Promise<Changed<'moved' | 'same' | 'left' | 'pending'>> =>
  change(ports, id, now, 'moved', (basis) => {
    const { status } = basis.subscription;
    if (status === 'left' || status === 'pending') return { done: status };
    if (isSame(basis.subscription, move)) return { done: 'same' };
    return { done: 'moved', next: moved(basis, move, now) };
  });

/** A first date is no move: the page has told it, and nothing waits. */
function moved({ subscription, ledger }: Enrolment, move: Move, now: Instant): Subscription {
  const next = { ...subscription, ...move };
  if (subscription.targetDate === move.targetDate) return next;
  const first = subscription.targetDate === null && lastTold(subscription, ledger) === null;
  return first
    ? { ...next, toldDate: move.targetDate, toldAt: now, movedAt: null }
    : { ...next, movedAt: now };
}

const isSame = (subscription: Subscription, move: Move): boolean =>
  subscription.targetDate === move.targetDate &&
  subscription.timeZone === move.timeZone &&
  subscription.sendHour === move.sendHour;
