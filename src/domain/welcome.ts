/** Rule 4: close to the date, the welcome and the first lesson are one email. */
import { type Delivery, isHanded } from './delivery.ts';
import type { Subscription } from './subscription.ts';
import { civilDay, type Instant } from './time.ts';
import { isLeft } from './time-left.ts';

/** Why a welcome has no email of its own. */
export const WITH_LESSON = 'with_lesson';

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
