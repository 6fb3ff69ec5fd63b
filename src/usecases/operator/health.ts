import type { Instant } from '../../domain/time.ts';
import { type Counted, readVitals } from '../../storage/vitals.ts';
import type { Ports } from '../ports.ts';
import { problemsOf } from './problems.ts';

export type Health = {
  readonly ok: boolean;
  readonly last_tick_at: string | null;
  /** Emails that have been due for five minutes or more; at most 500 are counted. */
  readonly overdue: number;
  readonly oldest_due_s: number;
  readonly unknown: number;
  /** Maintenance jobs that threw and have not succeeded since. */
  readonly jobs: readonly {
    readonly name: string;
    readonly failed_at: string;
    readonly failures: number;
    readonly error: string;
  }[];
  /** Provider events of the last week that this version does not know. */
  readonly unknown_events: number;
  /** Rejected permanently in the last day, by message and reason. */
  readonly failed: readonly Counted[];
  /** Emails that may have been accepted, by message and reason. */
  readonly unknown_emails: readonly Counted[];
  readonly schema_version: number;
  readonly course_version: string;
  /** Problems, as sentences. */
  readonly problems: readonly string[];
};

/**
 * The state of the course in figures for a monitor.
 * @param most emails read for each figure; by default all
 */
export async function health(ports: Ports, now: Instant, most?: number): Promise<Health> {
  const vitals = await readVitals(ports.db, now, most);
  const problems = problemsOf(ports, vitals, now);
  const { lastTickAt, oldestDueAt } = vitals;
  return {
    ok: problems.length === 0,
    last_tick_at: lastTickAt === null ? null : new Date(lastTickAt).toISOString(),
    overdue: vitals.overdue,
    oldest_due_s: oldestDueAt === null ? 0 : Math.max(0, Math.round((now - oldestDueAt) / 1000)),
    unknown: vitals.unknown.reduce((sum, { count }) => sum + count, 0),
    unknown_emails: vitals.unknown,
    failed: vitals.failed,
    jobs: vitals.jobs.map(({ failedAt, ...job }) => ({
      ...job,
      failed_at: new Date(failedAt).toISOString(),
    })),
    unknown_events: vitals.unknownEvents,
    schema_version: vitals.schemaVersion,
    course_version: ports.courses.version,
    problems: problems.map(({ text }) => text),
  };
}
