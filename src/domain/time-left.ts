/** Conditions on the time left: of an essential step, a part of a text, and the welcome. */
import { type Delivery, isHanded } from './delivery.ts';
import type { Subscription } from './subscription.ts';
import { type CivilDate, civilDay, type Instant, isDuration, shift } from './time.ts';

/** `[atLeast, under)`, ISO 8601 calendar durations; a missing bound is no condition. */
export type TimeLeft = { readonly atLeast?: string; readonly under?: string };

/** Whether the time left on `day` is within these bounds. Without a date there is no end to it. */
export const fits = (
  { atLeast, under }: TimeLeft,
  day: CivilDate,
  targetDate: CivilDate | null,
): boolean =>
  (atLeast === undefined || targetDate === null || isLeft(atLeast, day, targetDate)) &&
  (under === undefined || (targetDate !== null && !isLeft(under, day, targetDate)));

/** Whether at least `duration` is left on `day`; civil dates compare as text. */
export const isLeft = (duration: string, day: CivilDate, targetDate: CivilDate): boolean =>
  shift(day, duration) <= targetDate;

/** The last day on which at least `duration` is left. */
export function lastDayWith(duration: string, targetDate: CivilDate): CivilDate {
  // Months clamp, so counting back and counting forward may differ by some days.
  let day = shift(targetDate, `-${duration}`);
  while (!isLeft(duration, day, targetDate)) day = shift(day, '-P1D');
  while (isLeft(duration, shift(day, 'P1D'), targetDate)) day = shift(day, 'P1D');
  return day;
}

/**
 * The condition that the name of a section states; null if it states none.
 * @example conditionOf('under_P6W') // { under: 'P6W' }
 */
export function conditionOf(section: string): TimeLeft | null {
  const [, bound, duration = ''] = /^(at_least|under)_(\w+)$/.exec(section) ?? [];
  if (bound === undefined || !isDuration(duration)) return null;
  return bound === 'under' ? { under: duration } : { atLeast: duration };
}

// Rule 4: close to the date, the welcome and the first lesson are one email.

/** Why a welcome has no email of its own. */
export const WITH_LESSON = 'with_lesson' as const;

/**
 * Whether this row is a welcome that was left to a lesson's email, and no such email has been handed
 * to the provider since: a new plan may send it on its own.
 */
export function isOwedWelcome(row: Delivery, ledger: readonly Delivery[], now: Instant): boolean {
  if (row.state !== 'skipped' || row.reason !== WITH_LESSON || row.closesAt <= now) return false;
  return !ledger.some(
    (other) =>
      other.round === row.round &&
      other.facts.welcomes &&
      isHanded(other) &&
      other.firstCallAt! >= row.dueAt,
  );
}

/** Whether under two days are left: from the day before the target date on. */
export const isEve = (
  { targetDate, timeZone }: Pick<Subscription, 'targetDate' | 'timeZone'>,
  now: Instant,
): boolean => targetDate !== null && !isLeft('P2D', civilDay(now, timeZone), targetDate);
