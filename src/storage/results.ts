/**
 * Every write of a delivery's state after its fence, but for the provider's events (`feedback.ts`):
 * results of calls, answers of the provider's list, rejections given back. May be repeated.
 */

import { ALL, ROTATION } from '../domain/hold.ts';
import type { Instant } from '../domain/time.ts';
import { backOff, closeCalls, type Doubt, type Lease } from './calls.ts';
import { ask, type Database, type Statement, statement } from './database.ts';
import { WAKE_CARRIERS } from './deliveries.ts';
import { ALLOWED, SURVIVES_CHANGE, suppressedFor } from './due.ts';
import { FORGET_ROWS, NOTE, REMEMBER } from './holds.ts';
import { askForDigest } from './jobs.ts';
import { type Accepted, countAccepted } from './returns.ts';

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
  /** Accepted by calls that are over, including what events have settled. */
  readonly accepted: Accepted;
  /** Calls that are over. */
  readonly closed: readonly string[];
  /** Calls that will be retried under their key. */
  readonly waiting: readonly { readonly id: string; readonly nextAt: Instant }[];
};

/** Records the results of these calls. Guarded and repeatable. */
export async function recordResults(
  db: Database,
  { now, lease, rows, accepted, closed, waiting }: Verdicts,
): Promise<void> {
  const statements: Statement[] = [];
  const sent = rows.filter(({ state }) => state === 'sent');
  const others = rows.filter(({ state }) => state !== 'sent');
  if (sent.length > 0) {
    const pairs = sent.map(({ id, providerId }) => [id, providerId]);
    statements.push(statement(RECORD_SENT, now, JSON.stringify(pairs)));
  }
  if (others.length > 0) {
    statements.push(
      statement(
        RECORD,
        now,
        JSON.stringify(others.map(({ id, state, reason }) => [id, state, reason])),
        lease.token,
      ),
    );
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
  if (rows.some(({ state }) => state === 'failed' || state === 'unknown')) {
    statements.push(askForDigest(now));
  }
  statements.push(...countAccepted(accepted, closed, lease, now));
  if (closed.length > 0) statements.push(closeCalls(closed, lease));
  if (waiting.length > 0) statements.push(backOff(waiting, lease));
  await db(statements);
}

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
  AND NOT (${SURVIVES_CHANGE} AND s.status IN ('active', 'paused')))))`;

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

/** The provider's list ends before their first calls: they are not looked up again. */
export async function markUnprovable(db: Database, ids: readonly string[]): Promise<void> {
  const sql = `
    /* cannot prove */ UPDATE deliveries SET state = 'unknown', reason = 'list_ended'
    WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'unknown'`;
  await ask(db, sql, JSON.stringify(ids));
}

/** The provider never accepted it: the row may be planned again. */
export async function liftFence(
  db: Database,
  { id, firstCallAt }: Pick<Doubt, 'id' | 'firstCallAt'>,
): Promise<void> {
  const sql = `
    /* never accepted */ UPDATE deliveries
    SET state = 'skipped', reason = 'never_accepted', first_call_at = NULL, call_id = NULL
    WHERE id = ?1 AND state = 'unknown' AND first_call_at = ?2`;
  await ask(db, sql, id, firstCallAt);
}

/**
 * Reschedules rejected rows of held messages while their window is open and the subscription allows
 * it; the row keeps the id of its call.
 */
export const giveBack = (now: Instant): Statement =>
  statement(
    `UPDATE deliveries AS d
  SET state = 'scheduled', reason = NULL, failed_at = NULL, first_call_at = NULL, waits_until = ?2
  FROM subscriptions s
  WHERE s.id = d.subscription_id AND d.closes_at > ?1 AND ${ALLOWED} AND d.id IN (
    SELECT f.id FROM refusals CROSS JOIN deliveries f ON f.id = refusals.delivery_id
    WHERE f.state = 'failed' AND EXISTS (SELECT 1 FROM holds h
      WHERE h.scope IN (refusals.scope, '${ALL}') AND h.cause = 'refused'))`,
    now,
    now + ROTATION,
  );

/** After a restore: emails that may have been sent since. Returns their ids. */
export const markRestored = (restored: Instant, now: Instant): Statement =>
  statement(
    `UPDATE deliveries SET state = 'unknown', reason = 'restored',
       first_call_at = COALESCE(first_call_at, ?1), call_id = NULL, lease_token = NULL
     WHERE state = 'sending' OR (state = 'scheduled' AND due_at <= ?2)
     RETURNING id`,
    restored,
    now,
  );
