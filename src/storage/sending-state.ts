import { DAY } from '../domain/time.ts';
import type { Vitals } from '../usecases/operator/health.ts';
import type { Gate, Settings } from '../usecases/sending/gate.ts';
import { ask, type Database, type Row, statement } from './database.ts';
import { IS_HELD } from './due.ts';
import { HOLDS, readHolds } from './holds.ts';

/** The one row of settings that controls all sending. */
export function settingsStore(database: Database, linkKeys: readonly string[]): Settings {
  return {
    async openTick(now, publicUrl) {
      const [row] = await ask<Row>(
        database,
        `UPDATE settings SET last_tick_at = ?1, public_url = COALESCE(public_url, ?2),
           unsettled = CASE WHEN unsettled THEN ${UNSETTLED} ELSE 0 END
         WHERE id = 1 RETURNING ${GATE}`,
        now,
        publicUrl,
      );
      return toGate(row);
    },

    async gate(now, publicUrl) {
      const [row] = await ask<Row>(
        database,
        `UPDATE settings SET public_url = COALESCE(public_url, ?2) WHERE id = 1 RETURNING ${GATE}`,
        now,
        publicUrl,
      );
      return toGate(row);
    },

    async lateFlights(inARow) {
      await ask(database, 'UPDATE settings SET late_flights = ?1 WHERE id = 1', inARow);
    },

    async walked(to, version) {
      await ask(
        database,
        `UPDATE settings SET walked_to = COALESCE(?1, ''),
           course_version = CASE WHEN ?1 IS NULL THEN ?2 ELSE course_version END
         WHERE id = 1`,
        to,
        version,
      );
    },

    async checked(to, now) {
      await ask(
        database,
        `UPDATE settings SET checked_to = COALESCE(?1, ''), checked_at = ?2 WHERE id = 1`,
        to,
        now,
      );
    },

    async reconciled(now) {
      await ask(database, 'UPDATE settings SET reconciled_at = ?1 WHERE id = 1', now);
    },

    async watched(now) {
      await ask(
        database,
        'UPDATE settings SET watched_at = ?1, link_keys = ?2 WHERE id = 1',
        now,
        JSON.stringify(linkKeys),
      );
    },

    async vitals(now) {
      const [settings, overdue, unknown, events, failed] = await database([
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
    },
  };
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
