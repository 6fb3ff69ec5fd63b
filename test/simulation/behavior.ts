/** How people behave: zones, hours, target dates, and the time between actions. */

import type { Dice } from '../../scripts/world/dice.ts';
import { civilDay, DAY, HOUR, type Instant, MINUTE, shift } from '../../src/domain/time.ts';
import { type OwnSubscription, ZONES } from './person-actions.ts';

type Behavior = {
  readonly randomPlace: () => { timeZone: string; sendHour: number };
  /** One day to more than a year ahead; null in 6% of cases. */
  readonly randomDate: (at: Instant, timeZone: string) => string | null;
};

/** Shared target dates: one per quarter. */
const QUARTER = 90 * DAY;

/** `together`: the share of people with the same target dates, zone and hour. */
export const createBehavior = (dice: Dice, together: number): Behavior => ({
  randomPlace: () =>
    dice.happens(together)
      ? { timeZone: 'UTC', sendHour: 8 }
      : { timeZone: dice.pick(ZONES), sendHour: dice.between(0, 23) },

  randomDate(at, timeZone) {
    if (dice.happens(0.06)) return null;
    if (dice.happens(together)) {
      const quarter = Math.floor(at / QUARTER) + dice.pick([1, 1, 1, 1, 1, 1, 1, 1, 1, 5]);
      return civilDay(Math.max(quarter * QUARTER, at + 2 * DAY), 'UTC');
    }
    const days = dice.pick([dice.between(1, 10), dice.between(8, 120), dice.between(60, 450)]);
    return shift(civilDay(at, timeZone), `P${days}D`);
  },
});

/** The date is at least an hour ahead. */
export const canMoveAndBack = (
  { status, targetDate, timeZone }: OwnSubscription,
  now: Instant,
): boolean =>
  status === 'active' && targetDate !== null && targetDate > civilDay(now + HOUR, timeZone);

/** Without an active subscription or after the date, the next action comes soon. */
export const actsSoon = (own: OwnSubscription | null, now: Instant): boolean =>
  own === null ||
  own.status !== 'active' ||
  (own.targetDate !== null && own.targetDate <= civilDay(now, own.timeZone));

/** Time until the next action: minutes to months. */
export function timeToNextAction(dice: Dice): number {
  const [least, most] = dice.pick([
    [MINUTE, 20 * MINUTE],
    [HOUR, 2 * DAY],
    [2 * DAY, 20 * DAY],
    [20 * DAY, 120 * DAY],
    [20 * DAY, 120 * DAY],
    [90 * DAY, 300 * DAY],
    [90 * DAY, 300 * DAY],
    [90 * DAY, 300 * DAY],
    [90 * DAY, 300 * DAY],
    [90 * DAY, 300 * DAY],
  ] as const);
  return dice.between(least, most);
}
