import type { Outcome, Subscription } from '../../domain/subscription.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import { noticeRow } from '../planned-rows.ts';
import type { Ports } from '../ports.ts';
import type { Target } from './load.ts';
import { type Changed, changeOwn } from './update-subscription.ts';

/** Records the answer to "How did it go?" (rule 8): an offer, still waiting, or not this time. */
export const answer = (
  ports: Ports,
  target: Target,
  outcome: Outcome,
  now: Instant,
): Promise<Changed<'answered' | 'too_early' | 'left' | 'pending'>> =>
  changeOwn(
    ports,
    target,
    now,
    'answered',
    ({ subscription }) => {
      const { targetDate, timeZone } = subscription;
      // Submitted twice: the first request has opened the round.
      if (outcome === 'not_this_time' && targetDate === null && subscription.round > 1) {
        return { done: 'answered' };
      }
      const isPast = targetDate !== null && targetDate <= civilDay(now, timeZone);
      if (!isPast) return { done: 'too_early' };
      return { done: 'answered', next: answered(subscription, outcome, now) };
    },
    (basis, next) =>
      outcome === 'not_this_time' ? [noticeRow('round-two', basis, next, now)] : [],
  );

/** "Not this time" opens the next round, without a date until the person enters one. */
function answered(subscription: Subscription, outcome: Outcome, now: Instant): Subscription {
  const over = { ...subscription, status: 'active' as const, pausedUntil: null, undo: null };
  if (outcome !== 'not_this_time') return { ...over, outcome, outcomeAt: now };
  return {
    ...over,
    round: subscription.round + 1,
    targetDate: null,
    toldDate: null,
    toldAt: now,
    movedAt: null,
    parkedAt: now,
    outcome: null,
    outcomeAt: null,
  };
}
