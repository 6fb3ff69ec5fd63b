import type { Instant } from '../domain/time.ts';
import { MINUTE } from '../domain/time.ts';
import type { Ports } from './ports.ts';
import { stopped } from './sending/run.ts';

export type Health = {
  readonly ok: boolean;
  readonly last_tick_at: string | null;
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
  /** Of the last week: events of the provider that this version does not know. */
  readonly unknown_events: number;
  readonly schema_version: number;
  readonly course_version: string;
  /** What is wrong, in words. */
  readonly problems: readonly string[];
};

/** The migrations that this code needs. */
export const SCHEMA_VERSION = 6;

/** Without a tick for this long, the cron trigger does not run. */
const TICK_AGE = 10 * MINUTE;

/** How the course is doing, in the figures that a monitor asks for. */
export async function health(ports: Ports, now: Instant): Promise<Health> {
  const vitals = await ports.settings.vitals(now);
  const problems: string[] = [];
  if (vitals.schemaVersion < SCHEMA_VERSION) {
    problems.push('The database lacks migrations: run `npm run deploy`.');
  }
  const { lastTickAt, oldestDueAt } = vitals;
  if (lastTickAt !== null && now - lastTickAt > TICK_AGE) {
    problems.push('The cron trigger has not run for ten minutes.');
  }
  if (vitals.overdue > 0) problems.push('Mails that are due have not left.');
  if (vitals.audit !== null) problems.push(`The accounts differ: ${vitals.audit}.`);
  const { jobs } = vitals.gate;
  for (const { name, failures, error } of jobs) {
    problems.push(`The job "${name}" failed (${failures} in a row): ${error}`);
  }
  const known = { ...vitals.gate, publicUrl: vitals.gate.publicUrl ?? ports.sender.baseUrl };
  const reason = stopped(ports, known);
  if (reason !== null) problems.push(`Sending is stopped: ${reason}.`);
  return {
    ok: problems.length === 0,
    last_tick_at: lastTickAt === null ? null : new Date(lastTickAt).toISOString(),
    overdue: vitals.overdue,
    oldest_due_s: oldestDueAt === null ? 0 : Math.max(0, Math.round((now - oldestDueAt) / 1000)),
    unknown: vitals.unknown,
    jobs: jobs.map(({ failedAt, ...job }) => ({
      ...job,
      failed_at: new Date(failedAt).toISOString(),
    })),
    unknown_events: vitals.unknownEvents,
    schema_version: vitals.schemaVersion,
    course_version: ports.courses.version,
    problems,
  };
}
