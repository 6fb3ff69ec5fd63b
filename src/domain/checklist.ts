/** The steps of a lesson that a person ticked, and what the next lesson's mail recalls of them. */
import type { Course, Lesson } from './course.ts';
import type { Facts } from './delivery.ts';
import type { Plan, PlannedLesson } from './plan.ts';

export type Tick = { readonly round: number; readonly lesson: string; readonly step: string };

export const isTicked = (ticks: readonly Tick[], { round, lesson, step }: Tick): boolean =>
  ticks.some((tick) => tick.round === round && tick.lesson === lesson && tick.step === step);

/** The lesson whose list this one's mail recalls: the last before it that is sent or was read. */
export function recalledBy(lesson: string, { lessons }: Pick<Plan, 'lessons'>): Lesson | undefined {
  const place = lessons.findIndex((own) => own.lesson.id === lesson);
  return lessons.slice(0, Math.max(place, 0)).findLast(isReceived)?.lesson;
}

const isReceived = ({ status, reason }: PlannedLesson): boolean =>
  status === 'sent' || status === 'upcoming' || status === 'now' || reason === 'read';

/** What a mail of this lesson has to know of that list; the list as it is when nothing is ticked. */
export function openFact(
  lesson: string,
  plan: Pick<Plan, 'lessons'>,
  round: number,
  ticks: readonly Tick[],
): Pick<Facts, 'open'> {
  const before = recalledBy(lesson, plan);
  if (before === undefined || !ticks.some((tick) => isOf(tick, round, before.id))) return {};
  const steps = before.steps
    .filter(({ id }) => !isTicked(ticks, { round, lesson: before.id, step: id }))
    .map(({ id }) => id);
  return { open: { lesson: before.id, steps } };
}

const isOf = (tick: Tick, round: number, lesson: string): boolean =>
  tick.round === round && tick.lesson === lesson;

/**
 * What is recalled in words. Of a list on which nothing is ticked nobody knows what is open: who
 * does not use the boxes is not reminded of them.
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
