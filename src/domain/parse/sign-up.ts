/** Parses a sign-up from a form or JSON. Reports all errors at once. */
import { type Address, isExample, meantAddress, readAddress } from '../address.ts';
import type { Course } from '../course.ts';
import { knownLocale } from '../locale.ts';
import { readName } from '../person-name.ts';
import { DATE_KINDS, type DateKind } from '../subscription.ts';
import { type CivilDate, civilDay, type Instant, isCivilDate, shift } from '../time.ts';
import { isTimeZone, zoneName } from '../zones.ts';
import { type FieldErrorCodes, isChecked } from './fields.ts';

/** The wording that a person agreed to, and how they agreed. */
export type Consent = { readonly how: 'form' | 'json' | 'unknown'; readonly words: string };

export type SignUp = Wish & {
  readonly address: Address;
  readonly course: string;
  readonly name: string;
  /** BCP 47. */
  readonly locale: string;
  /** The time zone is that of the network: the confirm page asks for it. */
  readonly zoneGuessed?: true;
};

/** The input of a plan. Null date: not known yet (rule 11). */
export type Wish = {
  readonly targetDate: CivilDate | null;
  readonly dateKind: DateKind;
  readonly timeZone: string;
  readonly sendHour: number;
};

/** An error in one field; `src/words/` has the message and the fix. */
export type FieldError = {
  readonly field: keyof FieldErrorCodes;
  readonly code: FieldErrorCodes[keyof FieldErrorCodes];
  /** The valid choices. */
  readonly known?: string;
  /** The lesson to read when no plan is possible: `[course, lesson]`. */
  readonly lesson?: readonly [string, string];
};

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

export type Input = Readonly<Record<string, unknown>>;

/**
 * @param examples whether addresses for examples are accepted: only where no email is really sent
 * @param guess the time zone for a form that has none
 */
export function readSignUp(
  given: Input,
  courses: readonly Course[],
  now: Instant,
  examples = true,
  guess = '',
): Parsed<SignUp> {
  const input = withZone(given, guess);
  const course = readCourse(input, courses);
  const wish = readWish(input, course.ok ? course.value : courses[0]!, now);
  const person = all({
    address: readEmail(input, examples),
    name: readPersonName(input),
    course: course.ok ? ok(course.value.id) : course,
    locale: ok(knownLocale(input.locale) ?? 'en'),
  });
  const guessed = input === given ? {} : { zoneGuessed: true as const };
  if (wish.ok && person.ok) return ok({ ...wish.value, ...person.value, ...guessed });
  return { ok: false, errors: [...errorsOf(wish), ...errorsOf(person)] };
}

/** The same object if it has a time zone, or if there is no guess. */
export const withZone = (input: Input, guess: string): Input =>
  isMissing(input.time_zone) && guess !== '' ? { ...input, time_zone: guess } : input;

/** Date and its kind, zone and hour: the input of a plan preview. */
export function readWish(input: Input, course: Course, now: Instant): Parsed<Wish> {
  const timeZone = readZone(input.time_zone);
  return all({
    targetDate: readDate(input.target_date, timeZone, course, now),
    dateKind: readDateKind(input.date_kind),
    timeZone,
    sendHour: readHour(input.send_hour, course.sendHour),
  });
}

/** A move of the date; a missing kind, zone or hour keeps its value. */
export function readMove(
  input: Input,
  { course, ...current }: { readonly course: Course } & Omit<Wish, 'targetDate'>,
  now: Instant,
): Parsed<Wish> {
  const kept = <T>(given: unknown, value: T): unknown => (isMissing(given) ? value : given);
  const wish = {
    ...input,
    date_kind: kept(input.date_kind, current.dateKind),
    time_zone: kept(input.time_zone, current.timeZone),
    send_hour: kept(input.send_hour, current.sendHour),
  };
  return readWish(wish, course, now);
}

/** The course with this id; the first one if no id is given. */
export function readCourse<C extends Course>(input: Input, courses: readonly C[]): Parsed<C> {
  if (isMissing(input.course)) return ok(courses[0]!);
  const course = courses.find(({ id }) => id === input.course);
  if (course) return ok(course);
  const known = courses.map(({ id }) => id).join(', ');
  return invalid('course', 'unknown', known);
}

/**
 * The checkboxes of a form as values. A date wins over "no date": after Back, a browser may restore
 * both.
 */
export const withDatePreferred = (input: Input): Input =>
  withDateBoxes(dateWins(input) ? { ...input, no_date: '' } : input);

/**
 * The same for a move, whose form begins with the current date: "no date" wins. A form that has the
 * checkbox of a goal says so, since a browser omits an unchecked box.
 */
export function withDateBoxes(input: Input): Input {
  const date = isChecked(input.no_date) ? { target_date: 'none' } : {};
  const kind = isChecked(input[ASKS_KIND]) && !input.date_kind ? { date_kind: 'appointment' } : {};
  return { ...input, ...date, ...kind };
}

export const ASKS_KIND = 'asks_kind';

/** Whether a sign-up has a date although "no date" is checked. */
export const dateWins = ({ no_date, target_date }: Input): boolean =>
  isChecked(no_date) && !isMissing(target_date) && target_date !== 'none';

/**
 * A mistyped domain is asked about once: `keep_email` is the same address, sent again because it is
 * right.
 */
export function readEmail({ email, keep_email }: Input, examples: boolean): Parsed<Address> {
  if (!isMissing(email) && typeof email !== 'string') {
    return invalid('email', 'not_text');
  }
  const address = readAddress(isMissing(email) ? '' : email);
  if (!address.ok) return invalid('email', address.fault);
  if (!examples && isExample(address.value)) return invalid('email', 'example');
  const meant = meantAddress(address.value);
  if (meant === null || keep_email === email) return address;
  return invalid('email', 'typo', meant);
}

function readDate(
  given: unknown,
  zone: Parsed<string>,
  course: Course,
  now: Instant,
): Parsed<CivilDate | null> {
  if (isMissing(given)) return invalid('target_date', 'missing');
  const date = typeof given === 'string' ? given.trim() : '';
  if (date === 'none') return ok(null);
  const day = readDay('target_date', date);
  if (!day.ok) return day;
  // Without a zone, reject only dates that are past everywhere on earth.
  const today = civilDay(now, zone.ok ? zone.value : 'Etc/GMT+12');
  if (date === today && zone.ok) return itIsToday(course);
  if (date < today) return invalid('target_date', 'past');
  if (date > shift(today, 'P20Y')) return invalid('target_date', 'too_far');
  return ok(date);
}

export function readDay(field: 'target_date' | 'until', given: string): Parsed<CivilDate> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(given)) return invalid(field, 'not_a_date');
  return isCivilDate(given) ? ok(given) : invalid(field, 'no_such_day');
}

function itIsToday(course: Course): Parsed<never> {
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

function readDateKind(given: unknown): Parsed<DateKind> {
  if (isMissing(given)) return ok('appointment');
  const known = DATE_KINDS.find((kind) => kind === given);
  return known ? ok(known) : invalid('date_kind', 'unknown', DATE_KINDS.join(', '));
}

export function readZone(given: unknown): Parsed<string> {
  if (isMissing(given)) return invalid('time_zone', 'missing');
  const name = typeof given === 'string' ? given.trim() : '';
  return isTimeZone(name) ? ok(zoneName(name)) : invalid('time_zone', 'unknown');
}

export function readHour(given: unknown, standard: number): Parsed<number> {
  if (isMissing(given)) return ok(standard);
  const text = typeof given === 'number' ? String(given) : given;
  const hour = typeof text === 'string' && /^\s*\d{1,2}\s*$/.test(text) ? Number(text) : 99;
  return hour <= 23 ? ok(hour) : invalid('send_hour', 'not_an_hour');
}

export function readPersonName({ name }: Input): Parsed<string> {
  if (isMissing(name)) return ok('');
  const read =
    typeof name === 'string' ? readName(name) : { ok: false as const, fault: 'control' as const };
  return read.ok ? read : invalid('name', read.fault);
}

export const isMissing = (given: unknown): given is undefined | null | '' =>
  given === undefined || given === null || (typeof given === 'string' && given.trim() === '');

/** All the values, or all the errors. */
export function all<T extends object>(parts: { [K in keyof T]: Parsed<T[K]> }): Parsed<T> {
  const parsed = Object.entries(parts) as [string, Parsed<unknown>][];
  const errors = parsed.flatMap(([, one]) => errorsOf(one));
  if (errors.length > 0) return { ok: false, errors };
  const value = Object.fromEntries(parsed.map(([key, one]) => [key, one.ok && one.value]));
  return { ok: true, value: value as T };
}

const errorsOf = (one: Parsed<unknown>): readonly FieldError[] => (one.ok ? [] : one.errors);

export const ok = <T>(value: T): Parsed<T> => ({ ok: true, value });

export const invalid = <F extends keyof FieldErrorCodes>(
  field: F,
  code: FieldErrorCodes[F],
  known?: string,
): Parsed<never> => ({
  ok: false,
  errors: [{ field, code, ...(known === undefined ? {} : { known }) }],
});
