/** Counts by day, course and message, and their sums while a job counts in portions. */
import type { CivilDate } from './time.ts';

/** What is counted. `is …` and `zone …` and the like have a value in their name. */
export type DailyCount = {
  readonly measure: string;
  /** Empty for totals. */
  readonly day: CivilDate | '';
  readonly course: string;
  /** Empty where the count isn't about emails. */
  readonly message: string;
  readonly n: number;
};

/** Counts by their names as one text. */
export type Sums = Readonly<Record<string, number>>;

const SEPARATOR = '\t';

/** Adds counts with the same names. */
export function added(before: Sums, counts: readonly DailyCount[]): Sums {
  const sums: Record<string, number> = { ...before };
  for (const { measure, day, course, message, n } of counts) {
    const name = [measure, day, course, message].join(SEPARATOR);
    sums[name] = (sums[name] ?? 0) + n;
  }
  return sums;
}

export const countsIn = (sums: Sums): readonly DailyCount[] =>
  Object.entries(sums).map(([name, n]) => {
    const [measure, day, course, message] = name.split(SEPARATOR) as [
      string,
      string,
      string,
      string,
    ];
    return { measure, day, course, message, n };
  });

/** The longest waits from due to accepted, in order; the last class has no end. */
export const WAITS = [
  { measure: 'waited 1', upTo: 60_000, says: 'up to a minute' },
  { measure: 'waited 2', upTo: 5 * 60_000, says: 'up to 5 minutes' },
  { measure: 'waited 3', upTo: 3_600_000, says: 'up to an hour' },
  { measure: 'waited 4', upTo: 86_400_000, says: 'up to a day' },
  { measure: 'waited 5', upTo: null, says: 'longer' },
] as const;
