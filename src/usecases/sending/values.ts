/** The personal values of an email, computed when it is frozen. */
import { type Course, lessonTitle } from '../../domain/course.ts';
import type { PlanLine } from '../../domain/delivery.ts';
import { dayInWords, timeInWords } from '../../domain/locale.ts';
import { MESSAGES } from '../../domain/messages.ts';
import { sharedLines } from '../../domain/notes.ts';
import { namesOf, type Template, type Values } from '../../domain/template.ts';
import { civilDay, type Instant, isAfterDate, shift } from '../../domain/time.ts';
import { lessonNote, lessonTime } from '../../words/lesson-words.ts';
import { isFilled, type Moment, type Spoken, sharedOf, speechIn, type Value } from './reader.ts';
import { catchUpValues, openAgainValues, openItems } from './step-values.ts';

/** A confirmation link works as long as its email may be sent. */
const LINK_LIFE = MESSAGES.confirm.window;

/**
 * The values that this template uses, except the links, which depend on the call. Relative dates
 * are true at `now` (rule 9), not at the time the email was planned for.
 */
export function valuesOf(template: Template, moment: Moment): Values {
  const { course, original, due, now } = moment;
  const { facts, dueAt, person } = due;
  const names = namesOf(template);
  const today = civilDay(now, person.timeZone);
  const spoken = (course: Course): Spoken => ({
    ...{ course, original, due, now, baseUrl: moment.baseUrl, person, today },
    speech: speechIn(person.locale, course),
  });
  const shared = sharedOf(template, course);
  const values: { [name: string]: Value } = {
    ...shared.read(person, person.locale, today),
    ...write(shared.others, spoken(course), isFilled),
  };
  // A list that is missing here would be taken from the translation.
  if (names.has(ORIGINAL)) {
    const here = spoken(original);
    const { others, write: writeShared } = sharedOf(template, original);
    values[ORIGINAL] = [{ ...writeShared(here), ...write(others, here, () => true) }];
  }
  // Data for signing the links.
  if (['confirm_url', 'address_url', 'restore_url'].some((name) => names.has(name))) {
    values.confirm_until = String(dueAt + LINK_LIFE);
  }
  if (facts.change) values.change = facts.change;
  if (facts.askedDate) values.asked_for = facts.askedDate;
  if (facts.askedKind) values.asked_kind = facts.askedKind;
  const { linkVersion } = person;
  if (linkVersion > 0) values.link_version = String(linkVersion);
  return values;
}

/** The section around untranslated text inside a translated email. */
export const ORIGINAL = 'original';

function write(
  names: readonly string[],
  spoken: Spoken,
  isKept: (value: Value) => boolean,
): Values {
  const values: { [name: string]: Value } = {};
  for (const name of names) {
    const value = VALUES[name]?.(spoken) ?? afterOutcome(name, spoken);
    if (value !== undefined && isKept(value)) values[name] = value;
  }
  return values;
}

/** `{{#after_offer}}`: this email follows the answer "offer". */
const afterOutcome = (name: string, { due }: Spoken): readonly Values[] | undefined =>
  name.startsWith('after_') ? (name === `after_${due.facts.outcome}` ? [{}] : []) : undefined;

/** By the name of the slot or section. Only those in the template are computed. */
const VALUES: Readonly<Record<string, (moment: Spoken) => Value>> = {
  greeting: ({ due: { person }, speech }) => speech.words.email.greeting(person.name),
  signed_up_on: (moment) => day(moment, moment.due.person.requestedAt),
  expires_on: (moment) => day(moment, moment.due.dueAt + LINK_LIFE),
  old_date: ({ due: { facts }, speech }) =>
    facts.oldDate ? dayInWords(facts.oldDate, speech.locale) : speech.words.email.noDate,
  asked_again_on: (moment) => {
    const { askedAgainAt } = moment.due.facts;
    return askedAgainAt ? day(moment, askedAgainAt) : '';
  },
  new_address: ({ due: { facts } }) => facts.newAddress ?? '',
  asked: askedDate,
  erased_on: erasedOn,
  undo: undoValues,
  invited: ({ due: { facts } }) => (facts.invited ? [{}] : []),
  signed_up: ({ due: { facts } }) => (facts.invited ? [] : [{}]),
  plan: (moment) => planLines(moment, false),
  plan_after: (moment) => planLines(moment, true),
  next: (moment) => {
    const { next } = moment.due.facts;
    if (!next) return [];
    return [
      {
        title: lessonTitle(moment.course.lessons, next.lesson) ?? next.lesson,
        day: day(moment, next.at),
      },
    ];
  },
  catch_up: catchUpValues,
  welcome: welcomeValues,
  open_items: ({ course, due }) => openItems(course, due.facts),
  open_again: openAgainValues,
  day_notes: ({ due: { person }, speech }) => {
    const lines = sharedLines(person, speech.words.notes.labels).map((text) => ({ text }));
    return lines.length === 0 ? [] : [{ lines }];
  },
};

/** The day of an instant in the person's time zone, in words. */
const day = ({ due: { person }, speech }: Spoken, instant: Instant): string =>
  dayInWords(civilDay(instant, person.timeZone), speech.locale);

/** The date in the form of someone who signed up again, if it is still another one and ahead. */
function askedDate(moment: Spoken): readonly Values[] {
  const { facts, person } = moment.due;
  const { askedDate: date } = facts;
  if (!date || date === person.targetDate || date <= moment.today) return [];
  return [{ asked_date: dayInWords(date, moment.speech.locale) }];
}

function erasedOn(moment: Spoken): string {
  const { course, due, speech } = moment;
  const { targetDate } = due.person;
  if (targetDate !== null) return dayInWords(shift(targetDate, course.forgetAfter), speech.locale);
  const { erasedAt } = due.facts;
  return erasedAt ? day(moment, erasedAt) : '';
}

/** While the answer or the move that this email follows can be undone. */
function undoValues(moment: Spoken): readonly Values[] {
  const { due, now, speech } = moment;
  const { undoUntil } = due.facts;
  if (undoUntil === undefined || now > undoUntil) return [];
  const time = timeInWords(undoUntil, due.person.timeZone, speech.locale);
  return [{ until: speech.words.plan.dayAt(day(moment, undoUntil), time) }];
}

/** The lessons up to the date, or those after it. */
const planLines = (moment: Spoken, after: boolean): readonly Values[] =>
  (moment.due.facts.plan ?? [])
    .filter(({ lesson }) => follows(moment.course, lesson) === after)
    .map((line) => planLine(moment, line));

const follows = ({ lessons }: Course, id: string): boolean =>
  lessons.some((lesson) => lesson.id === id && isAfterDate(lesson.offset));

function planLine(moment: Spoken, line: PlanLine): Values {
  const { course, due, now, speech } = moment;
  const { timeZone } = due.person;
  const unconfirmed = due.kind === 'confirm';
  const reader = { i18n: speech, timeZone, now, unconfirmed, lessons: course.lessons };
  const status = line.status === 'upcoming' ? '' : speech.words.plan.statuses[line.status];
  const note = lessonNote(line, reader) || status;
  return {
    title: lessonTitle(course.lessons, line.lesson) ?? line.lesson,
    when: lessonTime(line, line.dueAt, reader),
    notes: note === '' ? [] : [{ text: note }],
  };
}

/** The lesson's email is the welcome, too. */
function welcomeValues(moment: Spoken): readonly Values[] {
  const { welcomes, carries, leftOut } = moment.due.facts;
  if (!welcomes) return [];
  // A catch-up names the lessons that are too late.
  return [{ late: leftOut && !carries ? [{}] : [] }];
}
