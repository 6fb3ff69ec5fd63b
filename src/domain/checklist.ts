/** The lesson steps that a person checked, and the open ones that the next lesson's email lists. */
import type { Course, Lesson } from './course.ts';
import type { Facts } from './delivery.ts';
import type { Plan, PlannedLesson } from './plan.ts';

export type Tick = { readonly round: number; readonly lesson: string; readonly step: string };

export const isDone = (ticks: readonly Tick[], { round, lesson, step }: Tick): boolean =>
  ticks.some((tick) => tick.round === round && tick.lesson === lesson && tick.step === step);

/**
 * The lesson whose open steps this one's email lists: the last earlier one that is sent or read.
 */
export function recalledBy(lesson: string, { lessons }: Pick<Plan, 'lessons'>): Lesson | undefined {
  const place = lessons.findIndex((own) => own.lesson.id === lesson);
  return lessons.slice(0, Math.max(place, 0)).findLast(isReceived)?.lesson;
}

const isReceived = ({ status, reason }: PlannedLesson): boolean =>
  status === 'sent' || status === 'upcoming' || status === 'now' || reason === 'read';

/** The open steps for this lesson's email; none if no step of that list is checked. */
export function openFact(
  lesson: string,
  plan: Pick<Plan, 'lessons'>,
  round: number,
  ticks: readonly Tick[],
): Pick<Facts, 'open'> {
  const before = recalledBy(lesson, plan);
  if (before === undefined || !ticks.some((tick) => isOf(tick, round, before.id))) return {};
  const steps = before.steps
    .filter(({ id }) => !isDone(ticks, { round, lesson: before.id, step: id }))
    .map(({ id }) => id);
  return { open: { lesson: before.id, steps } };
}

const isOf = (tick: Tick, round: number, lesson: string): boolean =>
  tick.round === round && tick.lesson === lesson;

/**
 * The open steps in words. Null if no step is checked: the person may not use the checklist, so
 * its state is unknown.
 */
export function recall(
  { lessons }: Pick<Course, 'lessons'>,
  open: Facts['open'],
): { readonly title: string; readonly steps: readonly string[] } | null {
  const lesson = lessons.find(({ id }) => id === open?.lesson);
  const steps = lesson?.steps.filter(({ id }) => open?.steps.includes(id)) ?? [];
  if (!lesson || steps.length === 0 || steps.length === lesson.steps.length) return null;
  return { title: lesson.title, steps: steps.map(({ text }) => text) };
}
