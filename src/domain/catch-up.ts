/** Rule 4: which email has the essential steps of missed lessons. */
import type { Course, Essential, Lesson, Step } from './course.ts';
import type { Subscription } from './subscription.ts';
import {
  type CivilDate,
  civilDay,
  type Instant,
  instantAt,
  MINUTE,
  shift,
  startOfDay,
} from './time.ts';
import { fits, lastDayWith } from './time-left.ts';

/** An email with a shorter window could miss every tick. */
export const LEAST_TIME = 5 * MINUTE;

/** A lesson's email that is planned in full. */
type FullMail = { readonly lesson: Lesson; readonly leavesAt: Instant };

export type CatchUpPlace = {
  /** The lesson whose email has the steps; null: an email of their own, in the given window. */
  readonly host: Lesson | null;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  readonly carries: readonly Lesson[];
};

/**
 * The email with the essential steps of missed lessons: on the first day from `from` that rule 5
 * allows, with the lesson that is sent that day if there is one. Null: none of the steps fits the
 * time left on that day, or there is no such day before the target date.
 */
export function placeCatchUp(
  missed: readonly Lesson[],
  full: readonly FullMail[],
  { targetDate, timeZone, sendHour }: Subscription,
  from: Instant,
  taken: ReadonlySet<CivilDate>,
): CatchUpPlace | null {
  const dateStarts = startOfDay(targetDate!, timeZone);
  const first = civilDay(from, timeZone);
  for (let day = first; day < targetDate!; day = shift(day, 'P1D')) {
    const carries = missed.filter((lesson) => stepsOn(lesson, day, targetDate!).length > 0);
    const host = full.find(({ leavesAt }) => civilDay(leavesAt, timeZone) === day);
    if (host) {
      if (host.lesson.carries === 'none') continue;
      const { lesson, leavesAt } = host;
      if (carries.length === 0) return null;
      return { host: lesson, dueAt: leavesAt, closesAt: dateStarts, carries };
    }
    if (taken.has(day)) continue;
    if (carries.length === 0) return null;
    const dueAt = day === first ? from : instantAt(day, sendHour, timeZone);
    const next = full.find(({ leavesAt }) => leavesAt > dueAt)?.leavesAt ?? dateStarts;
    const unfit = startOfDay(shift(lastDay(carries, day, targetDate!), 'P1D'), timeZone);
    const closesAt = Math.min(next, dateStarts, unfit);
    // Too short to be sent between two ticks: an email of a later day includes the steps instead.
    if (closesAt - dueAt < LEAST_TIME) continue;
    return { host: null, dueAt, closesAt, carries };
  }
  return null;
}

// Rule 4: the steps of a missed lesson that fit the time left.

/** The lessons in `carries` that have steps for an email sent on `today`, with those steps. */
export function catchUpSteps(
  { lessons }: Pick<Course, 'lessons'>,
  carries: readonly string[],
  today: CivilDate,
  targetDate: CivilDate,
): readonly { readonly lesson: Lesson; readonly steps: readonly EssentialStep[] }[] {
  return lessons
    .filter(({ id }) => carries.includes(id))
    .map((lesson) => ({ lesson, steps: stepsOn(lesson, today, targetDate) }))
    .filter(({ steps }) => steps.length > 0);
}

type EssentialStep = Step & { readonly essential: Essential };

/** The essential steps that fit the time left on `day`. */
export const stepsOn = (lesson: Lesson, day: CivilDate, targetDate: CivilDate): EssentialStep[] =>
  lesson.steps.filter(
    (step): step is EssentialStep =>
      step.essential !== undefined && fits(step.essential, day, targetDate),
  );

/** The last day on which each of these lessons still has one of the steps that fit on `day`. */
export function lastDay(
  lessons: readonly Lesson[],
  day: CivilDate,
  targetDate: CivilDate,
): CivilDate {
  const last = lessons.map(({ steps }) =>
    steps
      .flatMap(({ essential }) => (essential && fits(essential, day, targetDate) ? essential : []))
      .map(({ atLeast }) => (atLeast === undefined ? targetDate : lastDayWith(atLeast, targetDate)))
      .reduce((a, b) => (a > b ? a : b)),
  );
  return last.reduce((a, b) => (a < b ? a : b));
}
