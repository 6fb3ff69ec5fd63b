import { ALL, describeHold, type Hold } from '../../domain/hold.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import { type FailedCount, readVitals, type Vitals } from '../../storage/sending-state.ts';
import type { Ports } from '../ports.ts';
import { forbidden } from '../sending/run.ts';

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
  /** Provider events of the last week that this version does not know. */
  readonly unknown_events: number;
  /** Rejected permanently in the last day, by message and reason. */
  readonly failed: readonly FailedCount[];
  readonly schema_version: number;
  readonly course_version: string;
  /** Problems, as sentences. */
  readonly problems: readonly string[];
};

/** The migrations that this code needs. */
export const SCHEMA_VERSION = 8;

/** After this long without a tick, the cron trigger is reported as not running. */
const TICK_AGE = 10 * MINUTE;

/** This many late flights in a row are reported. */
const LATE_FLIGHTS = 5;

/** The state of the course in figures for a monitor. */
export async function health(ports: Ports, now: Instant): Promise<Health> {
  const vitals = await readVitals(ports.db, now);
  const problems = [...problemsOf(vitals, now), ...stops(ports, vitals, now)];
  const { lastTickAt, oldestDueAt } = vitals;
  return {
    ok: problems.length === 0,
    last_tick_at: lastTickAt === null ? null : new Date(lastTickAt).toISOString(),
    overdue: vitals.overdue,
    oldest_due_s: oldestDueAt === null ? 0 : Math.max(0, Math.round((now - oldestDueAt) / 1000)),
    unknown: vitals.unknown,
    failed: vitals.failed,
    jobs: vitals.jobs.map(({ failedAt, ...job }) => ({
      ...job,
      failed_at: new Date(failedAt).toISOString(),
    })),
    unknown_events: vitals.unknownEvents,
    schema_version: vitals.schemaVersion,
    course_version: ports.courses.version,
    problems,
  };
}

function problemsOf(vitals: Vitals, now: Instant): string[] {
  const problems: string[] = [];
  const { lastTickAt, gate } = vitals;
  if (vitals.schemaVersion < SCHEMA_VERSION) {
    problems.push('The database needs migrations: run `npm run deploy`.');
  }
  if (lastTickAt !== null && now - lastTickAt > TICK_AGE) {
    problems.push("The cron trigger hasn't run for ten minutes.");
  }
  // Held emails have a problem of their own.
  const held = gate.holds.some(({ scope }) => scope === ALL) ? vitals.overdue : vitals.overdueHeld;
  if (vitals.overdue > held) problems.push("Emails that are due haven't been sent.");
  if (gate.lateFlights >= LATE_FLIGHTS) {
    problems.push(
      "Calls to the provider don't start in time: the database or the provider is slow.",
    );
  }
  for (const { name, failures, error } of vitals.jobs) {
    problems.push(`The job "${name}" failed (${failures} in a row): ${error}`);
  }
  if (vitals.audit !== null) problems.push(`The consistency check found: ${vitals.audit}.`);
  return problems;
}

/** What stops sending: the operator, a copied database, or the provider. */
function stops(ports: Ports, { gate }: Vitals, now: Instant): string[] {
  const known = { ...gate, publicUrl: gate.publicUrl ?? ports.sender.baseUrl };
  const reason = forbidden(ports, known);
  const stands = (hold: Hold): boolean =>
    hold.nextAt > now || gate.due || (hold.cause !== 'quota' && hold.cause !== 'rate');
  return [
    ...(reason === null ? [] : [`Sending is stopped: ${reason}.`]),
    ...gate.holds.filter(stands).map(describeHold),
  ];
}
