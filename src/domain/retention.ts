/** When something happens to a subscription by itself: a pause ends, or it is forgotten. */

import { lastQuestionAt, QUESTION_OPEN } from './check-ins.ts';
import type { Course } from './course.ts';
import type { Delivery } from './delivery.ts';
import type { Subscription } from './subscription.ts';
import { DAY, type Instant, instantAt, shift, startOfDay } from './time.ts';

/** A sign-up that nobody confirmed, and who left, are forgotten after this long. */
const LOOSE_END = 90 * DAY;

/** Two days after the date a pause has nothing left to hold (rule 7). */
const PAUSE_OUTLIVES_DATE = 'P2D';

type Told = { readonly state: Delivery['state']; readonly closesAt: Instant };

/** The instant at which the subscription wants to be looked at again; null: never by itself. */
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

/** When a pause ends: on its day at the send hour, or when the date has passed (rule 7). */
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
 * Rule 12: some time after the date, when nothing is planned and no question is open; without a
 * date as long after the last unanswered question.
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
