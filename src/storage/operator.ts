/** The operator commands' statements; the CLI runs them through wrangler. */
import type { Instant } from '../domain/time.ts';
import { type Statement, statement } from './database.ts';
import { byAddress, liftAnything } from './suppression.ts';

/** `npx milepost hold` */
export const holdSending = (why: string): Statement =>
  statement('UPDATE settings SET held = ?1 WHERE id = 1', why);

/** `npx milepost release`: rejected emails are tried again at once. */
export const releaseSending = (): Statement[] => [
  statement('UPDATE settings SET held = NULL WHERE id = 1'),
  statement(
    `UPDATE deliveries SET waits_until = NULL
     WHERE state = 'scheduled' AND id IN (SELECT delivery_id FROM refusals)`,
  ),
  statement('DELETE FROM refusals'),
  statement('DELETE FROM holds'),
];

/** Assigns this database to the Worker at this `PUBLIC_URL`. */
export const adopt = (publicUrl: string): Statement =>
  statement('UPDATE settings SET public_url = ?1 WHERE id = 1', publicUrl);

/**
 * After a restore: emails due by now, including those already overdue at the restored instant, may
 * have been sent since, and those that were in a call may have been sent later under another key.
 * The provider's list is read from `restored`. The first statement returns the ids.
 */
export const doubtSince = (restored: Instant, now: Instant): Statement[] => [
  statement(
    `UPDATE deliveries SET state = 'unknown', reason = 'restored',
       first_call_at = COALESCE(first_call_at, ?1), call_id = NULL, lease_token = NULL
     WHERE state = 'sending' OR (state = 'scheduled' AND due_at <= ?2)
     RETURNING id`,
    restored,
    now,
  ),
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
