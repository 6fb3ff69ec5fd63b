/** Counts accepted lessons and confirmations, and what comes back of them. */
import {
  BRAKED,
  type Braked,
  brakeOf,
  LEAST_COMPLAINTS,
  MOST_BOUNCES,
  type Returns,
} from '../domain/brake.ts';
import { DAY, HOUR, type Instant } from '../domain/time.ts';
import type { Lease } from './calls.ts';
import { ask, type Database, type Row, type Statement, statement } from './database.ts';

/** Accepted emails of a call's record, by `<course>/<message>`. */
export type Accepted = Readonly<Record<string, number>>;

/**
 * Counts accepted emails by hour and message. Only while one of the calls that the batch closes is
 * open: the batch may be repeated, or another run may have recorded it.
 */
export function countAccepted(
  accepted: Accepted,
  closed: readonly string[],
  { token }: Lease,
  now: Instant,
): Statement[] {
  const counted = Object.entries(accepted).flatMap(([scope, n]) => {
    const braked = brakeOf(scope.split('/')[1]!);
    return braked === null ? [] : [[`${braked}:${hourOf(now)}:${scope}`, n]];
  });
  if (counted.length === 0) return [];
  const values = [JSON.stringify(counted), JSON.stringify(closed), token];
  return [statement(COUNT, dayOf(now), ...values)];
}

/** What came back of the emails of the last 24 hours, in full hours, since the last release. */
export async function findReturns(db: Database, scope: Braked, now: Instant): Promise<Returns> {
  const kinds = JSON.stringify(BRAKED[scope]);
  const from = Math.floor(now / HOUR) * HOUR - DAY;
  const [row] = await ask<Row>(db, RETURNS, ...tallied(scope, now), kinds, from);
  return { accepted: row.accepted ?? 0, bounces: row.bounces, complaints: row.complaints };
}

/** Tallies of the lessons accepted in the last 24 hours; read only if some failed or came back. */
export const lessonsAccepted = (now: Instant): Statement =>
  statement(LESSONS_ACCEPTED, ...tallied('lessons', now), now - DAY);

/** By `<course>/<message>`. */
export function toAccepted(rows: readonly Row[]): Accepted {
  const accepted: Record<string, number> = {};
  for (const { who, n } of rows) {
    const scope = (who as string).split(':')[2]!;
    accepted[scope] = (accepted[scope] ?? 0) + n;
  }
  return accepted;
}

const tallied = (scope: Braked, now: Instant): (string | number)[] => [
  ...[dayOf(now), `${scope}:00`, `${scope}:24`, `${scope}:${hourOf(now)}`],
];

const dayOf = (now: Instant): number => Math.floor(now / DAY);

const hourOf = (now: Instant): string => new Date(now).toISOString().slice(11, 13);

/** The end of a tally's name: emails before a release don't count for the brake after it. */
const RELEASE = `(SELECT COALESCE(':' || released_at, '') FROM settings WHERE id = 1)`;

const COUNT = `
  /* count accepted */ INSERT INTO tallies (day, who, n)
  SELECT ?1, value ->> 0 || ${RELEASE}, value ->> 1 FROM json_each(?2)
  WHERE EXISTS (SELECT 1 FROM calls
    WHERE id IN (SELECT value FROM json_each(?3)) AND lease_token = ?4)
  ON CONFLICT (day, who) DO UPDATE SET n = n + excluded.n`;

/** Of the last 24 hours: today's, and yesterday's from this hour on. */
const TALLIED = `day IN (?1 - 1, ?1) AND who > ?2 AND who < ?3 AND (day = ?1 OR who >= ?4)`;

/** The emails are only counted if enough came back. */
const RETURNS = `
  SELECT bounces, complaints, CASE
    WHEN bounces > ${MOST_BOUNCES} OR complaints >= ${LEAST_COMPLAINTS} THEN (
      SELECT sum(n) FROM tallies WHERE ${TALLIED} AND who LIKE '%' || ${RELEASE}) END AS accepted
  FROM (
    SELECT count(*) FILTER (WHERE bounce = 'hard') AS bounces, count(complained_at) AS complaints
    FROM deliveries
    WHERE (bounce = 'hard' OR complained_at > 0)
      AND sent_at > max(?6, (SELECT COALESCE(released_at, 0) FROM settings WHERE id = 1))
      AND kind IN (SELECT value FROM json_each(?5)))`;

const LESSONS_ACCEPTED = `
  SELECT who, n FROM tallies WHERE ${TALLIED}
    AND (EXISTS (SELECT 1 FROM deliveries WHERE state = 'failed' AND failed_at > ?5)
      OR EXISTS (SELECT 1 FROM deliveries
        WHERE (bounce = 'hard' OR complained_at > 0) AND sent_at > ?5))`;
