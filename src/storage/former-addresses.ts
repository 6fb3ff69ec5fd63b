/** Takes back a change of address: the former address is in the row of the email that was sent to it. */

import { addressKeyOf, RESTORABLE } from '../domain/address.ts';
import type { Instant } from '../domain/time.ts';
import { type AddressChange, toChange } from './addresses.ts';
import { ask, type Database, type KeyedDatabase, type Row, statement } from './database.ts';
import { cancelAddressEmails } from './deliveries.ts';
import { levelOf } from './due.ts';
import { wrote } from './enrolments.ts';

export type FormerAddress = {
  readonly change: AddressChange;
  /** The address before the change. */
  readonly address: string;
  /** Another subscriber has confirmed this address since. */
  readonly another: boolean;
};

export async function findFormerAddress(
  db: Database,
  changeId: string,
): Promise<FormerAddress | null> {
  const [row] = await ask<Row>(db, FIND, changeId);
  return row === undefined
    ? null
    : { change: toChange(row), address: row.former, another: row.another === 1 };
}

/**
 * Gives the person their former address again, in all courses, and ends every link issued since.
 * Later changes of the address cannot be taken back after that. Whoever signed up with the former
 * address in the meantime is its owner too: that subscriber is erased.
 */
export async function restoreFormerAddress(
  { db, hashesOf }: KeyedDatabase,
  { change, address }: FormerAddress,
  now: Instant,
): Promise<'restored' | 'changed_meanwhile'> {
  const token = crypto.randomUUID();
  const key = addressKeyOf(address);
  const [current] = await ask<{ address_key: string }>(
    db,
    'SELECT address_key FROM subscribers WHERE id = ?1',
    change.subscriberId,
  );
  const answers = await db([
    statement(KEEP_SUPPRESSED, change.id, now, hashesOf(current?.address_key ?? '')[0]!),
    statement(INHERIT_SUPPRESSED, change.id, now, key),
    statement(ERASE_OTHER, change.id, now, key),
    statement(RESTORE, change.id, now, address, key),
    statement(END_LINKS, change.id, now, token),
    statement(READDRESS, change.subscriberId, token),
    cancelAddressEmails(change.subscriberId, token),
    statement(SETTLE, change.id, now, token),
  ]);
  const restored = answers.at(-1)!.changes > 0 || (await wrote(db, change.subscriptionId, token));
  return restored ? 'restored' : 'changed_meanwhile';
}

const FIND = `
  SELECT c.*, d.address AS former, EXISTS (
    SELECT 1 FROM subscribers o JOIN subscriptions s ON s.subscriber_id = o.id
    WHERE o.address_key = lower(d.address) AND o.id <> c.subscriber_id
      AND s.status IN ('active', 'paused')) AS another
  FROM address_changes c
  CROSS JOIN deliveries d ON d.subscription_id = c.subscription_id
    AND d.message = 'address-changed' AND d.facts ->> 'change' = c.id
  WHERE c.id = ?1`;

/** The change `?1`, if it can still be taken back at `?2`. */
const OPEN = `c.id = ?1 AND c.settled = 'confirmed' AND ?2 <= c.settled_at + ${RESTORABLE}`;

const THEIRS = `(SELECT c.subscriber_id FROM address_changes c WHERE ${OPEN})`;

/** The new address bounced or complained: keep its suppression, but only as a hash. */
const KEEP_SUPPRESSED = `
  INSERT INTO suppressions (address_hash, reason)
  SELECT ?3, suppressed FROM subscribers WHERE id = ${THEIRS} AND suppressed IS NOT NULL
  ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason
    WHERE excluded.reason = 'complained'`;

/** The former address may have complained since, or bounced as another subscriber. */
const INHERIT_SUPPRESSED = `
  UPDATE subscribers SET suppressed = COALESCE(
    (SELECT 'complained' FROM address_changes c CROSS JOIN deliveries d
       ON d.subscription_id = c.subscription_id AND d.message = 'address-changed'
         AND d.facts ->> 'change' = c.id
     WHERE c.id = ?1 AND d.complained_at IS NOT NULL),
    (SELECT o.suppressed FROM subscribers o WHERE o.address_key = ?3 AND o.id <> subscribers.id))
  WHERE id = ${THEIRS}`;

const ERASE_OTHER = `
  DELETE FROM subscribers
  WHERE address_key = ?3 AND id <> ${THEIRS} AND EXISTS ${THEIRS}`;

const RESTORE = `UPDATE subscribers SET address = ?3, address_key = ?4 WHERE id = ${THEIRS}`;

const ASKED_AT = `(SELECT c.asked_at FROM address_changes c WHERE ${OPEN})`;

/** Private notes written since the new address was entered are another person's. */
const KEPT_NOTES = `(SELECT nullif(json_group_array(json(value)), '[]') FROM json_each(s.notes)
      WHERE value ->> '$.writtenAt' < ${ASKED_AT})`;

/** No undo leads to such notes, or to the ones that are kept. */
const KEPT_UNDO = `(SELECT nullif(json_group_array(json(value)), '[]') FROM json_each(s.undo) u
      WHERE value -> '$.before.notes' IS NOT coalesce(${KEPT_NOTES}, '[]')
        AND NOT EXISTS (SELECT 1 FROM json_each(u.value, '$.before.notes')
          WHERE value ->> '$.writtenAt' >= ${ASKED_AT}))`;

const END_LINKS = `
  UPDATE subscriptions AS s
  SET revision = revision + 1, change_token = ?3, link_version = link_version + 1,
    suppressed = ${levelOf('p.suppressed')},
    notes = ${KEPT_NOTES}, undo = ${KEPT_UNDO},
    wake_at = iif(s.suppressed > 0 AND s.status IN ('active', 'paused'), ?2, s.wake_at)
  FROM subscribers p
  WHERE p.id = ${THEIRS} AND s.subscriber_id = p.id`;

const WRITTEN = '(SELECT id FROM subscriptions WHERE subscriber_id = ?1 AND change_token = ?2)';

const READDRESS = `
  UPDATE deliveries AS d
  SET address = p.address, revision = s.revision
  FROM subscriptions s, subscribers p
  WHERE d.subscription_id IN ${WRITTEN} AND d.state = 'scheduled' AND d.kind <> 'address'
    AND s.id = d.subscription_id AND p.id = s.subscriber_id`;

const SETTLE = `
  UPDATE address_changes AS a
  SET settled = iif(a.settled IS NULL, 'replaced', 'restored'), settled_at = ?2
  FROM address_changes c
  WHERE ${OPEN} AND a.subscriber_id = c.subscriber_id
    AND EXISTS (SELECT 1 FROM subscriptions
                WHERE id = c.subscription_id AND change_token = ?3)
    AND (a.settled IS NULL OR (a.settled = 'confirmed' AND a.settled_at >= c.settled_at))`;
