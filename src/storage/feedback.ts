/**
 * The provider's feedback: in any order, any number of times, before or after the result of the
 * call is recorded.
 */
import type {
  Feedback,
  ProviderEvent,
  SuppressionRemoved,
  UnknownEvent,
} from '../domain/provider.ts';
import { type Instant, MINUTE } from '../domain/time.ts';
import { ask, type Database, type KeyedDatabase, type Statement, statement } from './database.ts';
import { ENTITLED, SURVIVES_CHANGE } from './due.ts';
import { askForDigestOnce } from './jobs.ts';
import {
  byAddress,
  forgetBounced,
  liftBounced,
  liftDelivered,
  recipientOf,
  suppressBounced,
  suppressComplained,
} from './suppression.ts';

/** Stores an event with all its effects or none. The same event again changes nothing. */
export async function applyFeedback(db: Database, feedback: Feedback, now: Instant): Promise<void> {
  await db([...effects(feedback, now), seen(feedback, now)]);
}

export async function applyRemovedSuppression(
  { db, hashesOf }: KeyedDatabase,
  event: SuppressionRemoved,
  now: Instant,
): Promise<void> {
  await db([
    ...liftBounced(byAddress(event.addressKey), event.at, now),
    forgetBounced(hashesOf(event.addressKey), firstTime(event)),
    seen(event, now),
  ]);
}

export async function keepUnknownEvent(
  db: Database,
  event: UnknownEvent,
  now: Instant,
): Promise<void> {
  await db([seen(event, now)]);
}

/**
 * The delivery with this id at the provider, by its recipients. `not_yet`: an email to them is in
 * flight and has no recorded id yet.
 */
export async function findByProviderId(
  db: Database,
  providerId: string,
  addressKeys: readonly string[],
): Promise<{ readonly id: string } | 'not_yet' | null> {
  const rows = await ask<{ id: string; found: number }>(
    db,
    FIND,
    JSON.stringify(addressKeys),
    providerId,
  );
  return rows.find(({ found }) => found) ?? (rows.length > 0 ? 'not_yet' : null);
}

const seen = (event: ProviderEvent | Feedback, now: Instant): Statement =>
  statement(
    `INSERT INTO feedback (event_id, kind, type, received_at) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (event_id) DO NOTHING`,
    event.eventId,
    event.kind,
    event.kind === 'unknown' ? event.type : null,
    now,
  );

const NEW = 'NOT EXISTS (SELECT 1 FROM feedback WHERE event_id = ?1)';

const firstTime = ({ eventId }: SuppressionRemoved) => ({
  sql: `SELECT 1 WHERE ${NEW}`,
  of: eventId,
});

const FIND = `
  SELECT d.id, d.provider_id IS ?2 AS found
  FROM json_each(?1) j
  JOIN subscribers p ON p.address_key = j.value
  JOIN subscriptions s ON s.subscriber_id = p.id
  JOIN deliveries d ON d.subscription_id = s.id
  WHERE d.provider_id = ?2 OR d.state = 'sending'`;

function effects(feedback: Feedback, now: Instant): Statement[] {
  const person = recipientOf(feedback.delivery);
  switch (feedback.kind) {
    case 'accepted':
      return [merge(feedback)];
    case 'delivered':
      return [merge(feedback), ...liftDelivered(person, now)];
    case 'bounced':
    case 'soft_bounced':
      return [
        merge(feedback),
        ...suppressBounced(person, now),
        askForDigestOnce(feedback.eventId, now),
      ];
    case 'complained':
      return [...suppressComplained(person, now), merge(feedback)];
    case 'failed':
      return [
        ...(feedback.cause ? takeBack(feedback, now) : []),
        fail(feedback),
        askForDigestOnce(feedback.eventId, now),
      ];
    case 'refused_as_suppressed':
      return [
        fail({ ...feedback, reason: 'suppressed_by_provider' }),
        ...suppressBounced(person, now),
        askForDigestOnce(feedback.eventId, now),
      ];
  }
}

/**
 * Each of these events proves that the email was accepted, whatever its row says. Timestamps only
 * move back to the earliest known one, so that the order of events does not matter. Acceptance adds
 * nothing to an email that later failed at the provider.
 */
const merge = ({ kind, delivery, at, providerId }: Feedback): Statement =>
  statement(
    `/* feedback */ UPDATE deliveries
     SET state = CASE WHEN state = 'failed' THEN state ELSE 'sent' END,
         reason = CASE WHEN state = 'failed' THEN reason END,
         provider_id = COALESCE(provider_id, ?2),
         first_call_at = COALESCE(first_call_at, ?3),
         sent_at = min(COALESCE(sent_at, ?3), ?3),
         delivered_at = CASE WHEN ?4 = 'delivered' THEN min(COALESCE(delivered_at, ?3), ?3)
           ELSE delivered_at END,
         bounced_at = CASE
           WHEN ?4 = 'bounced' AND bounce IS NOT 'hard' THEN ?3
           WHEN ?4 = 'bounced' OR (?4 = 'soft_bounced' AND bounce IS NOT 'hard')
             THEN min(COALESCE(bounced_at, ?3), ?3)
           ELSE bounced_at END,
         bounce = CASE WHEN ?4 = 'bounced' THEN 'hard'
           WHEN ?4 = 'soft_bounced' THEN COALESCE(bounce, 'soft') ELSE bounce END,
         complained_at = CASE WHEN ?4 = 'complained' THEN min(COALESCE(complained_at, ?3), ?3)
           ELSE complained_at END,
         facts = iif(${IS_OVER}, json_remove(facts, '$.plan', '$.next', '$.open'), facts),
         slots = iif(${IS_OVER} AND kind IN ('confirm', 'address'), NULL, slots),
         call_id = iif(${IS_OVER}, NULL, call_id),
         lease_token = NULL
     WHERE id = ?1 AND NOT (?4 = 'accepted' AND state <> 'sent' AND provider_id IS ?2
       AND ?2 IS NOT NULL)`,
    delivery,
    providerId,
    at,
    kind,
  );

/**
 * It arrived, and no call is open that would send the same bytes again: what only its composition
 * and retries read is dropped, and the values of emails that the person's page never shows.
 */
const IS_OVER = `(?4 = 'delivered' AND state <> 'failed'
           AND NOT EXISTS (SELECT 1 FROM calls WHERE calls.id = deliveries.call_id))`;

/** Allows for clock differences. Shorter than the pause before a failed email is called again. */
const MARGIN = 5 * MINUTE;

/** The delivery of this event, unless it was called again after the event. */
const THIS_CALL = `d.id = ?2 AND d.first_call_at <= ?4 + ${MARGIN} AND ${NEW}`;

/** Failed permanently. */
const fail = ({ delivery, providerId, at, reason, eventId }: Feedback): Statement =>
  statement(
    `UPDATE deliveries AS d
     SET state = 'failed', reason = ?5, failed_at = min(COALESCE(failed_at, ?4), ?4),
         provider_id = COALESCE(provider_id, ?3), lease_token = NULL
     WHERE ${THIS_CALL}`,
    eventId,
    delivery,
    providerId,
    at,
    reason ?? 'failed_at_provider',
  );

/**
 * The provider reports that it did not send this email, for a reason unrelated to the email. While
 * the email's window is open it is scheduled again under another key, or planned again if its
 * subscription has changed. The provider id is kept, so that a late event of this call is ignored.
 */
const takeBack = ({ eventId, delivery, providerId, at }: Feedback, now: Instant): Statement[] => {
  const open = `${THIS_CALL} AND d.closes_at > ?5 AND d.state IN ('sending', 'sent', 'unknown')
       AND COALESCE(d.delivered_at, d.bounced_at, d.complained_at) IS NULL`;
  const values = [eventId, delivery, providerId, at, now] as const;
  const back = (state: string, reason: string, where: string): Statement =>
    statement(
      `/* take back */ UPDATE deliveries AS d
       SET state = ${state}, reason = ${reason}, revision = s.revision, first_call_at = NULL,
           sent_at = NULL, provider_id = COALESCE(?3, d.provider_id), lease_token = NULL
       FROM subscriptions s
       WHERE s.id = d.subscription_id AND ${open} AND ${where}`,
      ...values,
    );
  return [
    back("'scheduled'", 'NULL', `${ENTITLED} AND ${AS_PLANNED}`),
    statement(
      `UPDATE subscriptions AS s SET wake_at = ?5
       WHERE s.status IN ('active', 'paused') AND EXISTS (
         SELECT 1 FROM deliveries d WHERE d.subscription_id = s.id AND ${open})
         AND s.id = (SELECT subscription_id FROM deliveries WHERE id = ?2)`,
      ...values,
    ),
    back("'skipped'", "'never_accepted'", "s.status IN ('active', 'paused')"),
  ];
};

/** The subscription is unchanged, or its change does not affect this email. */
const AS_PLANNED = `(s.revision = d.revision OR d.kind IN ('confirm', 'resent', 'address')
    OR ${SURVIVES_CHANGE})`;
