/** The emails other than lessons that the plan schedules. */

import { dateQuestions, outcomeQuestions } from './check-ins.ts';
import type { Course } from './course.ts';
import { type Delivery, isHanded, type Kind } from './delivery.ts';
import type { Notice } from './messages.ts';
import { MESSAGES, survivesReplan } from './messages.ts';
import { isOff, type Subscription } from './subscription.ts';
import { type CivilDate, type Instant, MINUTE } from './time.ts';
import { isOwedWelcome } from './welcome.ts';

/** The emails of a move wait this long, so that a mistake can be corrected first (rule 6). */
export const MOVE_WAIT = 10 * MINUTE;

/** Every notice that is still to be sent; none to a person whose countdown is off (rule 8). */
export function notices(
  course: Pick<Course, 'outcomes'>,
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
): Notice[] {
  if (isOff(subscription)) return [];
  return [
    ...announced(subscription, ledger, now),
    ...dateMoved(subscription, ledger, now),
    ...outcomeQuestions(course, subscription, ledger, now),
    ...dateQuestions(subscription, ledger, now),
  ];
}

/**
 * The emails of a move wait until ten minutes after the last move. Null when the date is again the
 * one the person was last told: nothing has changed for them.
 */
export function moveHold(subscription: Subscription, ledger: readonly Delivery[]): Instant | null {
  const { movedAt, targetDate } = subscription;
  if (movedAt === null || lastTold(subscription, ledger) === targetDate) return null;
  return movedAt + MOVE_WAIT;
}

/** The target date that the person was last told, in an email or on a page. */
export function lastTold(
  { toldAt, toldDate }: Pick<Subscription, 'toldAt' | 'toldDate'>,
  ledger: readonly Delivery[],
): CivilDate | null {
  const mail = ledger
    .filter((row) => isHanded(row) && TELLING.includes(row.kind))
    .filter((row) => row.firstCallAt! >= (toldAt ?? 0))
    .sort((a, b) => a.firstCallAt! - b.firstCallAt!)
    .at(-1);
  return mail ? mail.toldDate : toldDate;
}

/** An email that the person requested does not announce a date. */
const TELLING: readonly Kind[] = ['lesson', 'notice'];

/** The occasion of a message's next sending in this round; reuses that of a row without a fence. */
export function nextOccasion(message: string, round: number, ledger: readonly Delivery[]): number {
  const used = ledger.filter(
    (row) =>
      row.message === message && row.round === round && row.kind !== 'resent' && isHanded(row),
  );
  return Math.max(0, ...used.map((row) => row.occasion)) + 1;
}

/** Unsent replies to actions of the person. */
function announced({ round }: Subscription, ledger: readonly Delivery[], now: Instant): Notice[] {
  return (
    ledger
      .filter((row) => isOpen(row, now) || isOwedWelcome(row, ledger, now))
      // An undone answer leaves the email of the round that it began.
      .filter((row) => row.round === round)
      .flatMap(({ message, occasion, dueAt, closesAt }) =>
        survivesReplan(message) ? [{ message, occasion, dueAt, closesAt }] : [],
      )
  );
}

const isOpen = ({ state, closesAt }: Delivery, now: Instant): boolean =>
  state === 'scheduled' && closesAt > now;

function dateMoved(
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
): Notice[] {
  const hold = moveHold(subscription, ledger);
  if (hold === null) return [];
  const closesAt = hold + MESSAGES['date-moved'].window;
  if (closesAt <= now) return [];
  const occasion = nextOccasion('date-moved', subscription.round, ledger);
  return [{ message: 'date-moved', occasion, dueAt: hold, closesAt }];
}
