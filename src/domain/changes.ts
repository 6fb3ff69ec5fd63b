/** What a person changes on their own page besides the date, read from a form or from JSON. */
import { type Input, isMissing, type Reading, readDay, right, wrong } from './sign-up.ts';
import { OUTCOMES, type Outcome } from './subscription.ts';
import { type CivilDate, civilDay, type Instant, shift } from './time.ts';

/** The day on which a pause ends; null: until further notice. */
export function readUntil(
  { until }: Input,
  timeZone: string,
  now: Instant,
): Reading<CivilDate | null> {
  if (isMissing(until)) return right(null);
  const day = readDay('until', typeof until === 'string' ? until.trim() : '', 'leave it empty');
  if (!day.ok) return day;
  const today = civilDay(now, timeZone);
  if (day.value <= today) {
    return wrong('until', 'past', 'Give a day from tomorrow on, or leave it empty.');
  }
  if (day.value > shift(today, 'P20Y')) {
    const how = 'That is more than 20 years away. Give an earlier day, or leave it empty.';
    return wrong('until', 'too_far', how);
  }
  return day;
}

/** The answer to "How did it go?". */
export function readOutcome({ outcome }: Input): Reading<Outcome> {
  const known = OUTCOMES.find((one) => one === outcome);
  if (known) return right(known);
  return wrong('outcome', 'unknown', `Choose one of the answers: ${OUTCOMES.join(', ')}.`);
}

/** Which lesson is meant; whether there is one of that name is for the course to say. */
export function readLesson({ lesson }: Input): Reading<string> {
  if (typeof lesson === 'string' && lesson.trim() !== '') return right(lesson.trim());
  return wrong('lesson', 'missing', 'Say which lesson you have read, like one-week.');
}
