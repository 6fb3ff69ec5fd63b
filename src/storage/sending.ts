/** The statements that send: fence, set aside, record. Every write may be repeated. */
import type { Fence, Ledger, Verdicts } from '../usecases/sending/ports.ts';
import { ask, type Database, type Row, type Statement, statement } from './database.ts';
import { ALLOWED, dueStore, SURVIVES_REPLAN, suppressedFor } from './due.ts';
import { FORGET_ROWS, NOTE, REMEMBER } from './holds.ts';
import { portions } from './portions.ts';

export function sendingStore(database: Database): Ledger {
  return {
    ...dueStore(database),

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

    async expire(ids, now) {
      const list = JSON.stringify(ids);
      await database([statement(EXPIRE, list, now), statement(WAKE_CARRIERS, list, now)]);
    },

    async setAside(ids, now, until, tries) {
      const list = JSON.stringify(ids);
      await database([
        statement(GIVE_UP, list, now, tries),
        statement(SET_ASIDE, list, now, until),
      ]);
    },

    async record(verdicts) {
      await database(recording(verdicts));
    },
  };
}

/**
 * Updates `stored_at` on conflict, because the consistency check does not delete templates while two
 * versions are storing theirs.
 */
function storeTemplates({ templates, now }: Fence): Statement[] {
  if (templates === null) return [];
  return [
    ...portions(templates.all).map((some) =>
      statement(
        `/* store templates */ INSERT INTO templates (hash, body, stored_at)
         SELECT value ->> 'hash', value, ?2 FROM json_each(?1) WHERE true
         ON CONFLICT (hash) DO UPDATE SET stored_at = excluded.stored_at`,
        some,
        now,
      ),
    ),
    statement('UPDATE settings SET templates_version = ?1 WHERE id = 1', templates.version),
  ];
}

/**
 * Inserts only calls with an email that passed the fence. Overwrites an existing row with the same
 * id: it was left by a crashed run, because an email that passed was in no call.
 */
function insertCalls({ now, lease, sender, linkKey, apiKey, calls }: Fence): Statement {
  return statement(
    `/* open calls */
     INSERT INTO calls (id, members, sender, link_key, api_key, attempts, first_call_at,
       lease_token, next_at)
     SELECT value ->> 0, value -> 1, ?1, ?2, ?7, 0, ?3, ?4, ?5
     FROM json_each(?6) c WHERE EXISTS (
       SELECT 1 FROM json_each(c.value, '$[1]') m JOIN deliveries d ON d.id = m.value
       WHERE d.state = 'sending' AND d.lease_token = ?4 AND d.call_id = c.value ->> 0)
     ON CONFLICT (id) DO UPDATE SET members = excluded.members, sender = excluded.sender,
       link_key = excluded.link_key, api_key = excluded.api_key, attempts = 0, first_call_at = excluded.first_call_at,
       lease_token = excluded.lease_token, next_at = excluded.next_at`,
    JSON.stringify(sender),
    linkKey,
    now,
    lease.token,
    lease.until,
    JSON.stringify(calls.map(({ id, members }) => [id, members.map((member) => member.id)])),
    apiKey,
  );
}

function freeze({ now, lease, calls }: Fence): Statement[] {
  const rows = calls.flatMap((call) =>
    call.members.map(({ id, template, toldDate, revision, linkVersion, values }) => [
      ...[id, call.id, template, toldDate, revision, linkVersion, values],
    ]),
  );
  return portions(rows).map((some) => statement(FREEZE, now, lease.token, some));
}

/**
 * Of several runs that read a row, one writes this. A row whose subscription changed after its
 * email was composed does not match: a new date, name or address raises `revision`, new links raise
 * `link_version`.
 */
const FREEZE = `
  /* fence */ UPDATE deliveries AS d
  SET state = 'sending', first_call_at = ?1, lease_token = ?2, call_id = j.value ->> 1,
      template = j.value ->> 2, told_date = j.value ->> 3, slots = j.value -> 6
  FROM json_each(?3) j, subscriptions s
  WHERE d.id = j.value ->> 0 AND s.id = d.subscription_id
    AND d.state = 'scheduled' AND d.due_at <= ?1 AND d.closes_at > ?1
    AND s.revision = j.value ->> 4 AND s.link_version = j.value ->> 5 AND ${ALLOWED}
    AND j.value ->> 2 IN (SELECT hash FROM templates)`;

/** Runs only if some rows did not pass: each row of a RETURNING clause counts as a row read. */
const PASSED = `
  SELECT d.id FROM json_each(?1) j JOIN deliveries d ON d.id = j.value
  WHERE d.state = 'sending' AND d.lease_token = ?2`;

const EXPIRE = `
  /* expire */ UPDATE deliveries SET state = 'skipped', reason = 'window_closed'
  WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'scheduled' AND closes_at <= ?2`;

/** The lessons that a skipped email carried are still unread: the next tick plans them again. */
const WAKE_CARRIERS = `
  UPDATE subscriptions SET wake_at = ?2
  WHERE status IN ('active', 'paused') AND id IN (
    SELECT subscription_id FROM deliveries
    WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'skipped'
      AND reason = 'window_closed' AND facts ->> 'carries' IS NOT NULL)`;

/** Excludes rows that another run has already set aside. */
const UNCOMPOSED = `id IN (SELECT value FROM json_each(?1)) AND state = 'scheduled'
    AND (waits_until IS NULL OR waits_until <= ?2)`;

const GIVE_UP = `
  UPDATE deliveries SET state = 'failed', reason = 'cannot_compose', failed_at = ?2
  WHERE ${UNCOMPOSED} AND attempts + 1 >= ?3`;

const SET_ASIDE = `
  UPDATE deliveries SET waits_until = ?3, attempts = attempts + 1 WHERE ${UNCOMPOSED}`;

function recording({ now, lease, rows, closed, waiting }: Verdicts): Statement[] {
  const statements: Statement[] = [];
  const sent = rows.filter(({ state }) => state === 'sent');
  const others = rows.filter(({ state }) => state !== 'sent');
  if (sent.length > 0) {
    const pairs = sent.map(({ id, providerId }) => [id, providerId]);
    statements.push(statement(RECORD_SENT, now, JSON.stringify(pairs)));
  }
  if (others.length > 0) {
    statements.push(statement(RECORD, now, JSON.stringify(others.map(asList)), lease.token));
  }
  const refused = rows.flatMap(({ id, refusal }) => (refusal ? [[id, refusal.detail]] : []));
  if (refused.length > 0) {
    statements.push(statement(REMEMBER, JSON.stringify(refused), now), statement(NOTE));
  }
  const settled = rows.filter(({ state, refusal }) => state === 'failed' && !refusal);
  if (settled.length > 0) {
    statements.push(statement(FORGET_ROWS, JSON.stringify(settled.map(({ id }) => id))));
  }
  const back = rows.filter(({ state }) => state === 'scheduled').map(({ id }) => id);
  if (back.length > 0) statements.push(statement(WAKE_CHANGED, now, JSON.stringify(back)));
  const skipped = rows.filter(({ state }) => state === 'skipped').map(({ id }) => id);
  if (skipped.length > 0) {
    statements.push(statement(WAKE_CARRIERS, JSON.stringify(skipped), now));
  }
  if (closed.length > 0) {
    statements.push(
      statement(
        `/* close calls */
         DELETE FROM calls WHERE lease_token = ?2 AND id IN (SELECT value FROM json_each(?1))`,
        JSON.stringify(closed),
        lease.token,
      ),
    );
  }
  if (waiting.length > 0) {
    statements.push(
      statement(
        `/* back off */ UPDATE calls SET next_at = j.value ->> 1, attempts = attempts + 1
         FROM json_each(?1) j WHERE calls.id = j.value ->> 0 AND calls.lease_token = ?2
           AND calls.next_at <> j.value ->> 1`,
        JSON.stringify(waiting.map(({ id, nextAt }) => [id, nextAt])),
        lease.token,
      ),
    );
  }
  return statements;
}

const asList = ({ id, state, reason }: Verdicts['rows'][number]) => [id, state, reason];

/** `sent` is final: any run or event may write it over `sending` and `unknown`. */
const RECORD_SENT = `
  /* record sent */ UPDATE deliveries AS d
  SET state = 'sent', reason = NULL, provider_id = COALESCE(j.value ->> 1, d.provider_id),
      sent_at = min(COALESCE(d.sent_at, ?1), ?1), lease_token = NULL
  FROM json_each(?2) j
  WHERE d.id = j.value ->> 0 AND d.state IN ('sending', 'unknown')`;

/**
 * The email goes back to a subscription that has changed. The plan counted it as sent, so it is
 * skipped and planned again; an email that does not come from the plan stays due.
 */
const CHANGED = `(j.value ->> 1 = 'scheduled' AND d.kind <> 'address'
  AND (${suppressedFor('d.kind')} OR (s.revision <> d.revision AND d.kind <> 'resent'
  AND NOT (d.kind = 'confirm' AND (s.status = 'pending' OR s.suppressed = 1))
  AND NOT (${SURVIVES_REPLAN} AND s.status IN ('active', 'paused')))))`;

/** Was requested while the person was subscribed: not sent after they leave. */
const HAS_LEFT = `(j.value ->> 1 = 'scheduled' AND d.kind IN ('resent', 'address')
  AND s.status NOT IN ('active', 'paused'))`;

/** Makes the next tick plan again for subscriptions whose email came back after a change. */
const WAKE_CHANGED = `
  UPDATE subscriptions SET wake_at = ?1
  WHERE status IN ('active', 'paused') AND id IN (
    SELECT subscription_id FROM deliveries
    WHERE id IN (SELECT value FROM json_each(?2)) AND reason = 'never_accepted')`;

/**
 * Records every other result: only by the lease holder, and only for rows in `sending`. Going back
 * to `scheduled` lifts the fence. A scheduled row, and a failed one, which may be given back later,
 * keep their call id: the provider may remember its response under that key.
 */
const RECORD = `
  /* record */ UPDATE deliveries AS d
  SET state = CASE WHEN ${HAS_LEFT} THEN 'cancelled' WHEN ${CHANGED} THEN 'skipped'
        ELSE j.value ->> 1 END,
      reason = CASE WHEN ${HAS_LEFT} THEN 'left' WHEN ${CHANGED} THEN 'never_accepted'
        ELSE j.value ->> 2 END,
      failed_at = CASE WHEN j.value ->> 1 = 'failed' THEN ?1 ELSE d.failed_at END,
      revision = CASE WHEN j.value ->> 1 = 'scheduled' THEN s.revision ELSE d.revision END,
      first_call_at = CASE WHEN j.value ->> 1 IN ('scheduled', 'skipped') THEN NULL
        ELSE d.first_call_at END,
      call_id = CASE WHEN j.value ->> 1 IN ('scheduled', 'failed') THEN d.call_id END,
      address = CASE WHEN j.value ->> 1 = 'scheduled' AND d.kind <> 'address'
        THEN (SELECT address FROM subscribers WHERE id = s.subscriber_id) ELSE d.address END,
      lease_token = NULL
  FROM json_each(?2) j, subscriptions s
  WHERE d.id = j.value ->> 0 AND s.id = d.subscription_id AND d.lease_token = ?3
    AND d.state = 'sending'`;
