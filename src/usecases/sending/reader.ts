/** What the values of an email depend on, and those that depend on its reader alone. */
import type { Course, Step } from '../../domain/course.ts';
import {
  amountInWords,
  capital,
  countdown,
  dayInWords,
  daysInWords,
  hourInWords,
  shortDayInWords,
  zoneInWords,
} from '../../domain/locale.ts';
import { memoizeWords } from '../../domain/memoize.ts';
import { dayFrom, hoursAWeek } from '../../domain/step-times.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { namesOf, type Template, type Values } from '../../domain/template.ts';
import { type CivilDate, daysBetween, type Instant, shift } from '../../domain/time.ts';
import { conditionOf, fits } from '../../domain/time-left.ts';
import type { Due } from '../../storage/due.ts';
import { type I18n, i18nFor, yoursOf } from '../../words/words.ts';

/** The inputs of an email when it is frozen. */
export type Moment = {
  readonly course: Course;
  /** The course in the author's language, for untranslated parts of an email. */
  readonly original: Course;
  readonly due: Due;
  readonly now: Instant;
  readonly baseUrl: string;
};

export type Spoken = Moment & Reader & { readonly course: Course };

/** The reader of a lesson, in its email and on its page. */
export type Reader = {
  readonly person: Pick<Subscription, 'targetDate' | 'dateKind' | 'timeZone' | 'sendHour'>;
  readonly course: Pick<Course, 'yourTarget'>;
  /** In the person's time zone: relative dates are true on this day (rule 9). */
  readonly today: CivilDate;
  readonly speech: I18n;
};

export type Value = Values[string];
type Writer = (reader: Reader) => Value;

/** By the name of the slot or section. */
export const READER_VALUES: Readonly<Record<string, Writer>> = {
  time_zone: ({ person }) => zoneInWords(person.timeZone),
  send_hour: ({ person, speech }) => hourInWords(person.sendHour, speech.locale),
  target_date: ({ person, speech }) =>
    person.targetDate === null
      ? speech.words.email.noDateYet
      : dayInWords(person.targetDate, speech.locale),
  countdown: ({ person: { targetDate }, today, speech }) =>
    targetDate === null ? '' : countdown(today, targetDate, speech.locale),
  days_to_go: ({ person: { targetDate }, today, speech }) =>
    targetDate === null
      ? ''
      : daysInWords(Math.max(0, daysBetween(today, targetDate)), speech.locale),
  your_date: yours,
  Your_date: (reader) => capital(yours(reader)),
  appointment: ({ person }) => (person.dateKind === 'appointment' ? [{}] : []),
  goal: ({ person }) => (person.dateKind === 'goal' ? [{}] : []),
};

function yours({ course, person, speech }: Reader): string {
  return yoursOf(course, person.dateKind, speech.words);
}

/** In emails only. */
const MAIL_VALUES: Readonly<Record<string, Writer>> = {
  ...READER_VALUES,
  with_date: ({ person }) => (person.targetDate === null ? [] : [{}]),
  without_date: ({ person }) => (person.targetDate === null ? [{}] : []),
  task_time: taskTime,
};

/**
 * The zone and hour of the calendar entry that an email offers for its task: tomorrow, at the hour
 * of its emails. None on the eve of the date.
 */
function taskTime({ person: { targetDate, timeZone, sendHour }, today }: Reader): Value {
  if (shift(today, 'P1D') === targetDate) return [];
  return [{ at: `zone=${encodeURIComponent(timeZone)}&hour=${sendHour}` }];
}

/** Empty if that day has passed or is too near. */
export function dayInSentence(
  step: Pick<Step, 'by' | 'hours'>,
  { person, today, speech }: Reader,
): string {
  const day = dayFrom(step, person.targetDate, today);
  return day === null ? '' : ` ${speech.words.plan.by(shortDayInWords(day, speech.locale))}`;
}

export function hoursInSentence(hours: number, { person, today, speech }: Reader): string {
  const { targetDate } = person;
  const aWeek = targetDate === null ? null : hoursAWeek(hours, today, targetDate);
  return speech.words.email.hours(amountInWords(hours, 'hour', speech.locale), aWeek);
}

/**
 * `{{by:-P9M:40}}`, the day of a step that takes 40 hours; `{{hours:60}}`, the hours of a lesson's
 * steps; a section that is shown for a certain time left.
 */
function writerFor(name: string): Writer | null {
  const known = MAIL_VALUES[name];
  if (known !== undefined) return known;
  const [kind, value, hours = 0] = name.split(':');
  if (kind === 'by' && value) {
    const step = { by: value, hours: Number(hours) };
    return (reader) => dayInSentence(step, reader);
  }
  if (kind === 'hours' && value) return (reader) => hoursInSentence(Number(value), reader);
  const condition = conditionOf(name);
  if (condition === null) return null;
  return ({ person, today }) => (fits(condition, today, person.targetDate) ? [{}] : []);
}

export type Shared = {
  /** The names in the template that these values don't cover. */
  readonly others: readonly string[];
  readonly write: (reader: Reader) => Values;
  /** Those that aren't empty, remembered: a flight's emails have few different days and hours. */
  readonly read: (person: Reader['person'], locale: string, today: CivilDate) => Values;
};

/** The values of an email that depend on its reader alone. */
export function sharedOf(template: Template, course: Course): Shared {
  const known = sharedIn(course);
  let shared = known.get(template);
  if (shared === undefined) {
    shared = compiled(template, course);
    known.set(template, shared);
  }
  return shared;
}

const ofCourses = new WeakMap<Course, WeakMap<Template, Shared>>();

function sharedIn(course: Course): WeakMap<Template, Shared> {
  const known = ofCourses.get(course) ?? new WeakMap<Template, Shared>();
  ofCourses.set(course, known);
  return known;
}

function compiled(template: Template, course: Course): Shared {
  const names = [...namesOf(template)];
  const writers = names.flatMap((name) => {
    const writer = writerFor(name);
    return writer === null ? [] : [[name, writer] as const];
  });
  const covered = new Set(writers.map(([name]) => name));
  const write = (reader: Reader): Values =>
    Object.fromEntries(writers.map(([name, writer]) => [name, writer(reader)]));
  const remembered = memoizeWords(
    (
      targetDate: CivilDate | '',
      dateKind: Subscription['dateKind'],
      timeZone: string,
      sendHour: number,
      locale: string,
      today: CivilDate,
    ) => {
      const person = { targetDate: targetDate || null, dateKind, timeZone, sendHour };
      return filled(write({ person, course, today, speech: speechIn(locale, course) }));
    },
    KEPT,
  );
  return {
    others: names.filter((name) => !covered.has(name)),
    write,
    read: ({ targetDate, dateKind, timeZone, sendHour }, locale, today) =>
      remembered(targetDate ?? '', dateKind, timeZone, sendHour, locale, today),
  };
}

/** An empty list reads like a missing one, and an email's values are stored as long as the email. */
export const isFilled = (value: Value): boolean => typeof value === 'string' || value.length > 0;

const filled = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => isFilled(value)));

/** For each template; a flight has fewer. */
const KEPT = 50;

export const speechIn = (locale: string, { language = 'en' }: Course): I18n =>
  i18nFor(locale, [language]);
