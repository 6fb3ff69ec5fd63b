import { WAITS } from '../../domain/daily.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import { readTotals } from '../../storage/daily.ts';
import type { Database } from '../../storage/database.ts';
import { type Runs, readRuns } from '../../storage/runs.ts';
import { readHeartbeat } from '../../storage/sending-state.ts';
import { type Figure, lastDays, readDays, sumsOf } from './figure.ts';
import { heartbeat } from './heartbeat.ts';

export type { Runs } from '../../storage/runs.ts';

/** People who can't be emailed, as last counted. */
export type Suppressed = { readonly course: string; readonly why: string; readonly n: number };

/** Pictures of the last weeks: when the cron ran, how long emails waited, what was reported. */
export async function runFigures(db: Database, now: Instant): Promise<Figure[]> {
  const days = lastDays(civilDay(now, 'UTC'));
  const waited = WAITS.map(({ measure }) => measure);
  const [beats, counts] = await Promise.all([
    readHeartbeat(db),
    readDays(db, [...waited, ...REPORTED], days[0]!),
  ]);
  const on = sumsOf(counts);
  const byDay = (measures: readonly string[]): Figure['rows'] =>
    days.map((day) => [day, ...measures.map((measure) => on(measure, day))]);
  return [
    heartbeat(beats, now),
    {
      id: 'waits-by-day',
      title: 'From due to accepted, by day',
      says: 'How long the emails of each of the last 30 days waited after they were due.',
      drawn: 'upright',
      head: ['Day', ...WAITS.map(({ says }) => says)],
      rows: byDay(waited),
    },
    {
      id: 'events-by-day',
      title: 'The provider’s events by day',
      says: 'What the provider reported on each of the last 30 days.',
      drawn: 'upright',
      head: ['Day', 'Delivered', 'Bounced', 'Marked as spam'],
      rows: byDay(REPORTED),
    },
  ];
}

const REPORTED = ['delivered', 'bounced', 'complained'];

/** How the machinery is doing: jobs, calls, events, suppressions, versions. */
export async function runs(
  db: Database,
): Promise<Runs & { readonly suppressed: readonly Suppressed[] }> {
  const [read, counts] = await Promise.all([readRuns(db), readTotals(db, ['suppressed '])]);
  return {
    ...read,
    suppressed: counts.map(({ course, measure, n }) => ({
      course,
      why: measure.slice('suppressed '.length),
      n,
    })),
  };
}
