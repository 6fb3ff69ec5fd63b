import type { Outcome } from '../../domain/course.ts';
import { leadOf, MOVE_WAIT } from '../../domain/notices.ts';
import { type Enrolment, isOff, type Subscription } from '../../domain/subscription.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import { noted, undoable } from '../../domain/undo.ts';
import type { PlannedRow } from '../../storage/deliveries.ts';
import { noticeRow } from '../planned-rows.ts';
import type { Ports } from '../ports.ts';
import type { Target } from '../show.ts';
import { type Changed, changeOwn } from './update-subscription.ts';

/** Records the answer to "How did it go?" by its id in the course (rule 8). */
export const answer = (
  ports: Ports,
  target: Target,
  outcome: string,
  now: Instant,
): Promise<Changed<'answered' | 'too_early' | 'left' | 'pending'>> =>
  changeOwn(
    ports,
    target,
    now,
    'answered',
    ({ subscription }) => {
      const { targetDate, timeZone } = subscription;
      const leadsTo = leadIn(ports, subscription, outcome);
      const isPast = targetDate !== null && targetDate <= civilDay(now, timeZone);
      if (isPast) return { done: 'answered', next: answered(subscription, outcome, leadsTo, now) };
      // Submitted twice: the first request has opened the round.
      const again = undoable(subscription, now)?.verb === 'answered' && targetDate === null;
      return { done: again && leadsTo === 'next_round' ? 'answered' : 'too_early' };
    },
    (basis, next) =>
      leadIn(ports, next, outcome) === 'next_round' ? [lookBack(basis, next, outcome, now)] : [],
  );

const leadIn = (ports: Ports, { course }: Subscription, outcome: string): Outcome['leadsTo'] =>
  leadOf(ports.courses.find(course)?.outcomes ?? [], outcome);

/** `next_round` opens the next round, without a date until the person enters one. */
function answered(
  subscription: Subscription,
  outcome: string,
  leadsTo: Outcome['leadsTo'],
  now: Instant,
): Subscription {
  const over: Subscription = {
    ...subscription,
    status: 'active',
    pausedUntil: null,
    undo: noted(subscription, 'answered', now),
  };
  if (leadsTo !== 'next_round') return { ...over, outcome, outcomeAt: now };
  return {
    ...over,
    round: subscription.round + 1,
    targetDate: null,
    dateKind: 'appointment',
    toldDate: null,
    toldAt: now,
    movedAt: null,
    parkedAt: now,
    outcome: null,
    outcomeAt: null,
  };
}

/** Waits as long as the emails of a move, so that a mistake can be undone first. */
function lookBack(basis: Enrolment, next: Subscription, outcome: string, now: Instant): PlannedRow {
  const until = undoable(next, now)?.until;
  const facts = { outcome, ...(until && { undoUntil: until }) };
  return noticeRow('round-two', basis, next, now + MOVE_WAIT, facts);
}

/**
 * "It's off" (rule 8): the countdown ends without an email, and nothing is asked. `ending` is an
 * `Ending` or an outcome that leads to `done`.
 */
export const callOff = (
  ports: Ports,
  target: Target,
  ending: string,
  now: Instant,
): Promise<Changed<'off' | 'left' | 'pending'>> =>
  changeOwn(ports, target, now, 'off', ({ subscription }) => {
    // Submitted twice: the undo must lead back to the countdown.
    if (isOff(subscription) && subscription.outcome === ending) return { done: 'off' };
    return {
      done: 'off',
      next: {
        ...subscription,
        status: 'active',
        pausedUntil: null,
        targetDate: null,
        toldDate: null,
        toldAt: now,
        movedAt: null,
        parkedAt: null,
        outcome: ending,
        outcomeAt: now,
        undo: noted(subscription, 'off', now),
      },
    };
  });
