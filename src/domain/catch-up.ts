/** The content of a catch-up email: the essential steps of missed lessons, cut to the time left. */
import type { Course, Essential, Lesson } from './course.ts';
import { type CivilDate, shift } from './time.ts';

export type CatchUp = {
  /** Missed lessons that still have essential steps in time, with those steps. */
  readonly missed: readonly { readonly lesson: Lesson; readonly steps: readonly string[] }[];
  /** Missed lessons that no longer fit in the time left; they stay on the web. */
  readonly leftOut: readonly Lesson[];
};

/** Composes the catch-up of the lessons in `carries` for an email sent on `today`. */
export function catchUp(
  course: Pick<Course, 'lessons'>,
  carries: readonly string[],
  today: CivilDate,
  targetDate: CivilDate,
): CatchUp {
  const lessons = course.lessons
    .filter(({ id }) => carries.includes(id))
    .map((lesson) => ({ lesson, steps: essentialSteps(lesson, today, targetDate) }));
  return {
    missed: lessons.filter(({ steps }) => steps.length > 0),
    leftOut: lessons.filter(({ steps }) => steps.length === 0).map(({ lesson }) => lesson),
  };
}

function essentialSteps(lesson: Lesson, today: CivilDate, targetDate: CivilDate): string[] {
  return lesson.steps
    .filter(({ essential }) => essential && isWorthwhile(essential, today, targetDate))
    .map(({ essential }) => essential!.short);
}

/** Civil dates compare as text. */
const isWorthwhile = (
  { atLeast, under }: Essential,
  today: CivilDate,
  targetDate: CivilDate,
): boolean =>
  (atLeast === undefined || shift(today, atLeast) <= targetDate) &&
  (under === undefined || shift(today, under) > targetDate);
