/** Suppresses an address and lifts it: the person, their subscriptions and scheduled emails. */

import { BOUNCE_REASONS, SOFT_BOUNCES } from '../domain/address.ts';
import type { Instant } from '../domain/time.ts';
import { type Statement, statement, textList } from './database.ts';
import { cancelSuppressed } from './deliveries.ts';
import { levelOf } from './due.ts';

/** SQL that returns subscriber ids; `of` is its parameter `?1`. */
export type People = { readonly sql: string; readonly of: string };

/** The recipient of this delivery, if it went to their current address. */
export const recipientOf = (delivery: string): People => ({
  sql: `
    SELECT p.id FROM deliveries d
    JOIN subscriptions s ON s.id = d.subscription_id
    JOIN subscribers p ON p.id = s.subscriber_id AND p.address = d.address
    WHERE d.id = ?1`,
  of: delivery,
});

export const byAddress = (addressKey: string): People => ({
  sql: 'SELECT id FROM subscribers WHERE address_key = ?1',
  of: addressKey,
});

/** The subscriber of a subscription, if `token` wrote it. */
export const personOf = (subscription: string, token: string): People => ({
  sql: `
    SELECT subscriber_id FROM subscriptions
    WHERE id = ?1 ->> 0 AND change_token = ?1 ->> 1`,
  of: JSON.stringify([subscription, token]),
});

/** Suppresses if the stored feedback says so. */
export const suppressBounced = (people: People, now: Instant): Statement[] => [
  statement(
    `UPDATE subscribers AS p SET suppressed = ${bouncedSince('p.lifted_at')}
     WHERE p.id IN (${people.sql}) AND p.suppressed IS NULL`,
    people.of,
  ),
  ...follow(people, now),
];

/** The first complaint about this delivery; a repeated one suppresses nothing. */
export const suppressComplained = (people: People, now: Instant): Statement[] => [
  statement(
    `/* complaint */ UPDATE subscribers SET suppressed = 'complained'
     WHERE id IN (${people.sql})
       AND EXISTS (SELECT 1 FROM deliveries WHERE id = ?1 AND complained_at IS NULL)`,
    people.of,
  ),
  ...follow(people, now),
];

/** After a delivery: lifts a bounce suppression unless a later bounce stands. */
export const liftDelivered = (people: People, now: Instant): Statement[] => [
  statement(
    `UPDATE subscribers AS p SET suppressed = ${bouncedSince('p.lifted_at')}
     WHERE p.id IN (${people.sql}) AND p.suppressed IN (${LIFTABLE})`,
    people.of,
  ),
  ...follow(people, now),
];

/**
 * Lifts a bounce suppression at the request of the person or the provider: bounces before `at` do
 * not count.
 */
export const liftBounced = (people: People, at: Instant, now: Instant): Statement[] => [
  statement(
    `UPDATE subscribers AS p
     SET lifted_at = ${LATER}, suppressed = ${bouncedSince(LATER)}
     WHERE p.id IN (${people.sql}) AND p.suppressed IN (${LIFTABLE})`,
    people.of,
    at,
  ),
  ...follow(people, now),
];

/** Lifts a complaint too. Only for the operator. */
export const liftAnything = (people: People, now: Instant): Statement[] => [
  statement(
    `UPDATE subscribers SET suppressed = NULL, lifted_at = ?2
     WHERE id IN (${people.sql}) AND suppressed IS NOT NULL`,
    people.of,
    now,
  ),
  ...follow(people, now),
];

/** Deletes the bounce suppression kept for an erased person's address, if `guard` returns a row. */
export const forgetBounced = (hashes: readonly string[], guard: People): Statement =>
  statement(
    `DELETE FROM suppressions
     WHERE address_hash IN (SELECT value FROM json_each(?2)) AND reason IN (${LIFTABLE})
       AND EXISTS (${guard.sql})`,
    guard.of,
    JSON.stringify(hashes),
  );

/**
 * Why an address was suppressed when its last subscriber was erased; a complaint takes precedence.
 */
export const keptReason = (hashes: string): string => `
  SELECT COALESCE(max(reason) FILTER (WHERE reason = 'complained'), max(reason)) AS reason
  FROM suppressions WHERE address_hash IN (SELECT value FROM json_each(${hashes}))`;

const LIFTABLE = textList(BOUNCE_REASONS);

const LATER = 'max(COALESCE(p.lifted_at, 0), ?2)';

/**
 * Why the address of the subscriber `p` counts as bouncing, or null. Computed from stored rows, so
 * that events may arrive in any order, any number of times. Only bounces after the last delivery
 * and after the last lift count.
 */
const bouncedSince = (liftedAt: string): string => `(
  SELECT CASE
    WHEN count(*) FILTER (WHERE d.bounce = 'hard') > 0 THEN 'bounced'
    WHEN count(*) FILTER (WHERE d.reason = 'suppressed_by_provider') > 0
      THEN 'suppressed_by_provider'
    WHEN count(*) FILTER (WHERE d.bounce = 'soft') >= ${SOFT_BOUNCES} THEN 'bounced'
  END
  FROM subscriptions s JOIN deliveries d ON d.subscription_id = s.id AND d.address = p.address
  WHERE s.subscriber_id = p.id
    AND COALESCE(d.bounced_at, d.failed_at) > COALESCE(${liftedAt}, 0)
    AND COALESCE(d.bounced_at, d.failed_at) >= COALESCE((
      SELECT max(o.delivered_at) FROM subscriptions t JOIN deliveries o ON o.subscription_id = t.id
      WHERE t.subscriber_id = p.id AND o.address = p.address), 0))`;

/**
 * Cancels the scheduled emails of a suppressed address; after a lift the next tick plans canceled
 * emails again.
 */
const follow = (people: People, now: Instant): Statement[] => [
  cancelSuppressed(people),
  statement(
    `UPDATE subscriptions AS s
     SET suppressed = ${levelOf('p.suppressed')},
         wake_at = iif(p.suppressed IS NULL AND s.status IN ('active', 'paused'), ?2, s.wake_at)
     FROM subscribers p
     WHERE p.id IN (${people.sql}) AND s.subscriber_id = p.id
       AND s.suppressed <> ${levelOf('p.suppressed')}`,
    people.of,
    now,
  ),
];
