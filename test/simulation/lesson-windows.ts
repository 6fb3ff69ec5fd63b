/**
 * Rules 1 to 3 again, from their text and independent of the planner: when a lesson is due and when
 * its window closes. Only the calendar is shared with production; it has its own oracle.
 */
import type { Course } from '../../src/domain/course.ts';
import {
  type CivilDate,
  type Instant,
  instantAt,
  later,
  shift,
  startOfDay,
} from '../../src/domain/time.ts';
import type { Snapshot } from './commit-watch.ts';

/** The fields that a plan depends on. */
export type PlanInput = Pick<Snapshot, 'targetDate' | 'timeZone' | 'sendHour'>;

export type LessonWindow = {
  readonly lesson: string;
  readonly repeat: string | undefined;
  readonly day: CivilDate;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
};

/** Each lesson's day, due time and window; empty without a date. */
export function lessonWindowsOf(course: Course, snapshot: PlanInput): LessonWindow[] {
  const { targetDate, timeZone, sendHour } = snapshot;
  if (targetDate === null) return [];
  const midnight = startOfDay(targetDate, timeZone);
  const due = course.lessons.map((lesson) => {
    const day = allowed(shift(targetDate, lesson.offset), targetDate, course);
    return { lesson, day, dueAt: instantAt(day, sendHour, timeZone) };
  });
  const allDue = due.map(({ dueAt }) => dueAt);
  return due.map(({ lesson, day, dueAt }) => ({
    lesson: lesson.id,
    repeat: lesson.repeat,
    day,
    dueAt,
    closesAt: closesAt(dueAt, lesson.window, allDue, midnight, timeZone),
  }));
}

function closesAt(
  dueAt: Instant,
  window: string | undefined,
  allDue: readonly Instant[],
  midnight: Instant,
  zone: string,
): Instant {
  const isAfterDate = dueAt >= midnight;
  if (isAfterDate) return later(dueAt, window ?? 'P14D', zone);
  if (window) return Math.min(midnight, later(dueAt, window, zone));
  const next = Math.min(...allDue.filter((other) => other > dueAt && other < midnight));
  const isLast = !Number.isFinite(next);
  if (isLast) return midnight;
  return Math.min(dueAt + Math.floor((next - dueAt) / 2), later(dueAt, 'P30D', zone));
}

/** Moves a day to an allowed weekday (1 is Monday): earlier before the date, later after it. */
function allowed(day: CivilDate, targetDate: CivilDate, course: Course): CivilDate {
  const { weekdays } = course as { weekdays?: readonly number[] };
  if (!weekdays?.length) return day;
  const step = day > targetDate ? 'P1D' : '-P1D';
  let candidate = day;
  while (!weekdays.includes(new Date(candidate).getUTCDay() || 7)) {
    candidate = shift(candidate, step);
  }
  return candidate;
}
