/** Open calls: written by the fence, taken over once their lease or backoff has expired. */
import type { Template } from '../domain/template.ts';
import type { Calls, OpenCall, OpenMember } from '../usecases/sending/ports.ts';
import { ask, type Database, type Row, statement } from './database.ts';
import { suppressedFor } from './due.ts';

export function callStore(database: Database): Calls {
  return {
    async recover(now, limit, lease) {
      const [taken, , members] = await database([
        statement(TAKE_OVER, now, limit.calls, lease.token, lease.until, limit.mails),
        statement(LEASE_MEMBERS, lease.token, lease.until),
        statement(SELECT_MEMBERS, lease.token, lease.until, now),
      ]);
      const byCall = Map.groupBy(members!.rows, (member) => member.call_id);
      return taken!.rows.map((call) => toCall(call, byCall.get(call.id) ?? []));
    },

    async templates(hashes) {
      const rows = await ask<{ hash: string; body: string }>(
        database,
        'SELECT hash, body FROM templates WHERE hash IN (SELECT value FROM json_each(?1))',
        JSON.stringify(hashes),
      );
      return new Map(rows.map(({ hash, body }) => [hash, JSON.parse(body) as Template]));
    },

    async doubts(before, limit) {
      const rows = await ask<Row>(database, DOUBTS, before, limit);
      return rows.map((row) => ({
        id: row.id,
        subscriptionId: row.subscription_id,
        address: row.address,
        firstCallAt: row.first_call_at,
        late: Boolean(row.late),
        failedId: row.provider_id,
      }));
    },

    async cannotProve(ids) {
      await ask(database, CANNOT_PROVE, JSON.stringify(ids));
    },

    async neverAccepted({ id, firstCallAt }) {
      await ask(database, NEVER_ACCEPTED, id, firstCallAt);
    },
  };
}

const DOUBTS = `
  SELECT id, subscription_id, address, first_call_at, provider_id,
    first_call_at <= ?1 OR reason = 'restored' AS late
  FROM deliveries WHERE state = 'unknown' AND reason <> 'list_ended'
  ORDER BY late DESC, due_at LIMIT ?2`;

const CANNOT_PROVE = `
  /* cannot prove */ UPDATE deliveries SET state = 'unknown', reason = 'list_ended'
  WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'unknown'`;

const NEVER_ACCEPTED = `
  /* never accepted */ UPDATE deliveries
  SET state = 'skipped', reason = 'never_accepted', first_call_at = NULL, call_id = NULL
  WHERE id = ?1 AND state = 'unknown' AND first_call_at = ?2`;

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
  values: JSON.parse(row.slots),
  toldDate: row.told_date,
  open: Boolean(row.open),
  withdrawn: row.open ? row.withdrawn : null,
});
