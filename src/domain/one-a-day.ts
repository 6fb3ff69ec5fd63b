/** Rule 5: at most one lesson email per person and local day. */
import { type Delivery, isHanded } from './delivery.ts';
import type { Subscription } from './subscription.ts';
import { type CivilDate, civilDay, type Instant, instantAt, shift } from './time.ts';

/** A lesson email of the same person's other subscription; rule 5 counts them together. */
export type OtherMail = {
  readonly at: Instant;
  readonly closesAt: Instant;
  /** Handed to the provider: its day is taken. Otherwise it competes for the day. */
  readonly handed: boolean;
  /** Its subscription is older than this one and wins a tie. */
  readonly older: boolean;
};

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

/** The local days on which a lesson email was sent, of this course or another. */
export function daysTaken(
  { timeZone }: Subscription,
  ledger: readonly Delivery[],
  others: readonly OtherMail[],
): ReadonlySet<CivilDate> {
  const own = ledger
    .filter((row) => row.kind === 'lesson' && isHanded(row) && row.state !== 'failed')
    .map((row) => row.sentAt ?? row.firstCallAt!);
  const taken = others.filter(({ handed }) => handed).map(({ at }) => at);
  return new Set([...own, ...taken].map((instant) => civilDay(instant, timeZone)));
}
