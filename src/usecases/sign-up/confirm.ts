import type { Enrolment } from '../../domain/enrolment.ts';
import type { Consent } from '../../domain/parse/sign-up.ts';
import { plan } from '../../domain/plan.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import type { PlannedRow } from '../../storage/deliveries.ts';
import type { Target } from '../manage/load.ts';
import { type Changed, change } from '../manage/update-subscription.ts';
import { noticeRow, planLines } from '../planned-rows.ts';
import type { Ports } from '../ports.ts';

/**
 * Activates a pending subscription and plans its emails. Idempotent. For an active one whose
 * address bounced, it proves that emails arrive again.
 */
export const confirm = (
  ports: Ports,
  target: Target,
  now: Instant,
  consent?: Consent,
): Promise<Changed<'confirmed' | 'already' | 'left'>> =>
  change(
    ports,
    target,
    now,
    'replaced',
    ({ subscription, bounced }) => {
      if (subscription.status === 'left') return { done: 'left' };
      if (subscription.status === 'pending') {
        return { done: 'confirmed', next: activated(subscription, now), consent, reached: true };
      }
      return bounced ? { done: 'already', next: subscription, reached: true } : { done: 'already' };
    },
    (basis, next) =>
      basis.subscription.status === 'pending' ? [welcome(ports, basis, next, now)] : [],
  );

/**
 * Rule 4: a target date that is today or past at confirmation is dropped until the person enters a
 * new one.
 */
function activated(subscription: Subscription, now: Instant): Subscription {
  const { targetDate, timeZone } = subscription;
  const ahead = targetDate !== null && targetDate > civilDay(now, timeZone);
  return {
    ...subscription,
    status: 'active',
    targetDate: ahead ? targetDate : null,
    toldDate: ahead ? targetDate : null,
    toldAt: now,
    movedAt: null,
    undo: [],
    // Starts the emails that ask for a date if there never was one; after a date that is over, the
    // welcome email asks.
    parkedAt: targetDate === null ? now : null,
    outcome: null,
    outcomeAt: null,
    confirmedAt: now,
    leftAt: null,
  };
}

function welcome(ports: Ports, basis: Enrolment, next: Subscription, now: Instant): PlannedRow {
  const course = ports.courses.find(next.course);
  const planned = course
    ? plan(course, next, basis.ledger, now, basis.others)
    : { lessons: [], mails: [] };
  const following = planned.mails.find(({ kind, dueAt }) => kind === 'lesson' && dueAt > now);
  return noticeRow('welcome', basis, next, now, {
    plan: planLines(planned),
    ...(following ? { next: { lesson: following.message, at: following.dueAt } } : {}),
  });
}
