import type { Outcome } from '../../domain/course.ts';
import { lastTold, leadOf } from '../../domain/notices.ts';
import { type Enrolment, isEnding, type Subscription } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import { notedMove } from '../../domain/undo.ts';
import type { Planning } from '../ports.ts';
import type { Target } from '../show.ts';
import { type Changed, changeOwn } from './update-subscription.ts';

export type Move = Pick<Subscription, 'targetDate' | 'dateKind' | 'timeZone' | 'sendHour'>;

/** Changes date, zone or hour, and every email that was never sent (rule 6). */
export const reschedule = (
  ports: Planning,
  target: Target,
  move: Move,
  now: Instant,
): Promise<Changed<'moved' | 'same' | 'left' | 'pending'>> =>
  changeOwn(ports, target, now, 'moved', (basis) => {
    if (isSame(basis.subscription, move)) return { done: 'same' };
    const { outcomes = [] } = ports.courses.find(basis.subscription.course) ?? {};
    return { done: 'moved', next: moved(outcomes, basis, move, now) };
  });

/**
 * The subscription after the change. A first date needs no email about a moved date: the page has
 * confirmed it. A date after an outcome that leads to `done` begins the next round (rule 8).
 */
export function moved(
  outcomes: readonly Outcome[],
  { subscription, ledger }: Pick<Enrolment, 'subscription' | 'ledger'>,
  move: Move,
  now: Instant,
): Subscription {
  const before = lastTold(subscription, ledger);
  const next = { ...subscription, ...move, undo: notedMove(subscription, move, before, now) };
  if (subscription.targetDate === move.targetDate) return next;
  const onNewDate = {
    ...next,
    round: beginsRound(outcomes, subscription) ? subscription.round + 1 : subscription.round,
    parkedAt: move.targetDate === null ? now : null,
    outcome: null,
    outcomeAt: null,
  };
  const first = subscription.targetDate === null && before === null;
  return first
    ? { ...onNewDate, toldDate: move.targetDate, toldAt: now, movedAt: null }
    : { ...onNewDate, movedAt: now };
}

/** A countdown that was called off, or whose place was kept, goes on in its round. */
const beginsRound = (outcomes: readonly Outcome[], { outcome }: Subscription): boolean =>
  outcome !== null && !isEnding(outcome) && leadOf(outcomes, outcome) === 'done';

const isSame = (subscription: Subscription, move: Move): boolean =>
  subscription.targetDate === move.targetDate &&
  subscription.dateKind === move.dateKind &&
  subscription.timeZone === move.timeZone &&
  subscription.sendHour === move.sendHour;
