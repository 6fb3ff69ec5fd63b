/** What a person asks for, read from a form or from JSON. Everything wrong is said at once. */
import { type Address, type AddressFault, readAddress } from './address.ts';
import type { Course } from './course.ts';
import { readName } from './person-name.ts';
import {
  type CivilDate,
  civilDay,
  type Instant,
  isCivilDate,
  isTimeZone,
  shift,
  zoneName,
} from './time.ts';

export type SignUp = Wish & {
  readonly address: Address;
  readonly course: string;
  readonly name: string;
  /** BCP 47. */
  readonly locale: string;
};

/** What a plan is made from. A null date: not known yet (rule 11). */
export type Wish = {
  readonly targetDate: CivilDate | null;
  readonly timeZone: string;
  readonly sendHour: number;
};

export type FieldError = {
  readonly field: string;
  /** What is wrong and what to do, for the person who typed it. */
  readonly message: string;
  readonly code: string;
  /** The lesson that helps where no plan can: `[course, lesson]`. */
  readonly lesson?: readonly [string, string];
};

export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

export type Input = Readonly<Record<string, unknown>>;

/** The whole form. */
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
    locale: right(readLocale(input.locale)),
  });
  if (wish.ok && person.ok) return right({ ...wish.value, ...person.value });
  return { ok: false, errors: [...errorsOf(wish), ...errorsOf(person)] };
}

/** Date, zone and hour alone: what the preview of a plan needs. */
export function readWish(input: Input, course: Course, now: Instant): Reading<Wish> {
  const timeZone = readZone(input.time_zone);
  return together({
    targetDate: readDate(input.target_date, timeZone, course, now),
    timeZone,
    sendHour: readHour(input.send_hour, course.sendHour),
  });
}

/** A move of the date; zone and hour stay as they are when they are not given. */
export function readMove(
  input: Input,
  current: { readonly course: Course; readonly timeZone: string; readonly sendHour: number },
  now: Instant,
): Reading<Wish> {
  const time_zone = isMissing(input.time_zone) ? current.timeZone : input.time_zone;
  const send_hour = isMissing(input.send_hour) ? current.sendHour : input.send_hour;
  return readWish({ ...input, time_zone, send_hour }, current.course, now);
}

/** The course that is named, or the first. */
export function readCourse<C extends Course>(input: Input, courses: readonly C[]): Reading<C> {
  if (isMissing(input.course)) return right(courses[0]!);
  const course = courses.find(({ id }) => id === input.course);
  if (course) return right(course);
  const known = courses.map(({ id }) => id).join(', ');
  return wrong('course', 'unknown', `We have no such course. Choose one of: ${known}.`);
}

/** A language that the runtime can write dates in; `en` for any other. */
export function readLocale(given: unknown): string {
  if (typeof given !== 'string' || given.length > 35) return 'en';
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([given])[0] ?? 'en';
  } catch {
    return 'en';
  }
}

export function readEmail({ email }: Input): Reading<Address> {
  if (!isMissing(email) && typeof email !== 'string') {
    return wrong('email', 'not_text', ADDRESS_WORDS.local);
  }
  const address = readAddress(isMissing(email) ? '' : email);
  return address.ok ? address : wrong('email', address.fault, ADDRESS_WORDS[address.fault]);
}

const ADDRESS_WORDS: Readonly<Record<AddressFault, string>> = {
  missing: 'Give your email address; the lessons go there.',
  control: 'The address holds a character that cannot be seen. Type it by hand.',
  several: 'Give one address alone, like ada@example.com: no name, no spaces, no second address.',
  no_at: 'The address has no @. It should look like ada@example.com.',
  local: 'This is not an address that mail can reach. It should look like ada@example.com.',
  local_not_ascii:
    'Before the @ we can only write to plain letters, digits and signs, without accents. Give another address.',
  dots: 'Before the @, a dot cannot stand first, last or beside another dot. Check the address.',
  domain: 'What follows the @ is not a mail domain. It should look like example.com.',
  no_dot: 'The part after the @ is not complete. It should look like example.com.',
  too_long: 'The address is too long to be one. Check it, please.',
};

function readDate(
  given: unknown,
  zone: Reading<string>,
  course: Course,
  now: Instant,
): Reading<CivilDate | null> {
  if (isMissing(given)) {
    return wrong('target_date', 'missing', 'Give your date, or say that you have none yet.');
  }
  const date = typeof given === 'string' ? given.trim() : '';
  if (date === 'none') return right(null);
  const day = readDay('target_date', date, 'none');
  if (!day.ok) return day;
  // Without a zone, only what is past or present everywhere on earth is.
  const today = civilDay(now, zone.ok ? zone.value : 'Etc/GMT+12');
  if (date === today && zone.ok) return itIsToday(course);
  if (date < today) {
    const how = 'That day is over. Give a day from tomorrow on, or say that you have none yet.';
    return wrong('target_date', 'past', how);
  }
  if (date > shift(today, 'P20Y')) {
    const how =
      'That is more than 20 years away. Give an earlier day, or say that you have none yet.';
    return wrong('target_date', 'too_far', how);
  }
  return right(date);
}

/** A day of the calendar; `orElse` is what may be given in its place. */
export function readDay(field: string, given: string, orElse: string): Reading<CivilDate> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(given)) {
    const how = `Write the date as year-month-day, like 2027-11-03, or ${orElse}.`;
    return wrong(field, 'not_a_date', how);
  }
  if (isCivilDate(given)) return right(given);
  return wrong(field, 'no_such_day', 'The calendar has no such day. Check month and day.');
}

function itIsToday(course: Course): Reading<never> {
  const last = lastLessonBefore(course);
  const message =
    'That is today, and there is nothing left to count down to. Breathe; you know what you know.';
  const error = { field: 'target_date', code: 'today', message };
  if (last === undefined) return { ok: false, errors: [error] };
  return { ok: false, errors: [{ ...error, lesson: [course.id, last] }] };
}

/** The lesson closest to the date, on its near side. */
function lastLessonBefore({ lessons }: Course): string | undefined {
  const day = '2024-07-15';
  return lessons
    .map(({ id, offset }) => ({ id, on: shift(day, offset) }))
    .filter(({ on }) => on < day)
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .at(-1)?.id;
}

export function readZone(given: unknown): Reading<string> {
  const missing = 'Choose your time zone; lessons leave by your clock.';
  if (isMissing(given)) return wrong('time_zone', 'missing', missing);
  const name = typeof given === 'string' ? given.trim() : '';
  if (isTimeZone(name)) return right(zoneName(name));
  const how = 'We do not know this time zone. Choose one like Europe/Berlin or America/New_York.';
  return wrong('time_zone', 'unknown', how);
}

export function readHour(given: unknown, standard: number): Reading<number> {
  if (isMissing(given)) return right(standard);
  const text = typeof given === 'number' ? String(given) : given;
  const hour = typeof text === 'string' && /^\s*\d{1,2}\s*$/.test(text) ? Number(text) : 99;
  if (hour <= 23) return right(hour);
  return wrong('send_hour', 'not_an_hour', 'Choose a full hour of the day, from 0 to 23.');
}

export function readPersonName({ name }: Input): Reading<string> {
  if (isMissing(name)) return right('');
  const fault =
    typeof name === 'string' ? readName(name) : { ok: false as const, fault: 'control' as const };
  return fault.ok ? fault : wrong('name', fault.fault, NAME_WORDS[fault.fault]);
}

const NAME_WORDS = {
  control: 'Write your name on one line, in letters.',
  markup: 'A name cannot hold < or >. Write it in plain letters.',
  link: 'This looks like a link or an address. Write only a name; put a space after a dot.',
  too_long: 'This name is too long for a greeting. Use 40 characters at most.',
} as const;

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

export const wrong = (field: string, code: string, message: string): Reading<never> => ({
  ok: false,
  errors: [{ field, message, code }],
});
