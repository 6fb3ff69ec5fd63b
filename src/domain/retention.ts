/** When a subscription changes without a request: a pause ends, or it is erased. */

import type { Course } from './course.ts';
import type { Delivery } from './delivery.ts';
import { lastQuestionAt, QUESTION_OPEN } from './notices.ts';
import { isOff, type Subscription } from './subscription.ts';
import { civilDay, DAY, type Instant, instantAt, shift, startOfDay } from './time.ts';

/** An unconfirmed sign-up, and a subscription after unsubscribing, are erased after this long. */
const LOOSE_END = 90 * DAY;

/** A pause ends two days after the date: no lesson is left to hold (rule 7). */
const PAUSE_OUTLIVES_DATE = 'P2D';

/** How long a place is kept for a person who asked for it (rule 8). */
const PLACE_KEPT_FOR = 'P1Y';

type Told = { readonly state: Delivery['state']; readonly closesAt: Instant };

/** When the subscription must be processed next; null: never without a request. */
export function wakesAt(
  course: Pick<Course, 'forgetAfter'>,
  subscription: Subscription,
  ledger: readonly Delivery[],
  planned: readonly Told[],
): Instant {
  const forgotten = forgottenAt(course, subscription, ledger, planned);
  const resumed = resumesAt(subscription);
  return resumed === null ? forgotten : Math.min(resumed, forgotten);
}

/** When a pause ends: on its day at the send hour, or once the date has passed (rule 7). */
export function resumesAt(subscription: Subscription): Instant | null {
  const { status, pausedUntil, targetDate, sendHour, timeZone } = subscription;
  if (status !== 'paused') return null;
  const ends = [
    pausedUntil,
    targetDate === null ? null : shift(targetDate, PAUSE_OUTLIVES_DATE),
  ].filter((day) => day !== null);
  return ends.length === 0
    ? null
    : Math.min(...ends.map((day) => instantAt(day, sendHour, timeZone)));
}

/**
 * Rule 12: some time after the date, if no email is planned and no question is open; without a
 * date, the same time after the last unanswered question.
 */
export function forgottenAt(
  course: Pick<Course, 'forgetAfter'>,
  subscription: Subscription,
  ledger: readonly Delivery[],
  planned: readonly Told[],
): Instant {
  const { status, targetDate, timeZone, requestedAt, confirmedAt, leftAt } = subscription;
  if (status === 'pending') return requestedAt + LOOSE_END;
  if (status === 'left') return (leftAt ?? requestedAt) + LOOSE_END;
  if (isOff(subscription)) return offForgottenAt(course, subscription);
  const asked = lastQuestionAt(subscription, ledger);
  const lastMail = planned
    .filter(({ state }) => state === 'scheduled')
    .map(({ closesAt }) => closesAt + QUESTION_OPEN);
  const since = asked ?? confirmedAt ?? requestedAt;
  const quiet =
    targetDate === null
      ? since + LOOSE_END
      : startOfDay(shift(targetDate, course.forgetAfter), timeZone);
  const open = asked === null ? [] : [asked + QUESTION_OPEN];
  return Math.max(quiet, ...open, ...lastMail);
}

/** Counted from the day it was called off. Who keeps their place has a year to use it. */
function offForgottenAt(
  { forgetAfter }: Pick<Course, 'forgetAfter'>,
  { outcome, outcomeAt, timeZone }: Subscription,
): Instant {
  const keptFor = outcome === 'kept' ? PLACE_KEPT_FOR : forgetAfter;
  return startOfDay(shift(civilDay(outcomeAt!, timeZone), keptFor), timeZone);
}
