/** Rule 16: the days of steps that say `by:`, and the hours of those that say `hours:`. */
import type { Lesson, Step } from './course.ts';
import { type Delivery, isHanded } from './delivery.ts';
import type { Subscription } from './subscription.ts';
import { type CivilDate, civilDay, daysBetween, shift } from './time.ts';

/** A countdown as its steps need it: the date, and what was and will be sent. */
export type Dated = Pick<Subscription, 'round' | 'targetDate' | 'timeZone' | 'movedAt'> & {
  readonly ledger: readonly Delivery[];
};

/**
 * The day by which a person is to do a step. Null if it names none, or one for which it was too
 * late when they had the lesson or moved their date.
 */
export function stepDay(lesson: Pick<Lesson, 'id'>, step: Step, own: Dated): CivilDate | null {
  const sendings = own.ledger
    .filter((row) => brings(row, lesson.id, own.round))
    .map(({ sentAt, firstCallAt, dueAt }) => sentAt ?? firstCallAt ?? dueAt);
  if (sendings.length === 0) return null;
  const from = Math.max(Math.min(...sendings), own.movedAt ?? 0);
  return dayFrom(step, own.targetDate, civilDay(from, own.timeZone));
}

/**
 * The day of a step for someone who has its lesson from the day `from`. Null if that day is over, or
 * too near for the step's hours.
 */
export function dayFrom(
  { by, hours = 0 }: { readonly by?: string | undefined; readonly hours?: number | undefined },
  targetDate: CivilDate | null,
  from: CivilDate,
): CivilDate | null {
  if (by === undefined || targetDate === null) return null;
  const day = shift(targetDate, by);
  const days = daysBetween(from, day) + 1;
  return days < 1 || hours * 7 > days * MOST_A_WEEK ? null : day;
}

/** The most hours a week that anyone can spare. */
export const MOST_A_WEEK = 20;

/** Whether the person has, or will have, the lesson or some of its steps from this delivery. */
export const brings = (row: Delivery, lesson: string, round: number): boolean =>
  row.kind === 'lesson' &&
  row.round === round &&
  (row.message === lesson || row.facts.carries?.includes(lesson) === true) &&
  (isHanded(row) ? row.state !== 'failed' : row.state === 'scheduled' || row.reason === 'read');

/** The hours of all these steps together. */
export const hoursOf = (steps: readonly { readonly hours?: number | undefined }[]): number =>
  steps.reduce((sum, { hours = 0 }) => sum + hours, 0);

/**
 * The hours a week that finish the work by the date, rounded so that at most a fifth is missing.
 * Null with under two weeks left, for under an hour a week, and for more than anyone can spare.
 */
export function hoursAWeek(hours: number, today: CivilDate, targetDate: CivilDate): number | null {
  const days = daysBetween(today, targetDate);
  const amount = Math.ceil((hours * 7) / days - 0.25);
  return days < 14 || hours * 7 < days || amount > MOST_A_WEEK ? null : amount;
}

/** The hour at which a link on a public page puts a task into a calendar. */
export const TASK_HOUR = 9;
