/** Rule 5: at most one lesson email per person and local day. */
import type { Subscription } from './subscription.ts';
import { type CivilDate, civilDay, type Instant, instantAt, shift } from './time.ts';

/** An email to be placed on a day: not before `from`, never at or after `closesAt`. */
export type Wish<T> = {
  readonly mail: T;
  readonly from: Instant;
  readonly closesAt: Instant;
  /** Older subscriptions win a tie. */
  readonly rank?: number;
};

export type Placed<T> = { readonly mail: T; readonly leavesAt: Instant };

/**
 * Assigns every wish its time. If several fall on one day, the one whose window closes first keeps
 * it; the others wait for the next free day at the send hour, unless they would expire by then.
 */
export function placeOnDays<T>(
  wishes: readonly Wish<T>[],
  taken: ReadonlySet<CivilDate>,
  { timeZone, sendHour }: Pick<Subscription, 'timeZone' | 'sendHour'>,
): Placed<T>[] {
  const placed: Placed<T>[] = [];
  let waiting = [...wishes].sort(byUrgency);
  let day = firstDay(waiting, timeZone);
  while (day !== null) {
    const today = day;
    const tomorrow = shift(today, 'P1D');
    const nextHour = instantAt(tomorrow, sendHour, timeZone);
    const here = waiting.filter((wish) => civilDay(wish.from, timeZone) <= today);
    const dueLater = here.filter((wish) => wish.from === instantAt(today, sendHour, timeZone));
    const leave = (wish: Wish<T>): Placed<T> => {
      const held = civilDay(wish.from, timeZone) < today;
      const alone = held ? instantAt(today, sendHour, timeZone) : wish.from;
      // If a lesson is still due that day, send both at its hour, provided the window allows it.
      const joint = Math.max(alone, ...dueLater.map((other) => other.from));
      return { mail: wish.mail, leavesAt: joint < wish.closesAt ? joint : alone };
    };
    const kept = taken.has(today) ? undefined : here[0];
    const leaving = here.filter((wish) => wish === kept || wish.closesAt <= nextHour);
    placed.push(...leaving.map(leave));
    waiting = waiting.filter((wish) => !leaving.includes(wish));
    day = here.length > leaving.length ? tomorrow : firstDay(waiting, timeZone);
  }
  return placed.sort((a, b) => a.leavesAt - b.leavesAt);
}

const byUrgency = (a: Wish<unknown>, b: Wish<unknown>): number =>
  a.closesAt - b.closesAt || (a.rank ?? 0) - (b.rank ?? 0);

function firstDay(wishes: readonly Wish<unknown>[], zone: string): CivilDate | null {
  if (wishes.length === 0) return null;
  return civilDay(Math.min(...wishes.map((wish) => wish.from)), zone);
}
