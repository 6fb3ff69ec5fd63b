/** Figures that the admin pages draw and `npx milepost stats` prints. */
import type { DailyCount } from '../../domain/daily.ts';
import { type CivilDate, type Instant, shift } from '../../domain/time.ts';
import { ALL, readCounts } from '../../storage/daily.ts';
import type { Database } from '../../storage/database.ts';

/** A table that can be drawn: the first column has the labels, each other column is a series. */
export type Figure = {
  readonly id: FigureId;
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly says: string;
  /** Upright bars for a course of time, level ones for names, a strip for spans of time. */
  readonly drawn: 'upright' | 'level' | 'strip';
  readonly head: readonly string[];
  readonly rows: readonly (readonly [string, ...number[]])[];
  /** A limit to compare with. */
  readonly limit?: { readonly says: string; readonly n: number };
  readonly strip?: Strip;
};

/** A time of which nothing is known before `since`, and its silent spans in order. */
export type Strip = {
  readonly from: Instant;
  readonly to: Instant;
  readonly since: Instant;
  readonly silent: readonly (readonly [from: Instant, to: Instant])[];
};

export type FigureId =
  | 'heartbeat'
  | 'planned'
  | 'funnel'
  | 'delivered'
  | 'on-time'
  | 'waits'
  | 'dates'
  | 'hours'
  | 'zones'
  | 'emails'
  | 'events-by-day'
  | 'waits-by-day';

const DAYS = 30;

/** The days of the figures of the last month. */
export const lastDays = (today: CivilDate): CivilDate[] =>
  Array.from({ length: DAYS }, (_, index) => shift(today, `-P${DAYS - 1 - index}D`));

/** Counts by day over all courses and messages: a row a day, however many of them there are. */
export async function readDays(
  db: Database,
  measures: readonly string[],
  from: CivilDate,
): Promise<readonly DailyCount[]> {
  const names = measures.map((measure) => ALL + measure);
  const counts = await readCounts(db, names, from);
  return counts.map((one) => ({ ...one, measure: one.measure.slice(ALL.length) }));
}

/** The sum of a measure on each day, over all courses and messages. */
export const sumsOf = (counts: readonly DailyCount[]) => {
  const sums = new Map<string, number>();
  for (const { measure, day, n } of counts)
    sums.set(`${measure} ${day}`, (sums.get(`${measure} ${day}`) ?? 0) + n);
  return (measure: string, day: CivilDate): number => sums.get(`${measure} ${day}`) ?? 0;
};
