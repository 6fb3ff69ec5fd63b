/** The ledger on its way out: fence, release, record. Every write may be repeated. */
import type { Fence, Ledger, Verdicts } from '../usecases/sending/ports.ts';
import { ALLOWED, claims } from './claims.ts';
import { ask, type Database, type Row, type Statement, statement } from './database.ts';

export function sendingStore(database: Database): Ledger {
  return {
    ...claims(database),

    async fence(fence) {
      const templates = storeTemplates(fence);
      const frozen = freeze(fence);
      const answers = await database([...templates, ...frozen, insertCalls(fence)]);
      const changed = answers.slice(templates.length, templates.length + frozen.length);
      const ids = fence.calls.flatMap(({ members }) => members.map(({ id }) => id));
      const count = changed.reduce((sum, { changes }) => sum + changes, 0);
      if (count === ids.length) return new Set(ids);
      const passed = await ask<Row>(database, PASSED, JSON.stringify(ids), fence.lease.token);
      return new Set(passed.map((row) => row.id as string));
    },

    async release(ids, lease, until) {
      await ask(database, RELEASE, JSON.stringify(ids), lease.token, until);
    },

    async record(verdicts) {
      await database(recording(verdicts));
    },
  };
}

/** The check of the accounts deletes no template while versions change: it asks when they were stored. */
function storeTemplates({ templates, now }: Fence): Statement[] {
  if (templates === null) return [];
  return [
    statement(
      `INSERT INTO templates (hash, body, stored_at)
       SELECT value ->> 'hash', value, ?2 FROM json_each(?1) WHERE true
       ON CONFLICT (hash) DO UPDATE SET stored_at = excluded.stored_at`,
      JSON.stringify(templates.all),
      now,
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

function freeze({ now, lease, calls }: Fence): Statement[] {
  const mails = calls.flatMap((call) => call.members.map((mail) => ({ call: call.id, mail })));
  const templates = JSON.stringify([...new Set(mails.map(({ mail }) => mail.template))]);
  const texts = mails.map(({ call, mail: { id, template, toldDate, values } }) =>
    JSON.stringify([id, call, template, toldDate, values]).slice(1, -1),
  );
  return portions(pairs(texts)).map((some) => statement(FREEZE, now, lease.token, some, templates));
}

/** Two mails a list, since D1 counts a list as a row read: five values of one, five of the other. */
const pairs = (texts: readonly string[]): string[] =>
  Array.from(
    { length: Math.ceil(texts.length / 2) },
    (_, index) => `[${texts.slice(2 * index, 2 * index + 2).join()}]`,
  );

/** Where in its list the values of a mail begin. */
const AT = 'CASE d.id WHEN j.value ->> 0 THEN 0 ELSE 5 END';

/**
 * The terms have a second condition, true of every row: mere alternatives for the id would be made
 * a list, whose entries count as rows read.
 */
const FREEZE = `
  UPDATE deliveries AS d
  SET state = 'sending', first_call_at = ?1, call_id = j.value ->> (1 + ${AT}),
      template = j.value ->> (2 + ${AT}), told_date = j.value ->> (3 + ${AT}),
      slots = j.value -> (4 + ${AT})
  FROM json_each(?3) j, subscriptions s
  WHERE ((d.id = j.value ->> 0 AND d.class >= 0) OR (d.id = j.value ->> 5 AND d.class >= 0))
    AND s.id = d.subscription_id
    AND d.state = 'scheduled' AND d.lease_token = ?2 AND d.lease_until > ?1
    AND d.closes_at > ?1 AND ${ALLOWED}
    AND instr((SELECT group_concat(hash) FROM templates
               WHERE hash IN (SELECT value FROM json_each(?4))), j.value ->> (2 + ${AT}))`;

/** Asked only when some did not pass: a row that RETURNING gives counts as one more row read. */
const PASSED = `
  SELECT d.id FROM json_each(?1) j JOIN deliveries d ON d.id = j.value
  WHERE d.state = 'sending' AND d.lease_token = ?2`;

/** A value bound to a statement of D1 may have 2 MB; these are characters, of 4 bytes at most. */
const PORTION = 500_000;

/** JSON texts as lists of them, none too long for one statement. */
function portions(texts: readonly string[]): string[] {
  const lists: string[][] = [[]];
  let size = 0;
  for (const text of texts) {
    size += text.length;
    if (size > PORTION && lists.at(-1)!.length > 0) {
      lists.push([]);
      size = text.length;
    }
    lists.at(-1)!.push(text);
  }
  return lists.map((list) => `[${list.join()}]`);
}

const RELEASE = `
  UPDATE deliveries
  SET lease_token = NULL, lease_until = ?3, attempts = attempts + (?3 IS NOT NULL)
  WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'scheduled' AND lease_token = ?2`;

function recording({ now, lease, rows, closed, waiting }: Verdicts): Statement[] {
  const statements: Statement[] = [];
  const sent = rows.filter(({ state }) => state === 'sent');
  const others = rows.filter(({ state }) => state !== 'sent');
  if (sent.length > 0) statements.push(statement(RECORD_SENT, now, fours(sent)));
  if (others.length > 0) {
    statements.push(statement(RECORD, now, JSON.stringify(others.map(asList)), lease.token));
  }
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

/** Four mails a list, each its id and the provider's: a list counts as a row read. */
const fours = (sent: Verdicts['rows']): string =>
  JSON.stringify(
    Array.from({ length: Math.ceil(sent.length / 4) }, (_, index) =>
      sent.slice(4 * index, 4 * index + 4).flatMap(({ id, providerId }) => [id, providerId]),
    ),
  );

const asList = ({ id, state, reason }: Verdicts['rows'][number]) => [id, state, reason];

const OF_FOUR = [0, 2, 4, 6]
  .map((at) => `(d.id = j.value ->> ${at} AND d.state IN ('sending', 'unknown'))`)
  .join(' OR ');

/** `sent` is the truth, whoever says it and whatever was thought before. */
const RECORD_SENT = `
  UPDATE deliveries AS d
  SET state = 'sent', reason = NULL, provider_id = COALESCE(CASE d.id
        WHEN j.value ->> 0 THEN j.value ->> 1 WHEN j.value ->> 2 THEN j.value ->> 3
        WHEN j.value ->> 4 THEN j.value ->> 5 ELSE j.value ->> 7 END, d.provider_id),
      sent_at = min(COALESCE(d.sent_at, ?1), ?1), lease_token = NULL, lease_until = NULL
  FROM json_each(?2) j
  WHERE ${OF_FOUR}`;

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
 * Everything else may be said only by the holder of the lease, of a row that is still on its way;
 * going back to `scheduled` lifts the fence, but keeps the key: the provider may remember what it
 * answered under it.
 */
const RECORD = `
  UPDATE deliveries AS d
  SET state = CASE WHEN ${CHANGED} THEN 'skipped' ELSE j.value ->> 1 END,
      reason = CASE WHEN ${CHANGED} THEN 'never_accepted' ELSE j.value ->> 2 END,
      revision = CASE WHEN j.value ->> 1 = 'scheduled' THEN s.revision ELSE d.revision END,
      first_call_at = CASE WHEN j.value ->> 1 = 'scheduled' THEN NULL ELSE d.first_call_at END,
      call_id = CASE WHEN j.value ->> 1 = 'scheduled' THEN d.call_id ELSE NULL END,
      address = CASE WHEN j.value ->> 1 = 'scheduled' AND d.kind <> 'address'
        THEN (SELECT address FROM subscribers WHERE id = s.subscriber_id) ELSE d.address END,
      lease_token = NULL,
      lease_until = NULL
  FROM json_each(?2) j, subscriptions s
  WHERE d.id = j.value ->> 0 AND s.id = d.subscription_id AND d.lease_token = ?3
    AND (d.state = 'sending'
      OR (d.state = 'scheduled' AND j.value ->> 1 IN ('skipped', 'failed')))`;
