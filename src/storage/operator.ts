/** The operator commands' statements; the CLI runs them through wrangler. */

import { MESSAGES } from '../domain/messages.ts';
import { DAY, type Instant, MINUTE } from '../domain/time.ts';
import { ask, type Database, type Row, type Statement, statement } from './database.ts';
import { markRestored } from './results.ts';
import { byAddress, liftAnything } from './suppression.ts';

/** Holds all sending for this reason; null: for none. */
export const holdSending = (why: string | null): Statement =>
  statement('UPDATE settings SET held = ?1 WHERE id = 1', why);

/**
 * `npx milepost release`: rejected emails are tried again at once. What was sent before counts for
 * no brake; the last tick may have been later than `now` if the clock travels.
 */
export const releaseSending = (now: Instant): Statement[] => [
  statement(
    `UPDATE settings SET held = NULL,
       released_at = max(?1, COALESCE(last_tick_at + ${MINUTE}, 0)) WHERE id = 1`,
    now,
  ),
  statement(
    `UPDATE deliveries SET waits_until = NULL
     WHERE state = 'scheduled' AND id IN (SELECT delivery_id FROM refusals)`,
  ),
  statement(POSTPONE_INVITATIONS, now),
  statement('DELETE FROM refusals'),
  statement('DELETE FROM holds'),
];

/**
 * People whom an import invited don't know to sign up again: their invitations are sent as much
 * later as they were held, in the same order, and without a plan that is days old.
 */
const POSTPONE_INVITATIONS = `
  UPDATE deliveries AS d
  SET due_at = ?1 + max(0, d.due_at - h.since),
    closes_at = ?1 + max(0, d.due_at - h.since) + ${MESSAGES.confirm.window},
    facts = iif(?1 - h.since > ${DAY}, json_remove(d.facts, '$.plan'), d.facts)
  FROM holds h
  WHERE h.scope = 'sign-ups' AND d.state = 'scheduled' AND d.class = 0 AND d.message = 'confirm'
    AND d.facts ->> 'invited'`;

/** Assigns this database to the Worker at this `PUBLIC_URL`. */
export const adopt = (publicUrl: string): Statement =>
  statement('UPDATE settings SET public_url = ?1 WHERE id = 1', publicUrl);

/**
 * After a restore: emails due by now, including those already overdue at the restored instant, may
 * have been sent since, and those that were in a call may have been sent later under another key.
 * The provider's list is read from `restored`. The first statement returns the ids.
 */
export const doubtSince = (restored: Instant, now: Instant): Statement[] => [
  markRestored(restored, now),
  statement('DELETE FROM calls'),
  statement("UPDATE jobs SET next_at = 0 WHERE name = 'reconcile'"),
];

export type UnknownEmail = {
  readonly id: string;
  readonly reason: string;
  readonly first_call_at: Instant;
  readonly message: string;
};

/** `npx milepost unknown` */
export const unknownEmails = (): Statement =>
  statement(
    `SELECT id, reason, first_call_at, message FROM deliveries WHERE state = 'unknown'
     ORDER BY due_at LIMIT 200`,
  );

/** The ids of the link keys that the Worker had at its last daily check, as JSON. */
export const linkKeysInUse = (): Statement =>
  statement('SELECT link_keys FROM settings WHERE id = 1');

/** The site of this database, its link keys, and whether it knows a person, if only by a hash. */
export const siteOf = (): Statement =>
  statement(
    `SELECT public_url, link_keys, EXISTS (SELECT 1 FROM subscribers)
       OR EXISTS (SELECT 1 FROM suppressions) AS people
     FROM settings WHERE id = 1`,
  );

/**
 * Why an address is suppressed: from the subscriber's row, and from the hash kept after an erasure.
 */
export const suppressionOf = (addressKey: string, hashes: readonly string[]): Statement =>
  statement(
    `SELECT count(*) AS people, max(suppressed) AS suppressed,
       (SELECT max(reason) FROM suppressions
        WHERE address_hash IN (SELECT value FROM json_each(?2))) AS kept
     FROM subscribers WHERE address_key = ?1`,
    addressKey,
    JSON.stringify(hashes),
  );

/** `npx milepost person lift`: the next tick plans again what the suppression canceled. */
export const liftAddress = (
  addressKey: string,
  hashes: readonly string[],
  now: Instant,
): Statement[] => [
  ...liftAnything(byAddress(addressKey), now),
  statement(
    'DELETE FROM suppressions WHERE address_hash IN (SELECT value FROM json_each(?1))',
    JSON.stringify(hashes),
  ),
];

// The last email to the operator.

export type Digest = {
  readonly key: string;
  readonly lines: readonly string[];
  readonly writtenAt: Instant;
  readonly tries: number;
};

/** When each problem was last in a digest, by its name. */
export type Told = Readonly<Record<string, Instant>>;

/** What the last digest told, and its key, if there was one. */
export async function findTold(
  db: Database,
): Promise<{ readonly key: string | null; readonly told: Told }> {
  const [row] = await ask<Row>(db, 'SELECT key, told FROM digests WHERE id = 1');
  return row === undefined ? { key: null, told: {} } : { key: row.key, told: JSON.parse(row.told) };
}

/** Stores a digest before its call, unless another tick has written one since `last`. */
export async function writeDigest(
  db: Database,
  { key, lines, writtenAt }: Omit<Digest, 'tries'>,
  told: Told,
  last: string | null,
): Promise<void> {
  await db([
    statement(WRITE, key, JSON.stringify(lines), writtenAt, JSON.stringify(told), last),
    statement('UPDATE settings SET unsettled = 1 WHERE id = 1'),
  ]);
}

/** The stored digest, if it may be tried now. */
export async function findDigest(db: Database, now: Instant): Promise<Digest | null> {
  const [row] = await ask<Row>(
    db,
    'SELECT key, lines, written_at, tries FROM digests WHERE id = 1 AND next_at <= ?1',
    now,
  );
  if (row === undefined) return null;
  const { key, lines, written_at: writtenAt, tries } = row;
  return { key, lines: JSON.parse(lines), writtenAt, tries };
}

export async function postponeDigest(
  db: Database,
  { key, tries }: Pick<Digest, 'key' | 'tries'>,
  nextAt: Instant,
): Promise<void> {
  await ask(
    db,
    'UPDATE digests SET tries = ?2 + 1, next_at = ?3 WHERE id = 1 AND key = ?1 AND tries = ?2',
    key,
    tries,
    nextAt,
  );
}

/** It was accepted, or can't be tried any longer. The row still tells when it was written. */
export async function closeDigest(db: Database, key: string): Promise<void> {
  await ask(db, 'UPDATE digests SET next_at = NULL WHERE id = 1 AND key = ?1', key);
}

const WRITE = `
  INSERT INTO digests (id, key, lines, written_at, told, tries, next_at)
  VALUES (1, ?1, ?2, ?3, ?4, 0, ?3)
  ON CONFLICT (id) DO UPDATE SET key = excluded.key, lines = excluded.lines, told = excluded.told,
    written_at = excluded.written_at, tries = 0, next_at = excluded.next_at
  WHERE digests.key IS ?5`;
