/** Rule 4: the steps of a missed lesson that fit the time left. */
import type { Course, Lesson } from './course.ts';
import type { CivilDate } from './time.ts';
import { fits, lastDayWith } from './time-left.ts';

/** The lessons in `carries` that have steps for an email sent on `today`, with those steps. */
export function catchUpSteps(
  { lessons }: Pick<Course, 'lessons'>,
  carries: readonly string[],
  today: CivilDate,
  targetDate: CivilDate,
): readonly { readonly lesson: Lesson; readonly steps: readonly string[] }[] {
  return lessons
    .filter(({ id }) => carries.includes(id))
    .map((lesson) => ({ lesson, steps: stepsOn(lesson, today, targetDate) }))
    .filter(({ steps }) => steps.length > 0);
}

/** The essential steps that fit the time left on `day`, in short. */
export const stepsOn = (lesson: Lesson, day: CivilDate, targetDate: CivilDate): string[] =>
  lesson.steps
    .filter(({ essential }) => essential && fits(essential, day, targetDate))
    .map(({ essential }) => essential!.short);

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
