/** Records the results of calls, and what happens to rows without a call. May be repeated. */
import type { Instant } from '../domain/time.ts';
import type { Lease } from './calls.ts';
import { type Database, type Statement, statement } from './database.ts';
import { SURVIVES_REPLAN, suppressedFor } from './due.ts';
import { FORGET_ROWS, NOTE, REMEMBER } from './holds.ts';

export type Verdict = {
  readonly id: string;
  readonly state: 'sent' | 'failed' | 'unknown' | 'scheduled' | 'skipped';
  readonly reason: string | null;
  readonly providerId: string | null;
  /** Rejected at its first attempt: stored until its message is accepted. */
  readonly refusal?: { readonly detail: string | null };
};

export type Verdicts = {
  readonly now: Instant;
  readonly lease: Lease;
  readonly rows: readonly Verdict[];
  /** Calls that are over. */
  readonly closed: readonly string[];
  /** Calls that will be retried under their key. */
  readonly waiting: readonly { readonly id: string; readonly nextAt: Instant }[];
};

/** Skips rows whose window has closed. The next tick replans the lessons that they carried. */
export async function expire(db: Database, ids: readonly string[], now: Instant): Promise<void> {
  const list = JSON.stringify(ids);
  await db([statement(EXPIRE, list, now), statement(WAKE_CARRIERS, list, now)]);
}

/** Makes rows that cannot be composed wait; after `tries` tries they fail. */
export async function setAside(
  db: Database,
  ids: readonly string[],
  now: Instant,
  until: Instant,
  tries: number,
): Promise<void> {
  const list = JSON.stringify(ids);
  await db([statement(GIVE_UP, list, now, tries), statement(SET_ASIDE, list, now, until)]);
}

/** Records the results of these calls. Guarded and repeatable. */
export async function recordResults(db: Database, verdicts: Verdicts): Promise<void> {
  await db(recording(verdicts));
}

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
