/** What a mail says to this person, computed at the moment it is frozen. */
import { catchUp } from '../../domain/catch-up.ts';
import { recall } from '../../domain/checklist.ts';
import type { Course } from '../../domain/course.ts';
import type { Facts, PlanLine } from '../../domain/ledger.ts';
import {
  countdown,
  dayInWords,
  daysInWords,
  hourInWords,
  timeInWords,
  zoneInWords,
} from '../../domain/speech.ts';
import { namesOf, type Template, type Values } from '../../domain/template.ts';
import {
  type CivilDate,
  civilDay,
  DAY,
  daysBetween,
  type Instant,
  shift,
} from '../../domain/time.ts';
import { noteOf } from './notes.ts';
import type { Claimed } from './ports.ts';

/** How long a confirmation link works. */
export const CONFIRM_DAYS = 7;

/** A mail at the moment it is frozen. */
type Moment = {
  readonly course: Course;
  readonly claimed: Claimed;
  readonly now: Instant;
  readonly baseUrl: string;
};

/**
 * The values that this template asks for, but for the links, which follow from the call. Relative
 * words are true at `now` (rule 9), not at the moment the mail was planned for.
 */
export function valuesOf(template: Template, moment: Moment): Values {
  const { facts, dueAt } = moment.claimed;
  const values: { [name: string]: string | readonly Values[] } = {};
  const names = namesOf(template);
  for (const name of names) {
    const value = VALUES[name]?.(moment);
    if (value !== undefined) values[name] = value;
  }
  // What the links are made of.
  if (names.has('confirm_url') || names.has('address_url')) {
    values.confirm_until = String(dueAt + CONFIRM_DAYS * DAY);
  }
  if (facts.change) values.change = facts.change;
  const { linkVersion } = moment.claimed.person;
  if (linkVersion > 0) values.link_version = String(linkVersion);
  return values;
}

type Writer = (moment: Moment) => string | readonly Values[];

/** By the name of the slot or section. A mail pays for what is in it, and for nothing else. */
const VALUES: Readonly<Record<string, Writer>> = {
  greeting: ({ claimed: { person } }) => (person.name === '' ? 'Hello,' : `Hello ${person.name},`),
  time_zone: ({ claimed: { person } }) => zoneInWords(person.timeZone),
  send_hour: ({ claimed: { person } }) => hourInWords(person.sendHour, person.locale),
  signed_up_on: (moment) => day(moment, moment.claimed.person.requestedAt),
  expires_on: (moment) => day(moment, moment.claimed.dueAt + CONFIRM_DAYS * DAY),
  old_date: ({ claimed: { facts, person } }) =>
    facts.oldDate ? dayInWords(facts.oldDate, person.locale) : 'no date',
  asked_again_on: (moment) => {
    const { askedAgainAt } = moment.claimed.facts;
    return askedAgainAt ? day(moment, askedAgainAt) : '';
  },
  erased_on: erasedOn,
  target_date: ({ claimed: { person } }) =>
    person.targetDate === null ? 'no date yet' : dayInWords(person.targetDate, person.locale),
  countdown: (moment) => {
    const { targetDate, locale } = moment.claimed.person;
    return targetDate === null ? '' : countdown(today(moment), targetDate, locale);
  },
  days_to_go: (moment) => {
    const { targetDate, locale } = moment.claimed.person;
    if (targetDate === null) return '';
    return daysInWords(Math.max(0, daysBetween(today(moment), targetDate)), locale);
  },
  with_date: ({ claimed: { person } }) => (person.targetDate === null ? [] : [{}]),
  without_date: ({ claimed: { person } }) => (person.targetDate === null ? [{}] : []),
  plan: ({ course, claimed }) =>
    (claimed.facts.plan ?? []).map((line) => planLine(course, line, claimed)),
  next: (moment) => {
    const { next } = moment.claimed.facts;
    if (!next) return [];
    return [{ title: titleOf(moment.course, next.lesson), day: day(moment, next.at) }];
  },
  catch_up: catchUpValues,
  open_items: ({ course, claimed }) => openItems(course, claimed.facts),
};

const today = ({ claimed, now }: Moment): CivilDate => civilDay(now, claimed.person.timeZone);

/** The day of an instant where the person lives, in words. */
const day = ({ claimed: { person } }: Moment, instant: Instant): string =>
  dayInWords(civilDay(instant, person.timeZone), person.locale);

function erasedOn(moment: Moment): string {
  const { course, claimed } = moment;
  const { targetDate, locale } = claimed.person;
  if (targetDate !== null) return dayInWords(shift(targetDate, course.forgetAfter), locale);
  const { erasedAt } = claimed.facts;
  return erasedAt ? day(moment, erasedAt) : '';
}

function planLine(course: Course, line: PlanLine, { person }: Claimed): Values {
  const { timeZone, locale } = person;
  return {
    title: titleOf(course, line.lesson),
    day: dayInWords(civilDay(line.at, timeZone), locale),
    hour: timeInWords(line.at, timeZone, locale),
    note: noteOf(line.status),
  };
}

function catchUpValues(moment: Moment): readonly Values[] {
  const { course, baseUrl } = moment;
  const { facts, person } = moment.claimed;
  if (!facts.carries?.length || person.targetDate === null) return [];
  const { missed, leftOut } = catchUp(course, facts.carries, today(moment), person.targetDate);
  const url = (lesson: { id: string }): string => `${baseUrl}/lessons/${course.id}/${lesson.id}`;
  return [
    {
      missed: missed.map(({ lesson, steps }) => ({
        title: lesson.title,
        url: url(lesson),
        steps: steps.map((text) => ({ text })),
      })),
      left_out: leftOut.map((lesson) => ({ title: lesson.title, url: url(lesson) })),
    },
  ];
}

function openItems(course: Course, { open }: Facts): readonly Values[] {
  const recalled = recall(course, open);
  if (recalled === null) return [];
  return [{ title: recalled.title, items: recalled.steps.map((text) => ({ text })) }];
}

const titleOf = (course: Course, id: string): string =>
  course.lessons.find((lesson) => lesson.id === id)?.title ?? id;
