/**
 * Every write of a delivery's state before its fence: planned, canceled, expired. `sending.ts`
 * writes the fence, `results.ts` and `feedback.ts` the states after it.
 */

import type { Class, Facts, Kind } from '../domain/delivery.ts';
import type { CancelReason, SkipReason } from '../domain/reasons.ts';
import type { Instant } from '../domain/time.ts';
import { type Database, portions, type Statement, statement } from './database.ts';
import { levelOf, suppressedFor } from './due.ts';
import { askForDigest } from './jobs.ts';
import type { People } from './suppression.ts';

export type PlannedRow = {
  readonly id: string;
  readonly message: string;
  readonly kind: Kind;
  readonly round: number;
  readonly occasion: number;
  readonly class: Class;
  readonly state: 'scheduled' | 'skipped';
  readonly reason: SkipReason | null;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  readonly address: string;
  readonly facts: Facts;
};

/** A planned row with its subscription and revision. */
export type OwnedRow = PlannedRow & { readonly subscription: string; readonly revision: number };

/** No email is scheduled to a suppressed address, whatever the person changes. */
const MUTED = `value ->> 'state' = 'scheduled' AND ${suppressedFor("value ->> 'kind'")}`;

/**
 * Writes planned rows if their subscription still has that revision and, if a token is given, was
 * written by `token`. A fenced row is left unchanged; any other is overwritten.
 */
export const upsertPlanned = (token: string | null, rows: readonly OwnedRow[]): Statement[] =>
  portions(rows).map((some) => statement(UPSERT, token, some));

const UPSERT = `
  /* plan */ INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision, class,
    state, reason, due_at, closes_at, address, facts)
  SELECT value ->> 'id', s.id, value ->> 'message', value ->> 'kind', value ->> 'round',
    value ->> 'occasion', s.revision, value ->> 'class',
    iif(${MUTED}, 'cancelled', value ->> 'state'), iif(${MUTED}, 'suppressed', value ->> 'reason'),
    value ->> 'dueAt', value ->> 'closesAt', value ->> 'address', value -> 'facts'
  FROM json_each(?2) JOIN subscriptions s
    ON s.id = value ->> 'subscription' AND s.revision = value ->> 'revision'
  WHERE ?1 IS NULL OR s.change_token = ?1
  ON CONFLICT (id) DO UPDATE SET
    revision = excluded.revision, class = excluded.class, state = excluded.state,
    reason = excluded.reason, due_at = excluded.due_at, closes_at = excluded.closes_at,
    address = excluded.address, facts = excluded.facts,
    waits_until = NULL, attempts = 0
  WHERE deliveries.first_call_at IS NULL`;

/**
 * Cancels rows that an older revision scheduled and this one did not plan again. "It's off" cancels
 * a lesson sent again too.
 */
export function cancelPlanned(
  subscription: string,
  revision: number,
  token: string,
  reason: CancelReason,
): Statement {
  return statement(
    `UPDATE deliveries
     SET state = 'cancelled', reason = ?4
     WHERE subscription_id = ?1 AND state = 'scheduled' AND revision < ?2
       AND (kind NOT IN ('resent', 'address') OR (kind = 'resent' AND ?4 = 'off'))
       AND EXISTS (SELECT 1 FROM subscriptions
                   WHERE id = ?1 AND revision = ?2 AND change_token = ?3)`,
    subscription,
    revision,
    token,
    reason,
  );
}

/** Cancels what is scheduled for a subscription that `token` has just ended. */
export const cancelLeft = (subscription: string, token: string): Statement =>
  statement(
    `/* cancel left */ UPDATE deliveries SET state = 'cancelled', reason = 'left'
     WHERE subscription_id = ?1 AND state = 'scheduled'
       AND EXISTS (SELECT 1 FROM subscriptions WHERE id = ?1 AND change_token = ?2)`,
    subscription,
    token,
  );

/** The same for all courses of the person behind this subscription. */
export const cancelLeftEverywhere = (subscription: string): Statement =>
  statement(
    `UPDATE deliveries SET state = 'cancelled', reason = 'left'
     WHERE state = 'scheduled' AND subscription_id IN (
       SELECT all_of.id FROM subscriptions mine
       JOIN subscriptions all_of ON all_of.subscriber_id = mine.subscriber_id
       WHERE mine.id = ?1)`,
    subscription,
  );

/** Schedules the email to a former address again that leaving canceled, once they are back. */
export const rescheduleAddressNotice = (
  subscription: string,
  token: string,
  confirmedAt: Instant | null,
): Statement =>
  statement(
    `UPDATE deliveries SET state = 'scheduled', reason = NULL
     WHERE subscription_id = ?1 AND message = 'address-changed' AND state = 'cancelled'
       AND reason = 'left' AND closes_at > ?3
       AND EXISTS (SELECT 1 FROM subscriptions WHERE id = ?1 AND change_token = ?2)`,
    subscription,
    token,
    confirmedAt,
  );

/** Cancels rows of lessons that were removed from the course. */
export const cancelRemoved = (ids: readonly string[]): Statement[] =>
  portions(ids).map((some) =>
    statement(
      `UPDATE deliveries SET state = 'cancelled', reason = 'lesson_removed'
       WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'scheduled'`,
      some,
    ),
  );

/**
 * Cancels what is scheduled to people whose suppression has changed; after a lift, the next tick
 * plans it again.
 */
export const cancelSuppressed = (people: People): Statement =>
  statement(
    `UPDATE deliveries AS d
     SET state = 'cancelled', reason = iif(p.suppressed IS NULL, 'replaced', 'suppressed')
     FROM subscriptions s, subscribers p
     WHERE p.id IN (${people.sql}) AND s.subscriber_id = p.id
       AND s.suppressed <> ${levelOf('p.suppressed')}
       AND d.subscription_id = s.id AND d.state = 'scheduled' AND d.kind <> 'address'
       AND (p.suppressed IS NOT NULL OR (d.kind = 'confirm' AND s.status <> 'pending'))`,
    people.of,
  );

/**
 * Cancels the question of an earlier address change than `change`, if the subscription still has
 * that revision. The email to a former address stays: a person who changes the address must not be
 * able to stop it.
 */
export const cancelEarlierQuestion = (
  subscriber: string,
  { id, revision }: Pick<OwnedRow, 'id' | 'revision'>,
  change: string,
): Statement =>
  statement(
    `UPDATE deliveries SET state = 'cancelled', reason = 'replaced'
     WHERE message = 'confirm-address' AND state = 'scheduled'
       AND EXISTS (SELECT 1 FROM subscriptions WHERE id = ?2 AND revision = ?3)
       AND facts ->> 'change' IS NOT ?4
       AND subscription_id IN (SELECT id FROM subscriptions WHERE subscriber_id = ?1)`,
    subscriber,
    id,
    revision,
    change,
  );

/** Cancels the question of this address change. */
export const cancelQuestion = (change: string): Statement =>
  statement(
    `UPDATE deliveries SET state = 'cancelled', reason = 'replaced'
     WHERE message = 'confirm-address' AND state = 'scheduled' AND facts ->> 'change' = ?1
       AND subscription_id = (SELECT subscription_id FROM address_changes WHERE id = ?1)`,
    change,
  );

/** Cancels the questions of all address changes of these people. */
export const cancelQuestions = (people: People): Statement =>
  statement(
    `UPDATE deliveries SET state = 'cancelled', reason = 'replaced'
     WHERE state = 'scheduled' AND message = 'confirm-address' AND subscription_id IN
       (SELECT id FROM subscriptions WHERE subscriber_id IN (${people.sql}))`,
    people.of,
  );

/** Cancels every email about an address change of a person whose former address is restored. */
export const cancelAddressEmails = (subscriber: string, token: string): Statement =>
  statement(
    `UPDATE deliveries SET state = 'cancelled', reason = 'replaced'
     WHERE state = 'scheduled' AND kind = 'address' AND subscription_id IN
       (SELECT id FROM subscriptions WHERE subscriber_id = ?1 AND change_token = ?2)`,
    subscriber,
    token,
  );

/** Skips rows whose window has closed. The next tick replans the lessons that they carried. */
export async function expire(db: Database, ids: readonly string[], now: Instant): Promise<void> {
  const list = JSON.stringify(ids);
  await db([statement(EXPIRE, list, now), statement(WAKE_CARRIERS, list, now)]);
}

/** Leaves out rows whose address a site for testing may not email. */
export const leaveOut = async (db: Database, ids: readonly string[]): Promise<void> => {
  await db([statement(LEAVE_OUT, JSON.stringify(ids))]);
};

/** Makes rows that cannot be composed wait; after `tries` tries they fail. */
export async function setAside(
  db: Database,
  ids: readonly string[],
  now: Instant,
  until: Instant,
  tries: number,
): Promise<void> {
  const list = JSON.stringify(ids);
  await db([
    statement(GIVE_UP, list, now, tries),
    statement(SET_ASIDE, list, now, until),
    askForDigest(now),
  ]);
}

const EXPIRE = `
  /* expire */ UPDATE deliveries SET state = 'skipped', reason = 'window_closed'
  WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'scheduled' AND closes_at <= ?2`;

const LEAVE_OUT = `
  UPDATE deliveries SET state = 'skipped', reason = 'not_listed'
  WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'scheduled'`;

/** The lessons that a skipped email carried are still unread: the next tick plans them again. */
export const WAKE_CARRIERS = `
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
