/** The one row of settings that controls all sending. */
import type { Hold } from '../domain/hold.ts';
import { DAY, type Instant } from '../domain/time.ts';
import { ask, type Database, type Row, statement } from './database.ts';
import { IS_HELD } from './due.ts';
import { HOLDS, readHolds } from './holds.ts';
import type { FailedJob } from './jobs.ts';

/** The state that a run reads before it sends. */
export type Gate = {
  /** The address of the Worker that this database belongs to. */
  readonly publicUrl: string;
  readonly held: string | null;
  /** What the provider currently rejects: all emails or single messages. */
  readonly holds: readonly Hold[];
  /** The scope of each rejection since the last acceptance of its message. */
  readonly refusals: readonly string[];
  /** An email to the operator is waiting and may be tried. */
  readonly digestWaits: boolean;
  readonly templatesVersion: string | null;
  /** Flights in a row that could not start in time. */
  readonly lateFlights: number;
  /** Calls whose lease or backoff has expired can be taken over. */
  readonly callsWait: boolean;
  /** A sign-up is queued and has not been settled. */
  readonly asks: boolean;
  /** A subscription is due to wake. */
  readonly wakes: boolean;
  /** An email is due. */
  readonly due: boolean;
  /** The course version of all plans, and the cursor of the update to a newer one. */
  readonly courseVersion: string | null;
  readonly walkedTo: string;
  /** When emails due soon were last checked against the zones, and the cursor of that check. */
  readonly checkedAt: Instant;
  readonly checkedTo: string;
  /** Whether an email is unknown, and when unknown emails were last looked up at the provider. */
  readonly doubts: boolean;
  readonly reconciledAt: Instant;
  /** When the last consistency check began, and its cursor; '' once it is complete. */
  readonly auditedAt: Instant;
  readonly auditedTo: string;
  /** When the nightly job last ran, and when the operator was last emailed. */
  readonly watchedAt: Instant;
  readonly digestAt: Instant;
  readonly jobs: readonly FailedJob[];
};

/** Figures for the operator, read at one instant. */
export type Vitals = {
  readonly lastTickAt: Instant | null;
  readonly overdue: number;
  readonly oldestDueAt: Instant | null;
  /** Overdue emails of a held message. */
  readonly overdueHeld: number;
  readonly unknown: number;
  /** In the last day, by message and reason. */
  readonly failed: readonly FailedCount[];
  readonly unknownEvents: number;
  readonly schemaVersion: number;
  /** What the last whole consistency check found wrong; null: nothing. */
  readonly audit: string | null;
  readonly gate: Gate;
};

export type FailedCount = {
  readonly course: string;
  readonly message: string;
  readonly reason: string;
  readonly count: number;
};

/** Records that a tick is running, and reads the gate. */
export async function openTick(db: Database, now: Instant, publicUrl: string): Promise<Gate> {
  const [row] = await ask<Row>(
    db,
    `UPDATE settings SET last_tick_at = ?1, public_url = COALESCE(public_url, ?2),
           unsettled = CASE WHEN unsettled THEN ${UNSETTLED} ELSE 0 END
         WHERE id = 1 RETURNING ${GATE}`,
    now,
    publicUrl,
  );
  return toGate(row);
}

export async function readGate(db: Database, now: Instant, publicUrl: string): Promise<Gate> {
  const [row] = await ask<Row>(
    db,
    `UPDATE settings SET public_url = COALESCE(public_url, ?2) WHERE id = 1 RETURNING ${GATE}`,
    now,
    publicUrl,
  );
  return toGate(row);
}

export async function saveLateFlights(db: Database, inARow: number): Promise<void> {
  await ask(db, 'UPDATE settings SET late_flights = ?1 WHERE id = 1', inARow);
}

/** Saves the cursor of the update to a new course version; null: all plans have it. */
export async function saveCourseCursor(
  db: Database,
  to: string | null,
  version: string,
): Promise<void> {
  await ask(
    db,
    `UPDATE settings SET walked_to = COALESCE(?1, ''),
           course_version = CASE WHEN ?1 IS NULL THEN ?2 ELSE course_version END
         WHERE id = 1`,
    to,
    version,
  );
}

/** Saves the cursor of the time zone check; null: it is complete. */
export async function saveZoneCursor(db: Database, to: string | null, now: Instant): Promise<void> {
  await ask(
    db,
    `UPDATE settings SET checked_to = COALESCE(?1, ''), checked_at = ?2 WHERE id = 1`,
    to,
    now,
  );
}

export async function saveReconciled(db: Database, now: Instant): Promise<void> {
  await ask(db, 'UPDATE settings SET reconciled_at = ?1 WHERE id = 1', now);
}

/** Records the start of the nightly job, with the ids of the link keys. */
export async function saveWatched(
  db: Database,
  linkKeys: readonly string[],
  now: Instant,
): Promise<void> {
  await ask(
    db,
    'UPDATE settings SET watched_at = ?1, link_keys = ?2 WHERE id = 1',
    now,
    JSON.stringify(linkKeys),
  );
}

export async function readVitals(db: Database, now: Instant): Promise<Vitals> {
  const [settings, overdue, unknown, events, failed] = await db([
    statement(
      `SELECT schema_version, last_tick_at, audit, ${GATE} FROM settings WHERE id = 1`,
      now,
    ),
    statement(OVERDUE, now - OVERDUE_AFTER),
    statement("SELECT count(*) AS n FROM deliveries WHERE state = 'unknown'"),
    statement(
      "SELECT count(*) AS n FROM feedback WHERE kind = 'unknown' AND received_at <= ?1",
      now,
    ),
    statement(FAILED, now - DAY, now),
  ]);
  const row = settings!.rows[0];
  return {
    lastTickAt: row.last_tick_at,
    overdue: overdue!.rows[0].n,
    overdueHeld: overdue!.rows[0].held,
    oldestDueAt: overdue!.rows[0].oldest,
    unknown: unknown!.rows[0].n,
    unknownEvents: events!.rows[0].n,
    failed: failed!.rows,
    schemaVersion: row.schema_version,
    audit: row.audit,
    gate: toGate(row),
  } satisfies Vitals;
}
/** A row this late was not missed by a single tick only. */
const OVERDUE_AFTER = 5 * 60_000;

/** One index lookup per class costs less than reading all due rows. */
const DUE = [0, 1, 2, 3]
  .map(
    (urgency) => `EXISTS (SELECT 1 FROM deliveries
      WHERE state = 'scheduled' AND class = ${urgency} AND due_at <= ?1)`,
  )
  .join(' OR ');

/** Tables that are usually empty are not read: an empty lookup still counts as a row read. */
const GATE = `public_url, held, templates_version, late_flights,
  CASE WHEN unsettled THEN ${HOLDS} ELSE '[]' END AS holds,
  CASE WHEN unsettled THEN (SELECT json_group_array(scope) FROM refusals) ELSE '[]' END AS refusals,
  CASE WHEN unsettled THEN EXISTS (SELECT 1 FROM digests WHERE id = 1 AND next_at <= ?1)
    END AS digest_waits,
  course_version, walked_to, checked_at, checked_to, reconciled_at, audited_at, audited_to,
  watched_at, digest_at,
  EXISTS (SELECT 1 FROM deliveries WHERE state = 'unknown' AND reason <> 'list_ended') AS doubts,
  EXISTS (SELECT 1 FROM calls WHERE next_at <= ?1) AS calls_wait,
  EXISTS (SELECT 1 FROM sign_ups WHERE asked_at <= ?1 - 60000 AND asked_at > ?1 - 86400000) AS asks,
  EXISTS (SELECT 1 FROM subscriptions WHERE wake_at <= ?1) AS wakes,
  CASE WHEN failing_jobs > 0 THEN (SELECT json_group_array(json_object('name', name,
    'failedAt', failed_at, 'failures', failures, 'error', error)) FROM jobs) END AS jobs,
  (${DUE}) AS due`;

const UNSETTLED = `(EXISTS (SELECT 1 FROM holds) OR EXISTS (SELECT 1 FROM refusals)
    OR EXISTS (SELECT 1 FROM digests))`;

const OVERDUE = `
  SELECT count(*) AS n, min(due_at) AS oldest, count(*) FILTER (WHERE EXISTS (
      SELECT 1 FROM subscriptions s WHERE s.id = d.subscription_id AND ${IS_HELD})) AS held
  FROM deliveries d
  WHERE state = 'scheduled' AND class IN (0, 1, 2, 3) AND due_at < ?1`;

const FAILED = `
  SELECT s.course, d.message, d.reason, count(*) AS count
  FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
  WHERE d.state = 'failed' AND d.failed_at > ?1 AND d.failed_at <= ?2
  GROUP BY s.course, d.message, d.reason ORDER BY count DESC LIMIT 20`;

const toGate = (row: Row): Gate => ({
  publicUrl: row.public_url,
  held: row.held,
  holds: readHolds(row.holds),
  refusals: JSON.parse(row.refusals),
  digestWaits: Boolean(row.digest_waits),
  templatesVersion: row.templates_version,
  lateFlights: row.late_flights,
  callsWait: Boolean(row.calls_wait),
  asks: Boolean(row.asks),
  wakes: Boolean(row.wakes),
  due: Boolean(row.due),
  courseVersion: row.course_version,
  walkedTo: row.walked_to,
  checkedAt: row.checked_at,
  checkedTo: row.checked_to,
  doubts: Boolean(row.doubts),
  reconciledAt: row.reconciled_at,
  auditedAt: row.audited_at,
  auditedTo: row.audited_to,
  watchedAt: row.watched_at,
  digestAt: row.digest_at,
  jobs: JSON.parse(row.jobs ?? '[]'),
});
