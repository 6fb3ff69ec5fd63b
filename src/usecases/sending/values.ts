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
  zoneInWords,
} from '../../domain/speech.ts';
import type { Values } from '../../domain/template.ts';
import { civilDay, DAY, daysBetween, type Instant, shift } from '../../domain/time.ts';
import { noteOf } from './notes.ts';
import type { Claimed } from './ports.ts';

/** How long a confirmation link works. */
export const CONFIRM_DAYS = 7;

/**
 * The values of every slot but the links, which follow from the call. Relative words are true at
 * `now` (rule 9), not at the moment the mail was planned for.
 */
export function valuesOf(course: Course, claimed: Claimed, now: Instant, baseUrl: string): Values {
  const { person, facts, dueAt } = claimed;
  const { targetDate, timeZone, locale } = person;
  const today = civilDay(now, timeZone);
  const day = (instant: Instant): string => dayInWords(civilDay(instant, timeZone), locale);
  return {
    greeting: person.name === '' ? 'Hello,' : `Hello ${person.name},`,
    time_zone: zoneInWords(timeZone),
    send_hour: hourInWords(person.sendHour, locale),
    signed_up_on: day(person.requestedAt),
    confirm_until: String(dueAt + CONFIRM_DAYS * DAY),
    expires_on: day(dueAt + CONFIRM_DAYS * DAY),
    old_date: facts.oldDate ? dayInWords(facts.oldDate, locale) : 'no date',
    asked_again_on: facts.askedAgainAt ? day(facts.askedAgainAt) : '',
    erased_on: facts.erasedAt ? day(facts.erasedAt) : '',
    ...dateValues(course, person, today),
    with_date: targetDate === null ? [] : [{}],
    without_date: targetDate === null ? [{}] : [],
    plan: (facts.plan ?? []).map((line) => planLine(course, line, claimed)),
    next: facts.next
      ? [{ title: titleOf(course, facts.next.lesson), day: day(facts.next.at) }]
      : [],
    catch_up: catchUpValues(course, claimed, today, baseUrl),
    open_items: openItems(course, facts),
    ...(facts.change ? { change: facts.change } : {}),
  };
}

function dateValues(
  course: Course,
  { targetDate, locale }: Claimed['person'],
  today: string,
): Values {
  if (targetDate === null) return { target_date: 'no date yet', countdown: '', days_to_go: '' };
  return {
    target_date: dayInWords(targetDate, locale),
    countdown: countdown(today, targetDate, locale),
    days_to_go: daysInWords(Math.max(0, daysBetween(today, targetDate)), locale),
    erased_on: dayInWords(shift(targetDate, course.forgetAfter), locale),
  };
}

function planLine(course: Course, line: PlanLine, { person }: Claimed): Values {
  const { timeZone, locale, sendHour } = person;
  return {
    title: titleOf(course, line.lesson),
    day: dayInWords(civilDay(line.at, timeZone), locale),
    hour: hourInWords(sendHour, locale),
    note: noteOf(line.status),
  };
}

function catchUpValues(
  course: Course,
  { facts, person }: Claimed,
  today: string,
  baseUrl: string,
): readonly Values[] {
  if (!facts.carries?.length || person.targetDate === null) return [];
  const { missed, leftOut } = catchUp(course, facts.carries, today, person.targetDate);
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
