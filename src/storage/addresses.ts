/** Address changes: each is open until the email to the new address is answered. */

import { mailboxOf } from '../domain/address.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import { ask, type Database, type KeyedDatabase, type Row, statement } from './database.ts';
import {
  cancelEarlierQuestion,
  cancelQuestion,
  type PlannedRow,
  upsertPlanned,
} from './deliveries.ts';
import { wrote } from './enrolments.ts';
import type { Saved } from './subscriptions.ts';

/** A new address that a person entered: open until its owner answers the email to it. */
export type AddressChange = {
  readonly id: string;
  readonly subscriberId: string;
  /** The subscription on whose page it was entered. */
  readonly subscriptionId: string;
  readonly address: string;
  readonly addressKey: string;
  readonly askedAt: Instant;
  /** `restored`: confirmed, then taken back from the former address. */
  readonly settled: 'confirmed' | 'replaced' | 'refused' | 'restored' | null;
  readonly settledAt: Instant | null;
};

export async function findAddressChange(db: Database, id: string): Promise<AddressChange | null> {
  const [row] = await ask<Row>(db, 'SELECT * FROM address_changes WHERE id = ?1', id);
  return row === undefined ? null : toChange(row);
}

/** Oldest first. */
export async function addressChangesOf(
  db: Database,
  subscriberId: string,
): Promise<readonly AddressChange[]> {
  const sql = 'SELECT * FROM address_changes WHERE subscriber_id = ?1 ORDER BY asked_at, id';
  return (await ask<Row>(db, sql, subscriberId)).map(toChange);
}

/** Replaces an open address change, and plans its email if there is one. */
export async function saveAddressChange(
  db: Database,
  change: AddressChange,
  subscription: Pick<Subscription, 'id' | 'revision'>,
  row: PlannedRow | null,
): Promise<Saved> {
  const { id, revision } = subscription;
  const [, , added] = await db([
    cancelEarlierQuestion(change.subscriberId, { id, revision }, change.id),
    statement(REPLACE, change.subscriberId, change.askedAt, id, revision, change.id),
    statement(
      INSERT,
      change.id,
      change.subscriberId,
      id,
      change.address,
      change.addressKey,
      change.askedAt,
      revision,
    ),
    ...upsertPlanned(null, row ? [{ ...row, subscription: id, revision }] : []),
  ]);
  // If an earlier attempt was committed, a retry inserts nothing.
  const saved = added!.changes === 1 || (await findAddressChange(db, change.id)) !== null;
  return saved ? 'saved' : 'changed_meanwhile';
}

/**
 * Sets it as the person's address and as that of all their scheduled emails, unless another
 * person has it, and plans the email to the former address. False: nothing was changed, because
 * somebody has the address or the subscription has changed since it was read.
 */
export async function takeAddress(
  { db, hashesOf }: KeyedDatabase,
  change: AddressChange,
  subscription: Pick<Subscription, 'id' | 'revision'>,
  notice: PlannedRow | null,
  now: Instant,
): Promise<boolean> {
  const token = crypto.randomUUID();
  const [old] = await ask<{ address_key: string }>(
    db,
    'SELECT address_key FROM subscribers WHERE id = ?1',
    change.subscriberId,
  );
  const { id, revision } = subscription;
  const answers = await db([
    statement(KEEP_SUPPRESSED, change.id, hashesOf(old?.address_key ?? '')[0]!, id, revision),
    statement(TAKE_ADDRESS, change.id, null, id, revision),
    statement(TAKE_SUBSCRIPTIONS, change.id, token, now),
    statement(TAKE_SCHEDULED, token, change.subscriberId),
    statement(
      FORGET_ASKED,
      token,
      JSON.stringify(hashesOf(mailboxOf(change.addressKey), 'mailbox')),
      change.subscriberId,
    ),
    // The batch has raised the revision.
    ...upsertPlanned(
      token,
      notice ? [{ ...notice, subscription: id, revision: revision + 1 }] : [],
    ),
    statement(SETTLE, change.id, now),
  ]);
  return answers.at(-1)!.changes === 1 || (await wrote(db, change.subscriptionId, token));
}

/** The address's owner did not ask for it. False: there is no such change. */
export async function refuseAddressChange(
  db: Database,
  id: string,
  now: Instant,
): Promise<boolean> {
  const [, , refused] = await db([
    cancelQuestion(id),
    statement(
      `UPDATE address_changes SET settled = 'refused', settled_at = ?2
         WHERE id = ?1 AND (settled IS NULL OR settled IN ('replaced', 'restored'))`,
      id,
      now,
    ),
    statement("SELECT 1 FROM address_changes WHERE id = ?1 AND settled = 'refused'", id),
  ]);
  return refused!.rows.length === 1;
}

const UNCHANGED = (id: string, revision: string): string =>
  `EXISTS (SELECT 1 FROM subscriptions WHERE id = ${id} AND revision = ${revision})`;

const REPLACE = `
  UPDATE address_changes SET settled = 'replaced', settled_at = ?2
  WHERE subscriber_id = ?1 AND id <> ?5 AND settled IS NULL AND ${UNCHANGED('?3', '?4')}`;

const INSERT = `
  INSERT INTO address_changes (id, subscriber_id, subscription_id, address, address_key, asked_at)
  SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ${UNCHANGED('?3', '?7')}
  ON CONFLICT (id) DO NOTHING`;

/**
 * The change `?1` if it is open, no other subscriber has its address, and the subscription `?3`
 * still has the revision `?4`.
 */
const FREE = `c.id = ?1 AND c.settled IS NULL AND ${UNCHANGED('?3', '?4')} AND NOT EXISTS (
  SELECT 1 FROM subscribers o WHERE o.address_key = c.address_key AND o.id <> c.subscriber_id)`;

/** The change `?1` if it is open and its address has just been set on the subscriber. */
const TAKEN_OVER = `c.id = ?1 AND c.settled IS NULL AND EXISTS (
  SELECT 1 FROM subscribers p WHERE p.id = c.subscriber_id AND p.address_key = c.address_key)`;

/** The old address bounced or complained: keep its suppression, but only as a hash. */
const KEEP_SUPPRESSED = `
  INSERT INTO suppressions (address_hash, reason)
  SELECT ?2, p.suppressed FROM address_changes c JOIN subscribers p ON p.id = c.subscriber_id
  WHERE ${FREE} AND p.suppressed IS NOT NULL
  ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason
    WHERE excluded.reason = 'complained'`;

const TAKE_ADDRESS = `
  UPDATE subscribers AS p
  SET address = c.address, address_key = c.address_key, suppressed = NULL
  FROM address_changes c WHERE p.id = c.subscriber_id AND ${FREE}`;

/**
 * The new revision invalidates everything computed for the old address, and the new link version
 * its links. Emails that were canceled for a suppressed address are planned again by the request,
 * otherwise by the next tick.
 */
const TAKE_SUBSCRIPTIONS = `
  UPDATE subscriptions
  SET revision = revision + 1, change_token = ?2, suppressed = 0, link_version = link_version + 1,
      wake_at = iif(suppressed = 1 AND status IN ('active', 'paused'), ?3, wake_at)
  WHERE subscriber_id IN (SELECT c.subscriber_id FROM address_changes c WHERE ${TAKEN_OVER})`;

const TAKE_SCHEDULED = `
  UPDATE deliveries AS d
  SET address = p.address, revision = s.revision
  FROM subscriptions s, subscribers p
  WHERE p.id = ?2 AND s.subscriber_id = p.id AND s.change_token = ?1
    AND d.subscription_id = s.id AND d.state = 'scheduled' AND d.kind <> 'address'`;

/** Confirming resets the limits: they protect people who never asked for these emails. */
const FORGET_ASKED = `
  DELETE FROM confirmations WHERE mailbox_hash IN (SELECT value FROM json_each(?2))
    AND EXISTS (SELECT 1 FROM subscriptions WHERE subscriber_id = ?3 AND change_token = ?1)`;

const SETTLE = `
  UPDATE address_changes SET settled = 'confirmed', settled_at = ?2
  WHERE id IN (SELECT c.id FROM address_changes c WHERE ${TAKEN_OVER})`;

export const toChange = (row: Row): AddressChange => ({
  id: row.id,
  subscriberId: row.subscriber_id,
  subscriptionId: row.subscription_id,
  address: row.address,
  addressKey: row.address_key,
  askedAt: row.asked_at,
  settled: row.settled,
  settledAt: row.settled_at,
});
