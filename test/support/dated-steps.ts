import { catalog } from '../../src/course/catalog.ts';
import type { Step } from '../../src/domain/course.ts';

type Editable = { -readonly [Key in keyof Step]: Step[Key] };

/**
 * Gives steps of the compiled course these days, and all others none, until the returned function
 * is called.
 * @param days by lesson, in the order of its steps
 */
export function withStepDays(days: Readonly<Record<string, readonly (string | undefined)[]>>) {
  const steps = catalog.all[0]!.lessons.flatMap((lesson) =>
    lesson.steps.map((step, index) => ({ step: step as Editable, by: days[lesson.id]?.[index] })),
  );
  const before = steps.map(({ step }) => step.by);
  for (const { step, by } of steps) set(step, by);
  return () => steps.forEach(({ step }, index) => void set(step, before[index]));
}

function set(step: Editable, by: string | undefined): void {
  if (by === undefined) delete step.by;
  else step.by = by;
}

/** The id of a lesson's step by its position. */
export const stepId = (lesson: string, index: number): string =>
  catalog.all[0]!.lessons.find(({ id }) => id === lesson)!.steps[index]!.id;
