/** The fence: claims due rows and writes their calls, before any call is made. */
import type { Template, Values } from '../domain/template.ts';
import type { Instant } from '../domain/time.ts';
import type { FrozenMail, Lease, Sender } from './calls.ts';
import { ask, type Database, portions, type Row, type Statement, statement } from './database.ts';
import { ALLOWED, type Due, IS_BRAKED, type Recipient } from './due.ts';

export type Fence = {
  readonly now: Instant;
  readonly lease: Lease;
  readonly sender: Sender;
  readonly linkKey: string;
  /** The id of the API key that makes the calls. */
  readonly apiKey: string;
  readonly calls: readonly { readonly id: string; readonly members: readonly Composed[] }[];
  /** Written with the calls if the database does not have this version's templates yet. */
  readonly templates: { readonly version: string; readonly all: readonly Template[] } | null;
};

/** A frozen email with the end of its window and the revision of its subscription. */
export type Composed = FrozenMail &
  Pick<Due, 'closesAt'> &
  Pick<Recipient, 'revision' | 'linkVersion'> & {
    readonly values: Values;
    /** The lessons whose steps it has, if they are fewer than planned; else null. */
    readonly carries: readonly string[] | null;
  };

/**
 * Claims rows for this run and writes calls and frozen emails, before any call is made. Checks
 * again whether each row may be sent and is unchanged since it was read. Returns the ids that
 * passed; the others must not be part of any request.
 */
export async function fence(db: Database, fence: Fence): Promise<ReadonlySet<string>> {
  const templates = storeTemplates(fence);
  const frozen = freeze(fence);
  const answers = await db([...templates, ...frozen, insertCalls(fence)]);
  const changed = answers.slice(templates.length, templates.length + frozen.length);
  const ids = fence.calls.flatMap(({ members }) => members.map(({ id }) => id));
  const count = changed.reduce((sum, { changes }) => sum + changes, 0);
  if (count === ids.length) return new Set(ids);
  const passed = await ask<Row>(db, PASSED, JSON.stringify(ids), fence.lease.token);
  return new Set(passed.map((row) => row.id as string));
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
    call.members.map(({ id, template, toldDate, revision, linkVersion, stored, carries }) => [
      ...[id, call.id, template, toldDate, revision, linkVersion, stored, carries],
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
      template = j.value ->> 2, told_date = j.value ->> 3, slots = j.value -> 6,
      facts = iif(j.value ->> 7 IS NULL, d.facts,
        json_set(d.facts, '$.carries', json(j.value ->> 7)))
  FROM json_each(?3) j, subscriptions s
  WHERE d.id = j.value ->> 0 AND s.id = d.subscription_id
    AND d.state = 'scheduled' AND d.due_at <= ?1 AND d.closes_at > ?1
    AND s.revision = j.value ->> 4 AND s.link_version = j.value ->> 5 AND ${ALLOWED} AND NOT ${IS_BRAKED}
    AND j.value ->> 2 IN (SELECT hash FROM templates)`;

/** Runs only if some rows did not pass: each row of a RETURNING clause counts as a row read. */
const PASSED = `
  SELECT d.id FROM json_each(?1) j JOIN deliveries d ON d.id = j.value
  WHERE d.state = 'sending' AND d.lease_token = ?2`;
