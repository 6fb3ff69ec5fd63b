/** What the operator is told about one address: read in one batch. */
import { foldedAddress, mailboxOf } from '../domain/address.ts';
import type { Brake } from '../domain/brake.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Hold } from '../domain/hold.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import { DELIVERY, listOf, readerOf, SUBSCRIPTION } from './columns.ts';
import type { Database, Hashes, Row } from './database.ts';
import { statement } from './database.ts';
import { HOLDS, readHolds } from './holds.ts';
import { keptReason } from './suppression.ts';

export type PersonHistory = {
  /** Null: no one with this address is signed up. */
  readonly person: { readonly suppressed: string | null; readonly liftedAt: Instant | null } | null;
  readonly courses: readonly CourseHistory[];
  /** When a sign-up was queued that hasn't been settled. */
  readonly queuedAt: Instant | null;
  /** Why the address was suppressed when its last subscriber was erased. */
  readonly kept: string | null;
  /** A keyed hash is kept of an address that left and was erased, or that left an earlier list. */
  readonly mayNotBeImported: boolean;
  /** When unused confirmations were sent to this address, and to its mailbox. */
  readonly confirmations: {
    readonly address: readonly Instant[];
    readonly mailbox: readonly Instant[];
  };
  readonly changes: readonly AddressHistory[];
  readonly sending: Sending;
};

export type CourseHistory = {
  readonly subscription: Subscription;
  /** How it began, by its newest consent: an import knows a proof of consent, or invites. */
  readonly origin: 'signed_up' | 'imported' | 'invited';
  /** When it changes next without a request. */
  readonly wakeAt: Instant | null;
  readonly emails: readonly EmailHistory[];
};

export type EmailHistory = Delivery & {
  readonly failedAt: Instant | null;
  readonly bounce: 'hard' | 'soft' | null;
  readonly waitsUntil: Instant | null;
  /** It went, or goes, to another address of the person. */
  readonly elsewhere: boolean;
};

/** A change of address in which this address is the new or the former one. */
export type AddressHistory = {
  readonly role: 'new' | 'former';
  readonly askedAt: Instant;
  readonly settled: 'confirmed' | 'replaced' | 'refused' | 'restored' | null;
};

/** What stops sending. */
export type Sending = {
  readonly held: string | null;
  readonly holds: readonly Hold[];
  readonly brakes: readonly Brake[];
  readonly lastTickAt: Instant | null;
};

/** @param hashesOf its lists are empty without the secret: then what is kept as a hash is unknown */
export async function readHistory(
  db: Database,
  hashesOf: Hashes,
  key: string,
  now: Instant,
): Promise<PersonHistory> {
  const list = (hashes: readonly string[]): string => JSON.stringify(hashes);
  const [sending, people, subscriptions, emails, queued, kept, left, confirmations, changes] =
    await db([
      statement(SENDING, now),
      statement('SELECT suppressed, lifted_at FROM subscribers WHERE address_key = ?1', key),
      statement(SUBSCRIPTIONS, key),
      statement(EMAILS, key),
      statement('SELECT max(asked_at) AS at FROM sign_ups WHERE address_key = ?1', key),
      statement(keptReason('?1'), list(hashesOf(key))),
      statement(keptReason('?1'), list(hashesOf(key, 'left'))),
      statement(
        CONFIRMATIONS,
        list(hashesOf(foldedAddress(key), 'mailbox')),
        list(hashesOf(mailboxOf(key), 'mailbox')),
      ),
      statement(CHANGES, key),
    ]);
  const [person] = people!.rows;
  const byCourse = Map.groupBy(emails!.rows, (row) => row.subscription_id);
  const at = (which: 'address' | 'mailbox'): Instant[] =>
    confirmations!.rows.filter((row) => row[which]).map(({ asked_at }) => asked_at);
  const { held, holds, last_tick_at } = sending!.rows[0];
  return {
    person: person ? { suppressed: person.suppressed, liftedAt: person.lifted_at } : null,
    courses: subscriptions!.rows.map((row) => ({
      subscription: toSubscription(row),
      origin: row.origin ?? 'signed_up',
      wakeAt: row.wake_at,
      emails: (byCourse.get(row.id) ?? []).map(toEmail),
    })),
    queuedAt: queued!.rows[0].at,
    kept: kept!.rows[0].reason,
    mayNotBeImported: left!.rows[0].reason !== null,
    confirmations: { address: at('address'), mailbox: at('mailbox') },
    changes: changes!.rows.map(({ role, asked_at, settled }) => ({
      ...{ role, settled },
      askedAt: asked_at,
    })),
    sending: { held, ...readHolds(holds), lastTickAt: last_tick_at },
  };
}

const toSubscription = readerOf(SUBSCRIPTION);
const toDelivery = readerOf(DELIVERY);

const toEmail = (row: Row): EmailHistory => ({
  ...toDelivery(row),
  failedAt: row.failed_at,
  bounce: row.bounce,
  waitsUntil: row.waits_until,
  elsewhere: Boolean(row.elsewhere),
});

const SENDING = `SELECT held, last_tick_at, ${HOLDS} AS holds FROM settings WHERE id = 1`;

const OF_SUBSCRIPTION = listOf(SUBSCRIPTION, (name) => `s.${name}`);
const OF_DELIVERY = listOf(DELIVERY, (name) => `d.${name}`);

const SUBSCRIPTIONS = `
  SELECT ${OF_SUBSCRIPTION}, s.wake_at, (
    SELECT CASE WHEN c.asked_how <> 'import' THEN 'signed_up'
      WHEN c.confirmed_how = 'import' THEN 'imported' ELSE 'invited' END
    FROM consents c WHERE c.subscription_id = s.id ORDER BY c.asked_at DESC LIMIT 1) AS origin
  FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id
  WHERE p.address_key = ?1`;

const EMAILS = `
  SELECT d.subscription_id, ${OF_DELIVERY}, d.failed_at, d.bounce,
    d.waits_until, d.address <> p.address AS elsewhere
  FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id
  JOIN deliveries d ON d.subscription_id = s.id
  WHERE p.address_key = ?1`;

const CONFIRMATIONS = `
  SELECT asked_at, address_hash IN (SELECT value FROM json_each(?1)) AS address, 1 AS mailbox
  FROM confirmations WHERE mailbox_hash IN (SELECT value FROM json_each(?2))`;

const CHANGES = `
  SELECT 'new' AS role, asked_at, settled FROM address_changes WHERE address_key = ?1
  UNION ALL
  SELECT 'former', c.asked_at, c.settled
  FROM deliveries d CROSS JOIN address_changes c ON c.id = d.facts ->> 'change'
  WHERE d.message = 'address-changed' AND lower(d.address) = ?1`;
