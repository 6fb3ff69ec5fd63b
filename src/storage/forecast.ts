/** What is planned, for the forecast. */
import type { Count } from '../domain/forecast.ts';
import type { Enrolment } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import { ask, type Database } from './database.ts';
import { ALLOWED } from './due.ts';
import { enrolmentsOf, selectEnrolments } from './enrolments.ts';

/** Scheduled emails that may be sent, by day (UTC); those due earlier count as due at `now`. */
export const plannedByDay = (db: Database, now: Instant, until: Instant): Promise<Count[]> =>
  ask<Count>(db, PLANNED, now, until);

/** Paused subscriptions by id, after this one: their lessons are planned when the pause ends. */
export async function findPausedAfter(db: Database, after: string): Promise<readonly Enrolment[]> {
  const [people, ledger, others] = await db(selectEnrolments(PAUSED, after));
  return enrolmentsOf(people!.rows, ledger!.rows, others!.rows);
}

const PLANNED = `
  SELECT strftime('%Y-%m-%d', CAST(max(d.due_at, ?1) / 1000 AS INTEGER), 'unixepoch') AS day,
    s.course, d.message, count(*) AS n
  FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
  WHERE d.state = 'scheduled' AND d.class IN (0, 1, 2, 3) AND d.due_at < ?2 AND d.closes_at > ?1
    AND ${ALLOWED}
  GROUP BY 1, 2, 3`;

const PAUSED = `(
  SELECT id AS value FROM subscriptions WHERE status = 'paused' AND id > ?1 ORDER BY id LIMIT 500)`;
