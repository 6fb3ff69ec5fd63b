/** The queue of sign-ups and its limits. */
import { foldedAddress, mailboxOf } from '../domain/address.ts';
import {
  BOUNCED_CONFIRMATIONS,
  CHARGED,
  type Closed,
  CONFIRMATIONS,
  MAILBOX_CONFIRMATIONS,
  type SignUpLimits,
} from '../domain/limits.ts';
import type { Consent, SignUp } from '../domain/parse/sign-up.ts';
import { DAY, HOUR, type Instant, MINUTE, nextUtcMidnight } from '../domain/time.ts';
import { ask, type Database, type KeyedDatabase, type Row, statement } from './database.ts';

/** A sign-up that was accepted by the form and is settled after the response. */
export type Asked = {
  readonly id: string;
  readonly at: Instant;
  readonly signUp: SignUp;
  readonly consent: Consent;
};

/** The requester's network, null if unknown, and the address of this Worker. */
export type Visit = { readonly network: string | null; readonly publicUrl: string };

/**
 * Counts a sign-up and queues it, or returns why not. `dropped`: this mailbox was entered too
 * often today, which the response does not reveal. Runs the same statements for every address, in
 * one round trip if the sign-up is queued.
 */
export async function queueSignUp(
  { db, hashesOf }: KeyedDatabase,
  { id, at, ...form }: Asked,
  { network, publicUrl }: Visit,
  limits: SignUpLimits,
): Promise<'queued' | 'dropped' | Closed> {
  const day = Math.floor(at / DAY);
  const { key } = form.signUp.address;
  // The day is part of the hash, so that a mailbox or network cannot be tracked across days.
  const mailbox = hashesOf(`${day}|${mailboxOf(key)}`, 'mailbox')[0]!;
  const visitor = network === null ? null : hashesOf(`${day}|${network}`, 'network')[0]!;
  const counted = JSON.stringify([mailbox, 'all', ...(visitor === null ? [] : [visitor])]);
  const taking = [
    statement(
      COUNT,
      ...[at, day, visitor, limits.all, limits.network, mailbox, limits.mailbox, publicUrl],
      ...[counted, CHARGED, id],
    ),
    statement(KEEP, id, at, key, JSON.stringify(form)),
  ];
  const [, kept] = await db(taking);
  if (kept!.changes > 0) return 'queued';
  // Reads the reason in one transaction with a second attempt, so that the two are consistent.
  const [standing] = await db([statement(STANDING, at, day, visitor, id), ...taking]);
  const { kept: before, public_url, held, blocked_until, all_n, network_n } = standing!.rows[0];
  // The first attempt was a retry of one that had been committed.
  if (before === 1) return 'queued';
  if (public_url !== null && public_url !== publicUrl) return { why: 'copy', home: public_url };
  if (held) return { why: 'held', until: at + HOUR };
  if (blocked_until !== null) return { why: 'mail', until: blocked_until };
  if (all_n >= limits.all) return { why: 'day', until: nextUtcMidnight(at) };
  return network_n >= limits.network ? { why: 'network', until: nextUtcMidnight(at) } : 'dropped';
}

/** Queued sign-ups that their request did not settle, oldest first. */
export async function findQueued(
  db: Database,
  now: Instant,
  limit: number,
): Promise<readonly Asked[]> {
  const rows = await ask<Row>(db, LEFT, now - MINUTE, now - KEPT, limit);
  return rows.map(({ id, asked_at, form }) => ({ id, at: asked_at, ...JSON.parse(form) }));
}

/**
 * Whether one more confirmation may go to this address and its mailbox, for the sign-up or change
 * with this id; the result for an id never changes once it is true. `bounced`: the address
 * bounced, so one a week.
 */
export async function mayConfirm(
  { db, hashesOf }: KeyedDatabase,
  id: string,
  addressKey: string,
  now: Instant,
  bounced = false,
): Promise<boolean> {
  const address = hashesOf(foldedAddress(addressKey), 'mailbox');
  const mailbox = hashesOf(mailboxOf(addressKey), 'mailbox');
  const [, reserved] = await db([
    statement(
      bounced ? RESERVE_BOUNCED : RESERVE,
      ...[id, address[0]!, mailbox[0]!, now, JSON.stringify(address), JSON.stringify(mailbox)],
    ),
    statement('SELECT 1 FROM confirmations WHERE id = ?1', id),
  ]);
  return reserved!.rows.length === 1;
}

/** A sign-up that could not be settled within a day is dropped. */
const KEPT = DAY;

const TALLY = (who: string): string =>
  `COALESCE((SELECT n FROM tallies WHERE day = ?2 AND who = ${who}), 0)`;

/** An exhausted quota resets at `next_at`; under any other hold, sign-ups are queued. */
const QUOTA_HOLD = `FROM holds
    WHERE scope = '*' AND cause = 'quota' AND since <= ?1 AND ?1 < next_at`;

const HELD = "EXISTS (SELECT 1 FROM holds WHERE scope = 'sign-ups')";

const STANDING = `
  SELECT ${TALLY("'all'")} AS all_n, ${TALLY('?3')} AS network_n, public_url,
    ${HELD} AS held, (SELECT next_at ${QUOTA_HOLD}) AS blocked_until,
    EXISTS (SELECT 1 FROM sign_ups WHERE id = ?4) AS kept
  FROM settings WHERE id = 1`;

/**
 * Counts while there is room; a mailbox far over its own limit is not counted. Only sign-ups that
 * can cause an email use up the total and the network's limits. A sign-up that was queued by an
 * attempt whose response was lost is not counted again, even if a tick has settled it since.
 */
const COUNT = `
  INSERT INTO tallies (day, who, n)
  SELECT ?2, value, 1 FROM json_each(?9)
  WHERE ${TALLY("'all'")} < ?4 AND ${TALLY('?3')} < ?5 AND ${TALLY('?6')} < ?7
    AND (value = ?6 OR ${TALLY('?6')} < ?10)
    AND NOT EXISTS (SELECT 1 ${QUOTA_HOLD}) AND NOT ${HELD}
    AND NOT EXISTS (SELECT 1 FROM settings WHERE public_url <> ?8)
    AND NOT EXISTS (SELECT 1 FROM sign_ups WHERE id = ?11)
    AND NOT EXISTS (SELECT 1 FROM confirmations WHERE id = ?11)
  ON CONFLICT (day, who) DO UPDATE SET n = n + 1`;

const KEEP = `
  /* keep */ INSERT INTO sign_ups (id, asked_at, address_key, form)
  SELECT ?1, ?2, ?3, ?4 WHERE changes() > 0`;

const LEFT = `
  SELECT id, asked_at, form FROM sign_ups WHERE asked_at <= ?1 AND asked_at > ?2
  ORDER BY asked_at LIMIT ?3`;

type Limit = { readonly within: number; readonly most: number };

const room = (column: string, hashes: string, limits: readonly Limit[]): string =>
  limits
    .map(
      ({ within, most }) => `
    (SELECT count(*) FROM confirmations
     WHERE ${column} IN (SELECT value FROM json_each(${hashes}))
       AND asked_at <= ?4 AND asked_at > ?4 - ${within}) < ${most}`,
    )
    .join(' AND ');

/** One statement, so that concurrent requests cannot exceed the limits. */
const reserve = (limits: readonly Limit[]): string => `
  INSERT INTO confirmations (id, address_hash, mailbox_hash, asked_at)
  SELECT ?1, ?2, ?3, ?4 WHERE ${room('address_hash', '?5', limits)}
    AND ${room('mailbox_hash', '?6', MAILBOX_CONFIRMATIONS)}
  ON CONFLICT (id) DO NOTHING`;

const RESERVE = reserve(CONFIRMATIONS);
const RESERVE_BOUNCED = reserve(BOUNCED_CONFIRMATIONS);
