import type { Course, Lesson } from './course.ts';
import type { Class } from './delivery.ts';
import type { Subscription } from './subscription.ts';
import {
  type CivilDate,
  DAY,
  type Instant,
  instantAt,
  later,
  shift,
  startOfDay,
  weekday,
} from './time.ts';

/** A lesson with its window: it may be sent at `dueAt <= t < closesAt`. */
export type Milestone = {
  readonly lesson: Lesson;
  readonly day: CivilDate;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
};

type Clockwork = Pick<Subscription, 'timeZone' | 'sendHour'>;

/** Every lesson of the course with its window, in order of time (rules 1 to 3). */
export function milestones(
  course: Pick<Course, 'lessons' | 'weekdays'>,
  targetDate: CivilDate,
  { timeZone, sendHour }: Clockwork,
): Milestone[] {
  const due = course.lessons
    .map((lesson) => {
      const day = allowedDay(shift(targetDate, lesson.offset), targetDate, course.weekdays);
      return { lesson, day, dueAt: instantAt(day, sendHour, timeZone) };
    })
    .sort((a, b) => a.dueAt - b.dueAt || (a.lesson.id < b.lesson.id ? -1 : 1));
  const dateStarts = startOfDay(targetDate, timeZone);
  return due.map((own) => {
    const next = due.find((other) => other.dueAt > own.dueAt);
    return { ...own, closesAt: closing(own, next?.dueAt, dateStarts, timeZone) };
  });
}

/**
 * On days without sending, moves to the last allowed day before. A lesson after the date takes the
 * first allowed day after instead, so that it never reaches the date or an earlier day.
 */
function allowedDay(
  day: CivilDate,
  targetDate: CivilDate,
  weekdays?: readonly number[],
): CivilDate {
  if (weekdays === undefined || weekdays.length === 0) return day;
  const step = day > targetDate ? 'P1D' : '-P1D';
  let allowed = day;
  while (!weekdays.includes(weekday(allowed))) allowed = shift(allowed, step);
  return allowed;
}

/** Rule 3: when a window closes if the author does not set it. */
function closing(
  own: { lesson: Lesson; dueAt: Instant },
  nextDue: Instant | undefined,
  dateStarts: Instant,
  zone: string,
): Instant {
  if (own.dueAt >= dateStarts) return later(own.dueAt, own.lesson.window ?? 'P14D', zone);
  // Even with an author's window, a lesson before the date is never sent on the date.
  if (own.lesson.window) return Math.min(later(own.dueAt, own.lesson.window, zone), dateStarts);
  if (nextDue === undefined || nextDue >= dateStarts) return dateStarts;
  const halfWay = own.dueAt + Math.floor((nextDue - own.dueAt) / 2);
  return Math.min(halfWay, later(own.dueAt, 'P30D', zone));
}

/** The class of a window of this length; notices and confirmations are always class 0. */
export function classOf(dueAt: Instant, closesAt: Instant): Class {
  const length = closesAt - dueAt;
  if (length < 2 * DAY) return 1;
  return length < 14 * DAY ? 2 : 3;
}

/** The lessons in order of time; the order does not depend on the date. */
export const lessonsInOrder = (course: Course): readonly Lesson[] =>
  milestones(course, '2027-07-15', { timeZone: 'UTC', sendHour: course.sendHour }).map(
    ({ lesson }) => lesson,
  );
