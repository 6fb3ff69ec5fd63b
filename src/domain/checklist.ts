/** The lesson steps that a person checked, and the open ones, on their page and in emails. */
import type { Course, Lesson, Step } from './course.ts';
import type { Facts } from './delivery.ts';
import type { Plan, PlannedLesson } from './plan.ts';
import { brings, type Dated, stepDay } from './step-times.ts';
import { type CivilDate, shift } from './time.ts';

export type CheckedStep = {
  readonly round: number;
  readonly lesson: string;
  readonly step: string;
};

export const isDone = (
  checked: readonly CheckedStep[],
  { round, lesson, step }: CheckedStep,
): boolean =>
  checked.some((one) => one.round === round && one.lesson === lesson && one.step === step);

/**
 * The lesson whose open steps this one's email lists: the last earlier one that is sent or read.
 */
export function recalledBy(lesson: string, { lessons }: Pick<Plan, 'lessons'>): Lesson | undefined {
  const place = lessons.findIndex((own) => own.lesson.id === lesson);
  return lessons.slice(0, Math.max(place, 0)).findLast(isSentOrRead)?.lesson;
}

const isSentOrRead = ({ status, reason }: PlannedLesson): boolean =>
  status === 'sent' || status === 'upcoming' || status === 'now' || reason === 'read';

/** The open steps for this lesson's email; none if no step of that list is checked. */
export function openFact(
  lesson: string,
  plan: Pick<Plan, 'lessons'>,
  round: number,
  checked: readonly CheckedStep[],
): Pick<Facts, 'open'> {
  const before = recalledBy(lesson, plan);
  if (before === undefined || !checked.some((one) => isOf(one, round, before.id))) return {};
  const steps = before.steps
    .filter(({ id }) => !isDone(checked, { round, lesson: before.id, step: id }))
    .map(({ id }) => id);
  return { open: { lesson: before.id, steps } };
}

const isOf = (one: CheckedStep, round: number, lesson: string): boolean =>
  one.round === round && one.lesson === lesson;

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

// Progress of a countdown, and the open steps that still fit the time left.

/** One person's countdown on a day. */
export type Countdown = Dated & {
  readonly today: CivilDate;
  readonly checked: readonly CheckedStep[];
};

export type OpenStep = {
  readonly lesson: Lesson;
  readonly step: Step;
  /** The day by which it is to be done, if there is one. */
  readonly by: CivilDate | null;
};

export type Progress = {
  readonly done: number;
  readonly all: number;
  /**
   * The first open step that fits the time left, from the latest lesson backward; one whose day has
   * come before all others, if its lesson is the latest or has a checked step.
   */
  readonly next: OpenStep | null;
};

/** Counts the steps of all lessons that the person has; null if no lesson of theirs has steps. */
export function progressOf(lessons: readonly Lesson[], own: Countdown): Progress | null {
  const had = lessons.filter((lesson) => lesson.steps.length > 0 && isHad(lesson, own));
  if (had.length === 0) return null;
  const open = had.map((lesson) => openSteps(lesson, own));
  const all = had.reduce((sum, { steps }) => sum + steps.length, 0);
  // The latest lesson's steps are for these days, whatever distance they name.
  const latest = had.findLast((lesson) => isHadInFull(lesson, own));
  const fitting = open.map((steps) =>
    steps.filter(({ lesson, step }) => lesson === latest || fits(lesson, step, own)),
  );
  const due = fitting.map((steps) => steps.filter((one) => isDue(one, latest, own)));
  const next = [...fitting, ...due].findLast(([first]) => first)?.[0];
  return { done: all - open.flat().length, all, next: next ?? null };
}

/**
 * Whether the day of an open step has come. An earlier lesson without a checked step says nothing
 * about its steps: the person may have done them without the checklist, or passed over the lesson.
 */
const isDue = ({ lesson, by }: OpenStep, latest: Lesson | undefined, own: Countdown): boolean =>
  by !== null &&
  by <= own.today &&
  (lesson === latest || own.checked.some((one) => isOf(one, own.round, lesson.id)));

/**
 * The open steps of lessons that the person has and that are not sent again, if a move from
 * `oldDate` leaves time for them. Without them, two weeks that become six months would be silent.
 */
export function openAgain(
  planned: Pick<Plan, 'lessons' | 'mails'>,
  own: Countdown,
  oldDate: CivilDate | null,
): readonly OpenStep[] {
  const { targetDate } = own;
  if (targetDate === null || (oldDate !== null && targetDate <= oldDate)) return [];
  return planned.lessons
    .filter((lesson) => !isAhead(lesson, planned))
    .map(({ lesson }) => lesson)
    .filter((lesson) => isHad(lesson, own))
    .flatMap((lesson) => openSteps(lesson, own))
    .filter(({ lesson, step }) => fits(lesson, step, own));
}

/** Whether an email with the lesson, or with some of its steps, is still ahead. */
export const isAhead = (
  { lesson, status }: PlannedLesson,
  { mails }: Pick<Plan, 'mails'>,
): boolean =>
  status === 'upcoming' ||
  status === 'now' ||
  mails.some(({ carries }) => carries.includes(lesson.id));

/** Whether the person has the lesson: sent, carried by a catch-up, marked as read, or begun. */
export const isHad = ({ id }: Lesson, { round, checked, ledger }: Countdown): boolean =>
  checked.some((one) => one.round === round && one.lesson === id) ||
  ledger.some((row) => row.state !== 'scheduled' && brings(row, id, round));

const isHadInFull = ({ id }: Lesson, { round, ledger }: Countdown): boolean =>
  ledger.some((row) => row.message === id && row.state !== 'scheduled' && brings(row, id, round));

const openSteps = (lesson: Lesson, own: Countdown): OpenStep[] =>
  lesson.steps
    .filter(({ id }) => !isDone(own.checked, { round: own.round, lesson: lesson.id, step: id }))
    .map((step) => ({ lesson, step, by: stepDay(lesson, step, own) }));

/**
 * An essential step says how much time it needs. Any other needs the most that one of its lesson's
 * does, or, if none says so, the lesson's own distance from the date.
 */
function fits(
  { steps, offset }: Lesson,
  { essential }: Step,
  { today, targetDate }: Countdown,
): boolean {
  if (targetDate === null) return true;
  const own = essential?.atLeast;
  const needs = own ? [own] : steps.flatMap((step) => step.essential?.atLeast ?? []);
  if (needs.length === 0) return today < targetDate && today <= shift(targetDate, offset);
  return needs.every((need) => shift(today, need) <= targetDate);
}
