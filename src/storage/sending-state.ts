/** The one row of settings that controls all sending. */
import type { Brake } from '../domain/brake.ts';
import type { Hold } from '../domain/hold.ts';
import { DAY, type Instant, MINUTE } from '../domain/time.ts';
import { ask, type Database, type Row, statement } from './database.ts';
import { HOLDS, readHolds } from './holds.ts';
import { DUE_JOBS, type JobRow } from './jobs.ts';

/** The state that a run reads before it sends. */
export type Gate = {
  /** The address of the Worker that this database belongs to. */
  readonly publicUrl: string;
  readonly held: string | null;
  /** What the provider currently rejects: all emails or single messages. */
  readonly holds: readonly Hold[];
  /** Lessons or sign-ups that wait for the operator, because too much came back. */
  readonly brakes: readonly Brake[];
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
  /** The course version of all plans. */
  readonly courseVersion: string | null;
  /** Maintenance jobs that are due or failing. */
  readonly jobs: readonly JobRow[];
};

/** Records that a tick is running, and reads the gate. */
export async function openTick(db: Database, now: Instant, publicUrl: string): Promise<Gate> {
  const sinceLast = `COALESCE(last_tick_at, 0) <= ?1 + ${CLOCK_SKEW}`;
  const [row] = await ask<Row>(
    db,
    `${OPEN_TICK} AND ${sinceLast} RETURNING ${GATE}`,
    now,
    publicUrl,
  );
  if (row !== undefined) return toGate(row);
  // The clock was set back: all jobs are due, because they ran in the future.
  const [, opened] = await db([
    statement('UPDATE jobs SET next_at = ?1 WHERE next_at > ?1', now),
    statement(`${OPEN_TICK} RETURNING ${GATE}`, now, publicUrl),
  ]);
  return toGate(opened!.rows[0]);
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

/** When the cron ran last, and when it didn't run. */
export type Heartbeat = {
  readonly lastTickAt: Instant | null;
  /** In order; what was before the first tick, or isn't kept, begins at 0. */
  readonly silences: readonly (readonly [from: Instant, to: Instant])[];
};

export async function readHeartbeat(db: Database): Promise<Heartbeat> {
  const [row] = await ask<Row>(db, 'SELECT last_tick_at, silences FROM settings WHERE id = 1');
  return { lastTickAt: row.last_tick_at, silences: JSON.parse(row.silences) };
}

export async function saveLateFlights(db: Database, inARow: number): Promise<void> {
  await ask(db, 'UPDATE settings SET late_flights = ?1 WHERE id = 1', inARow);
}

/** All plans now follow this version of the courses. */
export async function saveCourseVersion(db: Database, version: string): Promise<void> {
  await ask(db, 'UPDATE settings SET course_version = ?1 WHERE id = 1', version);
}

export async function saveLinkKeys(db: Database, ids: readonly string[]): Promise<void> {
  await ask(db, 'UPDATE settings SET link_keys = ?1 WHERE id = 1', JSON.stringify(ids));
}

/** Overlapping ticks do not set the clock back. */
const CLOCK_SKEW = 10 * MINUTE;

const UNSETTLED = `(EXISTS (SELECT 1 FROM holds) OR EXISTS (SELECT 1 FROM refusals)
    OR EXISTS (SELECT 1 FROM digests WHERE next_at IS NOT NULL))`;

/** A longer time between two ticks is kept as a silence. */
export const SILENCE = 5 * MINUTE;

/** At most; the oldest are forgotten first. */
export const SILENCES_KEPT = 200;

/** Before the first tick, nothing is known: that silence begins at 0. */
const NOTE_SILENCE = `
  silences = CASE WHEN ?1 - COALESCE(last_tick_at, 0) > ${SILENCE} THEN json_insert((
      SELECT json_group_array(json(value)) FROM json_each(silences)
      WHERE value ->> 1 > ?1 - ${15 * DAY}
        AND key > json_array_length(silences) - ${SILENCES_KEPT}
    ), '$[#]', json_array(COALESCE(last_tick_at, 0), ?1)) ELSE silences END`;

const OPEN_TICK = `
  /* open tick */ UPDATE settings SET ${NOTE_SILENCE}, last_tick_at = ?1, public_url = COALESCE(public_url, ?2),
    unsettled = CASE WHEN unsettled THEN ${UNSETTLED} ELSE 0 END
  WHERE id = 1`;

/** One index lookup per class costs less than reading all due rows. */
const DUE = [0, 1, 2, 3]
  .map(
    (urgency) => `EXISTS (SELECT 1 FROM deliveries
      WHERE state = 'scheduled' AND class = ${urgency} AND due_at <= ?1)`,
  )
  .join(' OR ');

/** Tables that are usually empty are not read: an empty lookup still counts as a row read. */
export const GATE = `public_url, held, templates_version, late_flights,
  CASE WHEN unsettled THEN ${HOLDS} ELSE '[]' END AS holds,
  CASE WHEN unsettled THEN (SELECT json_group_array(scope) FROM refusals) ELSE '[]' END AS refusals,
  CASE WHEN unsettled THEN EXISTS (SELECT 1 FROM digests WHERE id = 1 AND next_at <= ?1)
    END AS digest_waits,
  course_version,
  EXISTS (SELECT 1 FROM calls WHERE next_at <= ?1) AS calls_wait,
  EXISTS (SELECT 1 FROM sign_ups WHERE asked_at <= ?1 - 60000 AND asked_at > ?1 - 86400000) AS asks,
  EXISTS (SELECT 1 FROM subscriptions WHERE wake_at <= ?1) AS wakes,
  ${DUE_JOBS} AS jobs,
  (${DUE}) AS due`;

export const toGate = (row: Row): Gate => ({
  publicUrl: row.public_url,
  held: row.held,
  ...readHolds(row.holds),
  refusals: JSON.parse(row.refusals),
  digestWaits: Boolean(row.digest_waits),
  templatesVersion: row.templates_version,
  lateFlights: row.late_flights,
  callsWait: Boolean(row.calls_wait),
  asks: Boolean(row.asks),
  wakes: Boolean(row.wakes),
  due: Boolean(row.due),
  courseVersion: row.course_version,
  jobs: JSON.parse(row.jobs),
});
