import { added, countsIn, type Sums } from '../../domain/daily.ts';
import { type CivilDate, civilDay, DAY, type Instant } from '../../domain/time.ts';
import { countSlice, saveCounts } from '../../storage/daily.ts';
import type { JobRun } from './run-jobs.ts';

/** Subscriptions or deliveries a minute: the database counts them, not the Worker. */
const SLICE = 4_000;

/** Events of a day arrive for so long after it. */
const RECOUNTED = 14 * DAY;

/** One round over all rows. */
type Round = {
  readonly began: Instant;
  /** Days before this one are final. */
  readonly from: CivilDate | '';
  /** Up to the cursor. */
  readonly counted: Sums;
};

/** Counts everything again but days that are two weeks old, a portion a minute. */
export async function countDays({ ports, now, row, save }: JobRun): Promise<void> {
  const { db } = ports;
  const last = row.state as Round | null;
  const isNew = last === null || row.cursor === '' || last.began > now;
  let round: Round = isNew ? { began: now, from: last?.from ?? '', counted: {} } : last;
  let [table, after] = (isNew ? 'subscriptions ' : row.cursor).split(' ') as [
    'subscriptions' | 'deliveries',
    string,
  ];
  for (;;) {
    const what = { from: round.from, now: round.began, limit: SLICE };
    const { counts, last: place } = await countSlice(db, table, after, what);
    round = { ...round, counted: added(round.counted, counts) };
    if (place !== null) {
      await save({ nextAt: now, cursor: `${table} ${place}`, state: round });
      return;
    }
    if (table === 'deliveries') break;
    [table, after] = ['deliveries', ''];
  }
  const { began, from, counted } = round;
  await saveCounts(db, countsIn(counted), from);
  const state: Round = { began, from: civilDay(began - RECOUNTED, 'UTC'), counted: {} };
  await save({ nextAt: began + DAY, cursor: '', state });
}
