import { readTotals } from '../../storage/daily.ts';
import type { Database } from '../../storage/database.ts';
import { type Runs, readRuns } from '../../storage/runs.ts';

export type { Runs } from '../../storage/runs.ts';

/** People who can't be emailed, as last counted. */
export type Suppressed = { readonly course: string; readonly why: string; readonly n: number };

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
