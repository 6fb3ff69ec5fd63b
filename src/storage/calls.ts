/** Open calls: written by the fence, taken over once their lease or backoff has expired. */
import type { Withdrawal } from '../domain/reasons.ts';
import type { StoredValues } from '../domain/stored-values.ts';
import type { Template } from '../domain/template.ts';
import type { CivilDate, Instant } from '../domain/time.ts';
import { ask, type Database, type Row, type Statement, statement } from './database.ts';
import { suppressedFor } from './due.ts';

/** The sender: part of the bytes of every email. */
export type Sender = {
  readonly from: string;
  readonly replyTo: string;
  readonly postalAddress: string;
  readonly baseUrl: string;
  /** What is different for a course. */
  readonly courses?: {
    readonly [course: string]: { readonly from?: string; readonly replyTo?: string };
  };
};

/** The token that holds a call and its emails, and until when. */
export type Lease = { readonly token: string; readonly until: Instant };

/** All personal data in an email's bytes, except what follows from the call's row. */
export type FrozenMail = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly address: string;
  readonly template: string;
  readonly stored: StoredValues;
  readonly toldDate: CivilDate | null;
};

/** A call whose result was never recorded or was unclear: it may have been accepted. */
export type OpenCall = {
  readonly id: string;
  readonly sender: Sender;
  readonly linkKey: string;
  readonly apiKey: string;
  readonly attempts: number;
  readonly firstCallAt: Instant;
  readonly members: readonly OpenMember[];
};

export type OpenMember = FrozenMail & {
  /** Whether it still waits for a result; false once a webhook settled it. */
  readonly open: boolean;
  /** Why it must not be called again, if so. */
  readonly withdrawn: Withdrawal | null;
};

export type Doubt = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly address: string;
  readonly firstCallAt: Instant;
  /** No call can still deliver it, so its absence from the list is conclusive. */
  readonly late: boolean;
  /** At the provider, of an earlier call that it has taken back: it proves nothing of the last one. */
  readonly failedId: string | null;
};

/**
 * Takes over calls whose lease or backoff has expired, most urgent first: at most `calls` calls
 * with `mails` emails in total, but at least one call.
 */
export async function takeOverCalls(
  db: Database,
  now: Instant,
  limit: { readonly calls: number; readonly mails: number },
  lease: Lease,
): Promise<OpenCall[]> {
  const [taken, , members] = await db([
    statement(TAKE_OVER, now, limit.calls, lease.token, lease.until, limit.mails),
    statement(LEASE_MEMBERS, lease.token, lease.until),
    statement(SELECT_MEMBERS, lease.token, lease.until, now),
  ]);
  const byCall = Map.groupBy(members!.rows, (member) => member.call_id);
  return taken!.rows.map((call) => toCall(call, byCall.get(call.id) ?? []));
}

/** Removes calls that are over. */
export const closeCalls = (ids: readonly string[], { token }: Lease): Statement =>
  statement(
    `/* close calls */
     DELETE FROM calls WHERE lease_token = ?2 AND id IN (SELECT value FROM json_each(?1))`,
    JSON.stringify(ids),
    token,
  );

/** Makes calls wait that will be retried under their key. */
export const backOff = (
  calls: readonly { readonly id: string; readonly nextAt: Instant }[],
  { token }: Lease,
): Statement =>
  statement(
    `/* back off */ UPDATE calls SET next_at = j.value ->> 1, attempts = attempts + 1
     FROM json_each(?1) j WHERE calls.id = j.value ->> 0 AND calls.lease_token = ?2
       AND calls.next_at <> j.value ->> 1`,
    JSON.stringify(calls.map(({ id, nextAt }) => [id, nextAt])),
    token,
  );

/** By hash. */
export async function findTemplates(
  db: Database,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, Template>> {
  const rows = await ask<{ hash: string; body: string }>(
    db,
    'SELECT hash, body FROM templates WHERE hash IN (SELECT value FROM json_each(?1))',
    JSON.stringify(hashes),
  );
  return new Map(rows.map(({ hash, body }) => [hash, JSON.parse(body) as Template]));
}

/**
 * Emails that may have been accepted and are in no open call; those first called by `before` come
 * first.
 */
export async function findDoubts(
  db: Database,
  before: Instant,
  limit: number,
): Promise<readonly Doubt[]> {
  const rows = await ask<Row>(db, DOUBTS, before, limit);
  return rows.map((row) => ({
    id: row.id,
    subscriptionId: row.subscription_id,
    address: row.address,
    firstCallAt: row.first_call_at,
    late: Boolean(row.late),
    failedId: row.provider_id,
  }));
}

const DOUBTS = `
  SELECT id, subscription_id, address, first_call_at, provider_id,
    first_call_at <= ?1 OR reason = 'restored' AS late
  FROM deliveries WHERE state = 'unknown' AND reason <> 'list_ended'
  ORDER BY late DESC, due_at LIMIT ?2`;

const TAKE_OVER = `
  /* take over */ UPDATE calls SET lease_token = ?3, next_at = ?4
  WHERE id IN (
    SELECT id FROM (
      SELECT id, sum(json_array_length(members)) OVER before AS mails,
        row_number() OVER before AS place
      FROM (SELECT * FROM calls WHERE next_at <= ?1 ORDER BY next_at LIMIT ?2)
      WINDOW before AS (ORDER BY next_at, id ROWS UNBOUNDED PRECEDING))
    WHERE place = 1 OR mails <= ?5)
  RETURNING *`;

/** Also leases the members, so that the previous lease holder can no longer record results. */
const LEASE_MEMBERS = `
  /* lease members */ UPDATE deliveries SET lease_token = ?1
  WHERE state = 'sending' AND id IN (
    SELECT j.value FROM calls c, json_each(c.members) j
    WHERE c.next_at = ?2 AND c.lease_token = ?1)`;

/** In the order of the request body; a row that has left the call is not included. */
const SELECT_MEMBERS = `
  SELECT /* members */ d.id, d.call_id, d.subscription_id, d.address, d.template, d.slots, d.told_date,
    d.state = 'sending' AS open,
    CASE
      WHEN d.closes_at <= ?3 THEN 'window_closed'
      WHEN ${suppressedFor('d.kind')} THEN 'suppressed'
      WHEN s.status = 'left' THEN 'left'
      WHEN d.kind = 'address' THEN NULL
      WHEN d.address <> p.address THEN 'moved'
      WHEN s.revision <> d.revision AND d.kind <> 'resent' THEN 'moved'
    END AS withdrawn
  FROM calls c, json_each(c.members) j
  JOIN deliveries d ON d.id = j.value AND d.call_id = c.id
  JOIN subscriptions s ON s.id = d.subscription_id
  JOIN subscribers p ON p.id = s.subscriber_id
  WHERE c.next_at = ?2 AND c.lease_token = ?1
  ORDER BY c.id, j.key`;

const toCall = (row: Row, members: readonly Row[]): OpenCall => ({
  id: row.id,
  sender: JSON.parse(row.sender),
  linkKey: row.link_key,
  apiKey: row.api_key,
  attempts: row.attempts,
  firstCallAt: row.first_call_at,
  members: members.map(toMember),
});

const toMember = (row: Row): OpenMember => ({
  id: row.id,
  subscriptionId: row.subscription_id,
  address: row.address,
  template: row.template,
  stored: JSON.parse(row.slots),
  toldDate: row.told_date,
  open: Boolean(row.open),
  withdrawn: row.open ? row.withdrawn : null,
});
