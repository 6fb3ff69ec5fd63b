/** What the provider currently rejects: holds, and the rejections since its last acceptance. */

import { BRAKED, type Brake } from '../domain/brake.ts';
import { ALIKE, ALL, type Cause, type Hold, MOST_RETURNS, RETRY_AFTER } from '../domain/hold.ts';
import type { Refused } from '../domain/provider.ts';
import type { Instant } from '../domain/time.ts';
import { ask, type Database, type Row, statement } from './database.ts';
import { askForDigest, askForDigestIfChanged } from './jobs.ts';
import { giveBack } from './results.ts';

/** Holds all sending; an existing hold has its next try postponed. */
export async function holdAll(
  db: Database,
  cause: Cause,
  { reason, detail = null }: Refused,
  now: Instant,
  waitMs?: number,
): Promise<void> {
  const { first, again } = RETRY_AFTER[cause];
  const next = [now + (waitMs ?? first), now + (waitMs ?? again)];
  await db([
    statement(HOLD_ALL, ALL, cause, reason, detail, now, ...next),
    statement(NOTE),
    askForDigest(now),
  ]);
}

/** Holds lessons or sign-ups until the operator releases them, unless they're already held. */
export async function applyBrake(db: Database, brake: Brake): Promise<void> {
  const { scope, cause, reason, since } = brake;
  await db([
    statement(BRAKE, scope, cause, reason, since, NEVER),
    askForDigestIfChanged(since),
    statement(NOTE),
  ]);
}

/** No email is tried: the last instant of a Date. */
const NEVER = 8_640_000_000_000_000;

/** Claims the one try that a hold allows now; false: another run has it. */
export async function claimTry(
  db: Database,
  { scope, cause }: Hold,
  now: Instant,
): Promise<boolean> {
  const rows = await ask<Row>(db, CLAIM, scope, now, now + RETRY_AFTER[cause].again);
  return rows.length === 1;
}

/**
 * Lifts the holds that these acceptances disprove; an acceptance without a row lifts a hold on
 * all.
 */
export async function liftHolds(db: Database, accepted: readonly string[]): Promise<void> {
  const ids = JSON.stringify(accepted);
  await db([
    statement(RELEASE_ROWS, ids),
    statement(FORGET, ids),
    statement('UPDATE refusals SET others_accepted = 1 WHERE others_accepted = 0'),
    statement(LIFT, ids),
  ]);
}

/**
 * Holds what was rejected three times for the same reason, and reschedules the rejected rows.
 * Returns the newly held scopes.
 */
export async function holdRefused(db: Database, now: Instant): Promise<readonly string[]> {
  const [held] = await db([
    statement(TRIP, now, now + RETRY_AFTER.refused.first, ALIKE),
    askForDigestIfChanged(now),
    giveBack(now),
  ]);
  return held!.rows.map(({ scope }) => scope);
}

/** Parses the holds that a gate read as JSON: those that end by a try, and the operator's. */
export function readHolds(json: string): { holds: Hold[]; brakes: Brake[] } {
  const rows = JSON.parse(json) as Row[];
  const [brakes, holds] = [rows.filter(isBrake), rows.filter((row) => !isBrake(row))];
  return { brakes, holds: holds.map(({ next_at, ...hold }) => ({ ...hold, nextAt: next_at })) };
}

const isBrake = ({ scope }: Row): boolean => Object.hasOwn(BRAKED, scope);

/** Holds that had begun by `?1`: ticks may run at instants in any order. */
export const HOLDS = `(
  SELECT json_group_array(json_object('scope', scope, 'cause', cause, 'reason', reason,
    'detail', detail, 'since', since, 'next_at', next_at, 'tries', tries))
  FROM holds WHERE since <= ?1)`;

/** The same cause again: after a first try, the next one waits for the longer interval. */
const SAME = 'holds.cause = excluded.cause AND holds.since <= ?5';

const HOLD_ALL = `
  INSERT INTO holds (scope, cause, reason, detail, since, next_at, tries)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)
  ON CONFLICT (scope) DO UPDATE SET
    cause = excluded.cause, reason = excluded.reason, detail = excluded.detail,
    since = CASE WHEN ${SAME} THEN holds.since ELSE excluded.since END,
    next_at = CASE WHEN ${SAME} AND holds.tries > 0 THEN ?7 ELSE excluded.next_at END,
    tries = CASE WHEN ${SAME} THEN holds.tries ELSE 0 END`;

const BRAKE = `
  INSERT INTO holds (scope, cause, reason, detail, since, next_at, tries)
  VALUES (?1, ?2, ?3, NULL, ?4, ?5, 0) ON CONFLICT (scope) DO NOTHING`;

/**
 * Optimistic lock: one run tries. Moving `next_at` also means that a crashed run does not block the
 * next try.
 */
const CLAIM = `
  UPDATE holds SET next_at = ?3, tries = tries + 1
  WHERE scope = ?1 AND since <= ?2 AND next_at <= ?2 RETURNING scope`;

/** The messages of the accepted emails `?1`. */
const ACCEPTED = `(
  SELECT s.course || '/' || d.message
  FROM json_each(?1) j JOIN deliveries d ON d.id = j.value
  JOIN subscriptions s ON s.id = d.subscription_id)`;

/**
 * Rows that were given back may be sent at once, except those of messages that are still held. Each
 * return counts as an attempt, so that a row that keeps being rejected while others of its message
 * are accepted finally fails.
 */
const RELEASE_ROWS = `
  UPDATE deliveries SET waits_until = NULL, attempts = attempts + 1
  WHERE state = 'scheduled' AND id IN (
    SELECT delivery_id FROM refusals
    WHERE scope IN ${ACCEPTED}
      OR (EXISTS (SELECT 1 FROM holds WHERE scope = '${ALL}')
        AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.scope = refusals.scope)))`;

const FORGET = `DELETE FROM refusals WHERE scope IN ${ACCEPTED}`;

const LIFT = `DELETE FROM holds WHERE scope = '${ALL}' OR scope IN ${ACCEPTED}`;

/**
 * Rejections of one message count until that message is accepted; rejections of several messages
 * only until any email is. An existing hold takes the reason of the latest rejection; a hold that
 * stays as it is isn't written again.
 */
const TRIP = `
  INSERT INTO holds (scope, cause, reason, detail, since, next_at, tries)
  SELECT scope, 'refused', reason, detail, ?1, ?2, 0 FROM (
    SELECT scope, reason, detail, max(at) AS at FROM refusals
    GROUP BY scope, reason
    HAVING count(*) >= ?3 OR EXISTS (SELECT 1 FROM holds h WHERE h.scope = refusals.scope)
    UNION ALL
    SELECT '${ALL}', reason, detail, max(at) FROM refusals WHERE others_accepted = 0
    GROUP BY reason
    HAVING (count(*) >= ?3 AND count(DISTINCT scope) > 1)
      OR EXISTS (SELECT 1 FROM holds WHERE scope = '${ALL}' AND cause = 'refused'))
  WHERE true ORDER BY at
  ON CONFLICT (scope) DO UPDATE SET cause = 'refused', reason = excluded.reason,
    detail = excluded.detail, since = min(holds.since, excluded.since),
    next_at = CASE WHEN holds.cause = 'refused' THEN holds.next_at ELSE excluded.next_at END
  WHERE holds.cause <> 'refused' OR holds.reason <> excluded.reason
    OR holds.detail IS NOT excluded.detail
  RETURNING scope`;

/** Makes the next gate read holds, rejections and digests. */
export const NOTE = 'UPDATE settings SET unsettled = 1 WHERE id = 1';

/** Stores which rows the provider has just rejected, unless they were given back too often. */
export const REMEMBER = `
  INSERT INTO refusals (delivery_id, scope, reason, detail, others_accepted, at)
  SELECT d.id, s.course || '/' || d.message, d.reason, j.value ->> 1, 0, ?2
  FROM json_each(?1) j JOIN deliveries d ON d.id = j.value ->> 0
  JOIN subscriptions s ON s.id = d.subscription_id
  WHERE d.state = 'failed' AND d.failed_at = ?2 AND d.attempts < ${MOST_RETURNS}
  ON CONFLICT (delivery_id) DO UPDATE SET reason = excluded.reason, detail = excluded.detail,
    others_accepted = 0, at = excluded.at`;

/** A row that was rejected after an unclear attempt is never given back. */
export const FORGET_ROWS = `
  DELETE FROM refusals WHERE delivery_id IN (SELECT value FROM json_each(?1))`;
