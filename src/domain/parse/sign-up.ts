/** Parses a sign-up from a form or JSON. Reports all errors at once. */
import { type Address, readAddress } from '../address.ts';
import type { Course } from '../course.ts';
import { knownLocale } from '../languages.ts';
import { readName } from '../person-name.ts';
import { type CivilDate, civilDay, type Instant, isCivilDate, shift } from '../time.ts';
import { isTimeZone, zoneName } from '../zones.ts';
import type { FaultOf } from './field-errors.ts';

/** The wording that a person agreed to, and how they agreed. */
export type Consent = { readonly how: 'form' | 'json' | 'unknown'; readonly words: string };

export type SignUp = Wish & {
  readonly address: Address;
  readonly course: string;
  readonly name: string;
  /** BCP 47. */
  readonly locale: string;
};

/** The input of a plan. Null date: not known yet (rule 11). */
export type Wish = {
  readonly targetDate: CivilDate | null;
  readonly timeZone: string;
  readonly sendHour: number;
};

/** An error in one field; `src/words/` has the message and the fix. */
export type FieldError = {
  readonly field: keyof FaultOf;
  readonly code: FaultOf[keyof FaultOf];
  /** The valid choices. */
  readonly known?: string;
  /** The lesson to read when no plan is possible: `[course, lesson]`. */
  readonly lesson?: readonly [string, string];
};

export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

export type Input = Readonly<Record<string, unknown>>;

export function readSignUp(
  input: Input,
  courses: readonly Course[],
  now: Instant,
): Reading<SignUp> {
  const course = readCourse(input, courses);
  const wish = readWish(input, course.ok ? course.value : courses[0]!, now);
  const person = together({
    address: readEmail(input),
    name: readPersonName(input),
    course: course.ok ? right(course.value.id) : course,
    locale: right(knownLocale(input.locale) ?? 'en'),
  });
  if (wish.ok && person.ok) return right({ ...wish.value, ...person.value });
  return { ok: false, errors: [...errorsOf(wish), ...errorsOf(person)] };
}

/** Date, zone and hour: the input of a plan preview. */
export function readWish(input: Input, course: Course, now: Instant): Reading<Wish> {
  const timeZone = readZone(input.time_zone);
  return together({
    targetDate: readDate(input.target_date, timeZone, course, now),
    timeZone,
    sendHour: readHour(input.send_hour, course.sendHour),
  });
}

/** A move of the date; a missing zone or hour keeps its value. */
export function readMove(
  input: Input,
  current: { readonly course: Course; readonly timeZone: string; readonly sendHour: number },
  now: Instant,
): Reading<Wish> {
  const time_zone = isMissing(input.time_zone) ? current.timeZone : input.time_zone;
  const send_hour = isMissing(input.send_hour) ? current.sendHour : input.send_hour;
  return readWish({ ...input, time_zone, send_hour }, current.course, now);
}

/** The course with this id; the first one if no id is given. */
export function readCourse<C extends Course>(input: Input, courses: readonly C[]): Reading<C> {
  if (isMissing(input.course)) return right(courses[0]!);
  const course = courses.find(({ id }) => id === input.course);
  if (course) return right(course);
  const known = courses.map(({ id }) => id).join(', ');
  return wrong('course', 'unknown', known);
}

export function readEmail({ email }: Input): Reading<Address> {
  if (!isMissing(email) && typeof email !== 'string') {
    return wrong('email', 'not_text');
  }
  const address = readAddress(isMissing(email) ? '' : email);
  return address.ok ? address : wrong('email', address.fault);
}

function readDate(
  given: unknown,
  zone: Reading<string>,
  course: Course,
  now: Instant,
): Reading<CivilDate | null> {
  if (isMissing(given)) return wrong('target_date', 'missing');
  const date = typeof given === 'string' ? given.trim() : '';
  if (date === 'none') return right(null);
  const day = readDay('target_date', date);
  if (!day.ok) return day;
  // Without a zone, reject only dates that are past everywhere on earth.
  const today = civilDay(now, zone.ok ? zone.value : 'Etc/GMT+12');
  if (date === today && zone.ok) return itIsToday(course);
  if (date < today) return wrong('target_date', 'past');
  if (date > shift(today, 'P20Y')) return wrong('target_date', 'too_far');
  return right(date);
}

export function readDay(field: 'target_date' | 'until', given: string): Reading<CivilDate> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(given)) return wrong(field, 'not_a_date');
  return isCivilDate(given) ? right(given) : wrong(field, 'no_such_day');
}

function itIsToday(course: Course): Reading<never> {
  const last = lastLessonBefore(course);
  const error = { field: 'target_date', code: 'today' } as const;
  if (last === undefined) return { ok: false, errors: [error] };
  return { ok: false, errors: [{ ...error, lesson: [course.id, last] }] };
}

/** The last lesson before the date. */
function lastLessonBefore({ lessons }: Course): string | undefined {
  const day = '2024-07-15';
  return lessons
    .map(({ id, offset }) => ({ id, on: shift(day, offset) }))
    .filter(({ on }) => on < day)
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .at(-1)?.id;
}

export function readZone(given: unknown): Reading<string> {
  if (isMissing(given)) return wrong('time_zone', 'missing');
  const name = typeof given === 'string' ? given.trim() : '';
  return isTimeZone(name) ? right(zoneName(name)) : wrong('time_zone', 'unknown');
}

export function readHour(given: unknown, standard: number): Reading<number> {
  if (isMissing(given)) return right(standard);
  const text = typeof given === 'number' ? String(given) : given;
  const hour = typeof text === 'string' && /^\s*\d{1,2}\s*$/.test(text) ? Number(text) : 99;
  return hour <= 23 ? right(hour) : wrong('send_hour', 'not_an_hour');
}

export function readPersonName({ name }: Input): Reading<string> {
  if (isMissing(name)) return right('');
  const read =
    typeof name === 'string' ? readName(name) : { ok: false as const, fault: 'control' as const };
  return read.ok ? read : wrong('name', read.fault);
}

export const isMissing = (given: unknown): given is undefined | null | '' =>
  given === undefined || given === null || (typeof given === 'string' && given.trim() === '');

/** All the values, or all the errors. */
export function together<T extends object>(parts: { [K in keyof T]: Reading<T[K]> }): Reading<T> {
  const readings = Object.entries(parts) as [string, Reading<unknown>][];
  const errors = readings.flatMap(([, reading]) => errorsOf(reading));
  if (errors.length > 0) return { ok: false, errors };
  const value = Object.fromEntries(
    readings.map(([key, reading]) => [key, reading.ok && reading.value]),
  );
  return { ok: true, value: value as T };
}

const errorsOf = (reading: Reading<unknown>): readonly FieldError[] =>
  reading.ok ? [] : reading.errors;

export const right = <T>(value: T): Reading<T> => ({ ok: true, value });

export const wrong = <F extends keyof FaultOf>(
  field: F,
  code: FaultOf[F],
  known?: string,
): Reading<never> => ({
  ok: false,
  errors: [{ field, code, ...(known === undefined ? {} : { known }) }],
});
