/**
 * Civil dates and time zones. The current time is never read here. Instants are epoch milliseconds
 * (UTC), civil dates `YYYY-MM-DD`, durations ISO 8601.
 */
import { memoize, memoizeWords } from './memoize.ts';
import { offsetIn } from './zones.ts';

export type Instant = number;
export type CivilDate = string;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * The civil date `duration` away. Months and years clamp to the month's last day (rule 1).
 * @example shift('2027-05-31', '-P3M') // '2027-02-28'
 */
export const shift = memoizeWords((date: CivilDate, duration: string): CivilDate => {
  const { months, days } = countsOf(duration);
  const moved = new Date(midnight(date));
  const day = moved.getUTCDate();
  moved.setUTCMonth(moved.getUTCMonth() + months);
  // The month has no such day, so the date overflowed into the next month.
  if (moved.getUTCDate() !== day) moved.setUTCDate(0);
  return dateOn(moved.getTime() / DAY + days);
});

/** The day of the week, 1 Monday to 7 Sunday. */
export const weekday = (date: CivilDate): number => new Date(date).getUTCDay() || 7;

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/**
 * The instant of `hour` o'clock on `date` in `zone` (rule 2). An hour skipped by a clock change
 * becomes the first valid instant after the gap; for an hour that occurs twice, the first one.
 */
export const instantAt = memoizeWords((date: CivilDate, hour: number, zone: string): Instant => {
  const shown = midnight(date) + hour * HOUR;
  return firstShowing(shown, zone) ?? endOfGap(shown, zone);
});

/** The first instant of `date` in `zone`, which is not always midnight. */
export const startOfDay = (date: CivilDate, zone: string): Instant => instantAt(date, 0, zone);

/** The civil date on which `instant` falls in `zone`. */
export const civilDay = (instant: Instant, zone: string): CivilDate =>
  dateOn(Math.floor(shownAt(instant, zone) / DAY));

/** The next midnight UTC, when daily quotas and tallies reset. */
export const nextUtcMidnight = (now: Instant): Instant => (Math.floor(now / DAY) + 1) * DAY;

/** The wall-clock time of `instant` in `zone`, `HH:MM`. */
export const wallTime = (instant: Instant, zone: string): string =>
  new Date(shownAt(instant, zone)).toISOString().slice(11, 16);

/**
 * `instant` plus a calendar duration in the local time of `zone`. A local time that a clock change
 * skips lands as long after the gap as it was into the gap.
 */
export const later = memoizeWords((instant: Instant, duration: string, zone: string): Instant => {
  const from = shownAt(instant, zone);
  const day = dateOn(Math.floor(from / DAY));
  const shown = from + (midnight(shift(day, duration)) - midnight(day));
  return firstShowing(shown, zone) ?? shown - offsetsAround(shown, zone)[0];
});

/** Whether `text` is a valid date, `YYYY-MM-DD`; 2027-02-30 is not. */
export function isCivilDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(at) && dateOn(at / DAY) === text;
}

function countsOf(text: string): { readonly months: number; readonly days: number } {
  const { back, spans } = durationOf(text);
  const total = (factors: Partial<Record<Span['unit'], number>>): number =>
    spans.reduce((sum, { amount, unit }) => sum + amount * (factors[unit] ?? 0), 0);
  const direction = back ? -1 : 1;
  return {
    months: direction * total({ year: 12, month: 1 }),
    days: direction * total({ week: 7, day: 1 }),
  };
}

/** Throws on an invalid date. */
function midnight(date: CivilDate): Shown {
  if (!isCivilDate(date)) throw new RangeError(`${date} is no day of the calendar`);
  return Date.parse(date);
}

/** @example toMinute(0) // '1970-01-01T00:00Z' */
export const toMinute = (at: Instant): string => `${new Date(at).toISOString().slice(0, 16)}Z`;

/** The civil date this many days after 1970-01-01. */
const dateOn = memoize((day: number): CivilDate => new Date(day * DAY).toISOString().slice(0, 10));

/** A local date and time, counted as if it were an instant in UTC. */
type Shown = number;

const shownAt = (instant: Instant, zone: string): Shown => instant + offsetAt(instant, zone);

/** The first instant with this local time in `zone`; undefined if a clock change skips it. */
const firstShowing = (shown: Shown, zone: string): Instant | undefined =>
  offsetsAround(shown, zone)
    .map((offset) => shown - offset)
    .find((instant) => shownAt(instant, zone) === shown);

/**
 * The instant of the clock change that skips it: the offset is `earlier` before and `other` after.
 */
function endOfGap(shown: Shown, zone: string): Instant {
  const [earlier, other] = offsetsAround(shown, zone);
  let [before, end] = [shown - other, shown - earlier];
  while (end - before > 1) {
    const between = Math.floor((before + end) / 2);
    if (offsetAt(between, zone) === earlier) before = between;
    else end = between;
  }
  return end;
}

/**
 * The offsets a day before and after. At most one change lies between: no zone has two in two days.
 */
const offsetsAround = (shown: Shown, zone: string) =>
  [offsetAt(shown - DAY, zone), offsetAt(shown + DAY, zone)] as const;

const offsetAt = (instant: Instant, zone: string): number => {
  const offset = offsetsOf(zone)(Math.floor(instant / DAY));
  return offset === 'changes' ? offsetIn(zone, instant) : offset;
};

/** By zone, its offset during a UTC day, or `changes` if it changes on that day. */
const offsetsOf = memoize((zone: string) =>
  memoize((utcDay: number): number | 'changes' => {
    const begins = offsetIn(zone, utcDay * DAY);
    return begins === offsetIn(zone, (utcDay + 1) * DAY) ? begins : 'changes';
  }),
);

/**
 * ISO 8601 calendar durations: years, months, weeks and days. No times of day, because the plan
 * counts civil days.
 */
export type Span = { readonly amount: number; readonly unit: 'year' | 'month' | 'week' | 'day' };

export type Duration = {
  /** Whether it is negative: `-P3M`. */
  readonly back: boolean;
  /** Largest unit first, without zeros; empty for `P0D`. */
  readonly spans: readonly Span[];
};

/** @example parseDuration('-P1M2W') // { back: true, spans: [1 month, 2 weeks] } */
export function parseDuration(text: string): Duration | null {
  const found = DURATION.exec(text);
  if (!found) return null;
  const [, sign, ...amounts] = found;
  const spans = amounts
    .map((amount, index) => ({ amount: Number(amount ?? 0), unit: UNITS[index]! }))
    .filter(({ amount }) => amount > 0);
  return { back: sign === '-', spans };
}

const DURATION = /^(-)?P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;
const UNITS = ['year', 'month', 'week', 'day'] as const;

/** Throws on invalid text. */
export function durationOf(text: string): Duration {
  const duration = parseDuration(text);
  if (duration === null) throw new RangeError(`${text} is not a calendar duration`);
  return duration;
}

/** Whether `text` is an unsigned duration, such as `P30D`. */
export const isDuration = (text: string): boolean => parseDuration(text)?.back === false;

/** Whether `text` is a distance from the target date, such as `-P1Y` or `P2D`. */
export const isOffset = (text: string): boolean => parseDuration(text) !== null;

/** Whether a lesson at this distance follows the day of the date. @example isAfterDate('P1W') // true */
export function isAfterDate(offset: string): boolean {
  const { back, spans } = durationOf(offset);
  return !back && spans.length > 0;
}

/** Whether a lesson at this distance is sent on the date itself. @example isOnDate('-P0D') // true */
export const isOnDate = (offset: string): boolean => durationOf(offset).spans.length === 0;
