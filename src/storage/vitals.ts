/** Figures for the operator, read at one instant. */
import { DAY, type Instant } from '../domain/time.ts';
import { CONSISTENCY_CHECK } from './consistency-check.ts';
import { type Database, statement } from './database.ts';
import { IS_HELD } from './due.ts';
import { FAILING_JOBS, type FailedJob, toFailedJob } from './jobs.ts';
import { lessonsAccepted, toAccepted } from './returns.ts';
import { GATE, type Gate, toGate } from './sending-state.ts';

export type Vitals = {
  readonly lastTickAt: Instant | null;
  /** At most `MOST_OVERDUE`. */
  readonly overdue: number;
  readonly oldestDueAt: Instant | null;
  /** One of these isn't held: neither its message nor its kind. */
  readonly overdueUnheld: boolean;
  /** Emails that may have been accepted, by message and reason, the most frequent first. */
  readonly unknown: readonly Counted[];
  /** In the last day, by message and reason. */
  readonly failed: readonly Counted[];
  /** Lessons of the last day that bounced permanently, by message. */
  readonly bounced: readonly Counted[];
  /** Lessons accepted in the last day, by `<course>/<message>`; empty if none failed or bounced. */
  readonly accepted: Readonly<Record<string, number>>;
  readonly unknownEvents: number;
  readonly schemaVersion: number;
  /** What the last whole consistency check found wrong; null: nothing. */
  readonly audit: string | null;
  /** Maintenance jobs that threw and have not succeeded since. */
  readonly jobs: readonly FailedJob[];
  readonly gate: Gate;
};

export type Counted = {
  readonly course: string;
  readonly message: string;
  readonly reason: string;
  readonly count: number;
};

/** @param most emails read for each figure, the newest ones; by default all */
export async function readVitals(db: Database, now: Instant, most = ALL_ROWS): Promise<Vitals> {
  const [settings, overdue, unknown, events, failed, bounced, accepted, jobs] = await db([
    statement(
      `SELECT schema_version, last_tick_at, ${AUDIT} AS audit, ${GATE} FROM settings WHERE id = 1`,
      now,
    ),
    statement(OVERDUE, now - OVERDUE_AFTER, most < 0 ? MOST_OVERDUE : Math.min(most, MOST_OVERDUE)),
    statement(UNKNOWN, most),
    statement(UNKNOWN_EVENTS, now, most),
    statement(FAILED, now - DAY, now, most),
    statement(BOUNCED, now - DAY, now, most),
    lessonsAccepted(now),
    statement(FAILING_JOBS),
  ]);
  const row = settings!.rows[0];
  return {
    lastTickAt: row.last_tick_at,
    overdue: overdue!.rows[0].n,
    overdueUnheld: Boolean(overdue!.rows[0].unheld),
    oldestDueAt: overdue!.rows[0].oldest,
    unknown: unknown!.rows,
    unknownEvents: events!.rows[0].n,
    failed: failed!.rows,
    bounced: bounced!.rows,
    accepted: toAccepted(accepted!.rows),
    schemaVersion: row.schema_version,
    audit: row.audit,
    jobs: jobs!.rows.map(toFailedJob),
    gate: toGate(row),
  };
}

const AUDIT = `(SELECT state ->> 'wrong' FROM jobs WHERE name = '${CONSISTENCY_CHECK}')`;

/** A row this late was not missed by a single tick only. */
const OVERDUE_AFTER = 5 * 60_000;

/** SQLite reads a negative limit as none. */
const ALL_ROWS = -1;

/**
 * Emails may wait for days for a quota or a person, and a monitor asks every minute: it must not use
 * up the rows that D1 lets be read in a day.
 */
const MOST_OVERDUE = 500;

const IS_OVERDUE = "state = 'scheduled' AND class IN (0, 1, 2, 3) AND due_at < ?1";

const OLDEST = [0, 1, 2, 3]
  .map(
    (urgency) => `SELECT min(due_at) AS due_at FROM deliveries
      WHERE state = 'scheduled' AND class = ${urgency} AND due_at < ?1`,
  )
  .join(' UNION ALL ');

const OVERDUE = `
  SELECT (SELECT count(*) FROM (SELECT 1 FROM deliveries WHERE ${IS_OVERDUE} LIMIT ?2)) AS n,
    (SELECT min(due_at) FROM (${OLDEST})) AS oldest,
    EXISTS (
      SELECT 1 FROM (
        SELECT subscription_id, message, kind FROM deliveries WHERE ${IS_OVERDUE} LIMIT ?2) d
      WHERE NOT EXISTS (
        SELECT 1 FROM subscriptions s WHERE s.id = d.subscription_id AND ${IS_HELD})) AS unheld`;

const UNKNOWN = `
  SELECT s.course, d.message, d.reason, count(*) AS count
  FROM (
    SELECT subscription_id, message, reason FROM deliveries
    WHERE state = 'unknown' ORDER BY due_at DESC LIMIT ?1) d
  JOIN subscriptions s ON s.id = d.subscription_id
  GROUP BY s.course, d.message, d.reason ORDER BY count DESC`;

const UNKNOWN_EVENTS = `
  SELECT count(*) AS n FROM (
    SELECT 1 FROM feedback WHERE kind = 'unknown' AND received_at <= ?1 LIMIT ?2)`;

const FAILED = `
  SELECT s.course, d.message, d.reason, count(*) AS count
  FROM (
    SELECT subscription_id, message, reason FROM deliveries
    WHERE state = 'failed' AND failed_at > ?1 AND failed_at <= ?2
    ORDER BY failed_at DESC LIMIT ?3) d
  JOIN subscriptions s ON s.id = d.subscription_id
  GROUP BY s.course, d.message, d.reason ORDER BY count DESC LIMIT 20`;

const BOUNCED = `
  SELECT s.course, d.message, 'bounced' AS reason, count(*) AS count
  FROM (
    SELECT subscription_id, message FROM deliveries
    WHERE (bounce = 'hard' OR complained_at > 0) AND bounce = 'hard'
      AND sent_at > ?1 AND sent_at <= ?2 AND kind IN ('lesson', 'resent')
    ORDER BY sent_at DESC LIMIT ?3) d
  JOIN subscriptions s ON s.id = d.subscription_id
  GROUP BY s.course, d.message`;
