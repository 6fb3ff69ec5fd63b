/** Parses changes on a person's page other than the date, from a form or JSON. */
import type { Address } from '../address.ts';
import { knownLocale } from '../languages.ts';
import { OUTCOMES, type Outcome, type Subscription } from '../subscription.ts';
import { type CivilDate, civilDay, type Instant, shift } from '../time.ts';
import { isChecked } from './checkbox.ts';
import {
  type Input,
  isMissing,
  type Reading,
  readDay,
  readEmail,
  readHour,
  readPersonName,
  readZone,
  right,
  together,
  wrong,
} from './sign-up.ts';

/** The day on which a pause ends; null: no end date. */
export function readUntil(
  { until }: Input,
  timeZone: string,
  now: Instant,
): Reading<CivilDate | null> {
  if (isMissing(until)) return right(null);
  const day = readDay('until', typeof until === 'string' ? until.trim() : '');
  if (!day.ok) return day;
  const today = civilDay(now, timeZone);
  if (day.value <= today) return wrong('until', 'past');
  if (day.value > shift(today, 'P20Y')) return wrong('until', 'too_far');
  return day;
}

export function readOutcome({ outcome }: Input): Reading<Outcome> {
  const known = OUTCOMES.find((one) => one === outcome);
  if (known) return right(known);
  return wrong('outcome', 'unknown', OUTCOMES.join(', '));
}

/** The lesson's id; the caller checks that the course has it. */
export function readLesson({ lesson }: Input): Reading<string> {
  if (typeof lesson === 'string' && lesson.trim() !== '') return right(lesson.trim());
  return wrong('lesson', 'missing');
}

export type Details = Pick<Subscription, 'name' | 'timeZone' | 'sendHour' | 'locale'> & {
  /** Null: the address does not change. */
  readonly address: Address | null;
};

/** Missing fields, and a locale that is not known, keep their value. An empty name removes it. */
export function readDetails(input: Input, current: Omit<Details, 'address'>): Reading<Details> {
  const { name, time_zone, send_hour, email } = input;
  return together({
    address: isMissing(email) ? right(null) : readEmail(input),
    name: name === undefined ? right(current.name) : readPersonName(input),
    timeZone: isMissing(time_zone) ? right(current.timeZone) : readZone(time_zone),
    sendHour: readHour(send_hour, current.sendHour),
    locale: right(knownLocale(input.locale) ?? current.locale),
  });
}

export type StepWish = { readonly lesson: string; readonly step: string; readonly done: boolean };

/** A step to check or uncheck; as with a checkbox, a missing `done` means unchecked. */
export function readStep({ lesson, step, done }: Input): Reading<StepWish> {
  return together({
    lesson: readLesson({ lesson }),
    step:
      typeof step === 'string' && step.trim() !== ''
        ? right(step.trim())
        : wrong('step', 'missing'),
    done: readDone(done),
  });
}

function readDone(done: unknown): Reading<boolean> {
  if (typeof done === 'object' && done !== null) {
    return wrong('done', 'not_a_tick');
  }
  return right(isChecked(done));
}
