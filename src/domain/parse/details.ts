/** Parses changes on a person's page other than the date, from a form or JSON. */
import type { Address } from '../address.ts';
import { type Course, endingsOf } from '../course.ts';
import { knownLocale } from '../locale.ts';
import type { Subscription } from '../subscription.ts';
import { type CivilDate, civilDay, type Instant, shift } from '../time.ts';
import { isChecked } from './fields.ts';
import {
  all,
  type Input,
  invalid,
  isMissing,
  ok,
  type Parsed,
  readDay,
  readEmail,
  readHour,
  readPersonName,
  readZone,
} from './sign-up.ts';

/** The day on which a pause ends; null: no end date. */
export function readUntil(
  { until }: Input,
  timeZone: string,
  now: Instant,
): Parsed<CivilDate | null> {
  if (isMissing(until)) return ok(null);
  const day = readDay('until', typeof until === 'string' ? until.trim() : '');
  if (!day.ok) return day;
  const today = civilDay(now, timeZone);
  if (day.value <= today) return invalid('until', 'past');
  if (day.value > shift(today, 'P20Y')) return invalid('until', 'too_far');
  return day;
}

/** The id of one of the course's answers to "How did it go?". */
export function readOutcome(
  { outcome }: Input,
  { outcomes }: Pick<Course, 'outcomes'>,
): Parsed<string> {
  const known = outcomes.find(({ id }) => id === outcome);
  if (known) return ok(known.id);
  return invalid('outcome', 'unknown', outcomes.map(({ id }) => id).join(', '));
}

/** How a countdown is called off (rule 8); "cancelled" if the input doesn't say. */
export function readEnding({ ending }: Input, course: Pick<Course, 'outcomes'>): Parsed<string> {
  if (isMissing(ending)) return ok('cancelled');
  const known = endingsOf(course);
  if (typeof ending === 'string' && known.includes(ending)) return ok(ending);
  return invalid('ending', 'unknown', known.join(', '));
}

/** The lesson's id; the caller checks that the course has it. */
export function readLesson({ lesson }: Input): Parsed<string> {
  if (typeof lesson === 'string' && lesson.trim() !== '') return ok(lesson.trim());
  return invalid('lesson', 'missing');
}

export type Details = Pick<Subscription, 'name' | 'timeZone' | 'sendHour' | 'locale'> & {
  /** Null: the address does not change. */
  readonly address: Address | null;
};

/** Missing fields, and a locale that is not known, keep their value. An empty name removes it. */
export function readDetails(
  input: Input,
  current: Omit<Details, 'address'>,
  examples: boolean,
): Parsed<Details> {
  const { name, time_zone, send_hour, email } = input;
  return all({
    address: isMissing(email) ? ok(null) : readEmail(input, examples),
    name: name === undefined ? ok(current.name) : readPersonName(input),
    timeZone: isMissing(time_zone) ? ok(current.timeZone) : readZone(time_zone),
    sendHour: readHour(send_hour, current.sendHour),
    locale: ok(knownLocale(input.locale) ?? current.locale),
  });
}

export type StepWish = { readonly lesson: string; readonly step: string; readonly done: boolean };

/** A step to check or uncheck; as with a checkbox, a missing `done` means unchecked. */
export function readStep({ lesson, step, done }: Input): Parsed<StepWish> {
  return all({
    lesson: readLesson({ lesson }),
    step:
      typeof step === 'string' && step.trim() !== '' ? ok(step.trim()) : invalid('step', 'missing'),
    done: readDone(done),
  });
}

function readDone(done: unknown): Parsed<boolean> {
  if (typeof done === 'object' && done !== null) {
    return invalid('done', 'not_yes_or_no');
  }
  return ok(isChecked(done));
}
