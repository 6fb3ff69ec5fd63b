/** The ledger on its way out: claim, fence, release, record. Every write may be repeated. */
import type { Claimed, Fence, Ledger, Verdicts } from '../usecases/sending/ports.ts';
import { ask, type Database, type Row, type Statement, statement } from './database.ts';

export function sendingStore(database: Database): Ledger {
  return {
    claimDue: async (now, limit, lease) =>
      inOrder(await ask(database, CLAIM_DUE, now, limit, lease.token, lease.until)),

    claimThese: async (ids, now, lease) =>
      inOrder(await ask(database, CLAIM_THESE, now, JSON.stringify(ids), lease.token, lease.until)),

    async fence(fence) {
      const statements = [...storeTemplates(fence), freeze(fence), insertCalls(fence)];
      const answers = await database(statements);
      return new Set(answers.at(-2)!.rows.map((row) => row.id as string));
    },

    async release(ids, lease, until) {
      await ask(database, RELEASE, JSON.stringify(ids), lease.token, until);
    },

    async record(verdicts) {
      await database(recording(verdicts));
    },
  };
}

/** Who may be mailed what; the claim asks it, and the fence asks again. */
const ALLOWED = `(
    (s.revision = d.revision AND s.suppressed = 0 AND (
      (d.kind = 'lesson' AND s.status = 'active')
      OR (d.kind = 'notice' AND s.status IN ('active', 'paused'))
      OR (d.kind = 'confirm' AND s.status = 'pending')))
    OR (s.status IN ('active', 'paused') AND (
      (d.kind = 'resent' AND s.suppressed = 0) OR d.kind = 'address')))`;

const FREE = '(d.lease_until IS NULL OR d.lease_until <= ?1)';

const CLAIMED_COLUMNS = `id, subscription_id, message, kind, class, due_at, closes_at, attempts, call_id, address,
  facts, (SELECT json_object('course', course, 'targetDate', target_date, 'timeZone', time_zone,
      'sendHour', send_hour, 'name', name, 'locale', locale, 'requestedAt', requested_at,
      'linkVersion', link_version)
    FROM subscriptions WHERE subscriptions.id = deliveries.subscription_id) AS person`;

/** Naming all classes lets the index give the order, so that the search ends at the limit. */
const CLAIM_DUE = `
  UPDATE deliveries SET lease_token = ?3, lease_until = ?4
  WHERE id IN (
    SELECT d.id
    FROM deliveries d CROSS JOIN subscriptions s ON s.id = d.subscription_id
    WHERE d.state = 'scheduled' AND d.class IN (0, 1, 2, 3) AND d.due_at <= ?1 AND ${FREE}
      AND ${ALLOWED}
    ORDER BY d.class, d.due_at LIMIT ?2)
  RETURNING ${CLAIMED_COLUMNS}`;

const CLAIM_THESE = `
  UPDATE deliveries SET lease_token = ?3, lease_until = ?4
  WHERE id IN (
    SELECT d.id
    FROM json_each(?2) j
    JOIN deliveries d ON d.id = j.value
    JOIN subscriptions s ON s.id = d.subscription_id
    WHERE d.state = 'scheduled' AND d.due_at <= ?1 AND ${FREE} AND ${ALLOWED})
  RETURNING ${CLAIMED_COLUMNS}`;

/** Most perishable first; RETURNING promises no order. */
const inOrder = (rows: readonly Row[]): Claimed[] =>
  rows.toSorted((a, b) => a.class - b.class || a.due_at - b.due_at).map(toClaimed);

const toClaimed = (row: Row): Claimed => ({
  id: row.id,
  subscriptionId: row.subscription_id,
  message: row.message,
  kind: row.kind,
  dueAt: row.due_at,
  closesAt: row.closes_at,
  attempts: row.attempts,
  refusedKey: row.call_id,
  address: row.address,
  facts: JSON.parse(row.facts),
  person: JSON.parse(row.person),
});

function storeTemplates({ templates }: Fence): Statement[] {
  if (templates === null) return [];
  return [
    statement(
      `INSERT INTO templates (hash, body)
       SELECT value ->> 'hash', value FROM json_each(?1) WHERE true
       ON CONFLICT (hash) DO NOTHING`,
      JSON.stringify(templates.all),
    ),
    statement('UPDATE settings SET templates_version = ?1 WHERE id = 1', templates.version),
  ];
}

/**
 * Only calls with a mail that passed. A row of that name can be left of nobody but the dead: a mail
 * that passed was in no call.
 */
function insertCalls({ now, lease, sender, linkKey, calls }: Fence): Statement {
  return statement(
    `INSERT INTO calls (id, members, sender, link_key, attempts, first_call_at, lease_token,
       next_at)
     SELECT value ->> 0, value -> 1, ?1, ?2, 0, ?3, ?4, ?5
     FROM json_each(?6) c WHERE EXISTS (
       SELECT 1 FROM json_each(c.value, '$[1]') m JOIN deliveries d ON d.id = m.value
       WHERE d.state = 'sending' AND d.lease_token = ?4 AND d.call_id = c.value ->> 0)
     ON CONFLICT (id) DO UPDATE SET members = excluded.members, sender = excluded.sender,
       link_key = excluded.link_key, attempts = 0, first_call_at = excluded.first_call_at,
       lease_token = excluded.lease_token, next_at = excluded.next_at`,
    JSON.stringify(sender),
    linkKey,
    now,
    lease.token,
    lease.until,
    JSON.stringify(calls.map(({ id, members }) => [id, members.map((member) => member.id)])),
  );
}

function freeze({ now, lease, calls }: Fence): Statement {
  const mails = calls.flatMap((call) =>
    call.members.map((mail) => [
      mail.id,
      call.id,
      mail.template,
      JSON.stringify(mail.values),
      mail.toldDate,
    ]),
  );
  return statement(
    `UPDATE deliveries AS d
     SET state = 'sending', first_call_at = ?1, call_id = j.value ->> 1,
         template = j.value ->> 2, slots = j.value ->> 3, told_date = j.value ->> 4
     FROM json_each(?3) j, subscriptions s
     WHERE d.id = j.value ->> 0 AND s.id = d.subscription_id
       AND d.state = 'scheduled' AND d.lease_token = ?2 AND d.lease_until > ?1
       AND d.closes_at > ?1 AND ${ALLOWED}
       AND EXISTS (SELECT 1 FROM templates WHERE hash = j.value ->> 2)
     RETURNING id`,
    now,
    lease.token,
    JSON.stringify(mails),
  );
}

const RELEASE = `
  UPDATE deliveries
  SET lease_token = NULL, lease_until = ?3, attempts = attempts + (?3 IS NOT NULL)
  WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'scheduled' AND lease_token = ?2`;

function recording({ now, lease, rows, closed, waiting }: Verdicts): Statement[] {
  const statements = [statement(RECORD, now, JSON.stringify(rows.map(asList)), lease.token)];
  const back = rows.filter(({ state }) => state === 'scheduled').map(({ id }) => id);
  if (back.length > 0) statements.push(statement(WAKE_CHANGED, now, JSON.stringify(back)));
  if (closed.length > 0) {
    statements.push(
      statement(
        'DELETE FROM calls WHERE lease_token = ?2 AND id IN (SELECT value FROM json_each(?1))',
        JSON.stringify(closed),
        lease.token,
      ),
    );
  }
  if (waiting.length > 0) {
    statements.push(
      statement(
        `UPDATE calls SET next_at = j.value ->> 1, attempts = attempts + 1
         FROM json_each(?1) j WHERE calls.id = j.value ->> 0 AND calls.lease_token = ?2`,
        JSON.stringify(waiting.map(({ id, nextAt }) => [id, nextAt])),
        lease.token,
      ),
    );
  }
  return statements;
}

const asList = (verdict: Verdicts['rows'][number]) => [
  verdict.id,
  verdict.state,
  verdict.reason,
  verdict.providerId,
];

/**
 * A mail goes back to a subscription that is no longer what it was. The plan took it for sent, so
 * it is planned again; what the plan does not bring about by itself just stays due.
 */
const CHANGED = `(j.value ->> 1 = 'scheduled' AND d.kind <> 'address'
  AND (s.suppressed = 1 OR (s.revision <> d.revision AND d.kind <> 'resent'
  AND NOT (d.kind = 'confirm' AND s.status = 'pending')
  AND NOT (d.message IN ('welcome', 'round-two', 'already-subscribed')
    AND s.status IN ('active', 'paused')))))`;

/** The next tick plans anew for those whose mail came back too late. */
const WAKE_CHANGED = `
  UPDATE subscriptions SET wake_at = ?1
  WHERE status IN ('active', 'paused') AND id IN (
    SELECT subscription_id FROM deliveries
    WHERE id IN (SELECT value FROM json_each(?2)) AND reason = 'never_accepted')`;

/**
 * `sent` is the truth whoever says it and whatever was thought before. Everything else may be said
 * only by the holder of the lease, of a row that is still on its way; going back to `scheduled`
 * lifts the fence, but keeps the key: the provider may remember what it answered under it.
 */
const RECORD = `
  UPDATE deliveries AS d
  SET state = CASE WHEN ${CHANGED} THEN 'skipped' ELSE j.value ->> 1 END,
      reason = CASE WHEN ${CHANGED} THEN 'never_accepted' ELSE j.value ->> 2 END,
      revision = CASE WHEN j.value ->> 1 = 'scheduled' THEN s.revision ELSE d.revision END,
      provider_id = COALESCE(j.value ->> 3, d.provider_id),
      sent_at = CASE WHEN j.value ->> 1 = 'sent' THEN min(COALESCE(d.sent_at, ?1), ?1) ELSE d.sent_at END,
      first_call_at = CASE WHEN j.value ->> 1 = 'scheduled' THEN NULL ELSE d.first_call_at END,
      call_id = CASE WHEN j.value ->> 1 IN ('sent', 'scheduled') THEN d.call_id ELSE NULL END,
      address = CASE WHEN j.value ->> 1 = 'scheduled' AND d.kind <> 'address'
        THEN (SELECT address FROM subscribers WHERE id = s.subscriber_id) ELSE d.address END,
      lease_token = NULL,
      lease_until = NULL
  FROM json_each(?2) j, subscriptions s
  WHERE d.id = j.value ->> 0 AND s.id = d.subscription_id
    AND ((d.lease_token = ?3 AND d.state = 'sending')
      OR (d.lease_token = ?3 AND d.state = 'scheduled' AND j.value ->> 1 IN ('skipped', 'failed'))
      OR (j.value ->> 1 = 'sent' AND d.state IN ('sending', 'unknown')))`;
