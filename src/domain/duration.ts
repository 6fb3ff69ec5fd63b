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
