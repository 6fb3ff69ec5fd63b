/** Ends subscriptions, and erases them with the person behind them. */

import { CONFIRMATIONS } from '../domain/limits.ts';
import { DAY, type Instant } from '../domain/time.ts';
import { keepCounts } from './daily.ts';
import { ask, type Database, type KeyedDatabase, statement } from './database.ts';
import { cancelLeft, cancelLeftEverywhere } from './deliveries.ts';

/** Ends the subscription and voids queued sign-ups for it, regardless of concurrent changes. */
export async function leaveCourse(
  db: Database,
  id: string,
  now: Instant,
): Promise<'left' | 'already' | 'gone'> {
  const token = crypto.randomUUID();
  const [, , known] = await db([
    statement(LEAVE, id, token, now, now + 90 * DAY),
    cancelLeft(id, token),
    statement('SELECT change_token = ?2 AS mine FROM subscriptions WHERE id = ?1', id, token),
    statement(VOID_SIGN_UPS, id, now),
  ]);
  const [row] = known!.rows;
  if (row === undefined) return 'gone';
  return row.mine === 1 ? 'left' : 'already';
}

/** The same for all courses of the person behind this subscription. */
export async function leaveAllCourses(db: Database, id: string, now: Instant): Promise<void> {
  await db([
    statement(LEAVE_ALL, id, crypto.randomUUID(), now, now + 90 * DAY),
    cancelLeftEverywhere(id),
    statement(VOID_ALL_SIGN_UPS, id, now),
  ]);
}

const LEAVE = `
  /* leave */ UPDATE subscriptions
  SET status = 'left', revision = revision + 1, change_token = ?2, left_at = ?3, wake_at = ?4
  WHERE id = ?1 AND status <> 'left'`;

const COURSES_OF = `(SELECT all_of.id FROM subscriptions mine
  JOIN subscriptions all_of ON all_of.subscriber_id = mine.subscriber_id WHERE mine.id = ?1)`;

const LEAVE_ALL = `
  /* leave all */ UPDATE subscriptions
  SET status = 'left', revision = revision + 1, change_token = ?2, left_at = ?3, wake_at = ?4
  WHERE id IN ${COURSES_OF} AND status <> 'left'`;

/** A sign-up that was made before leaving; it may still be settling after its response. */
const VOID_ALL_SIGN_UPS = `
  /* void sign-ups */ DELETE FROM sign_ups
  WHERE asked_at <= ?2 AND address_key IN (
    SELECT p.address_key FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
    WHERE s.id = ?1)`;

const VOID_SIGN_UPS = `${VOID_ALL_SIGN_UPS}
    AND form ->> '$.signUp.course' = (SELECT course FROM subscriptions WHERE id = ?1)`;

// Erases a subscription, the person if it was their last one, and data that is no longer needed.

type PersonRow = { id: string; address_key: string; suppressed: string | null };

/**
 * Erases the subscription, and the person if it was their last; false while an email is in
 * flight.
 */
export async function eraseSubscription(
  { db, hashesOf }: KeyedDatabase,
  id: string,
): Promise<boolean> {
  const [person] = await ask<PersonRow>(
    db,
    `SELECT p.id, p.address_key, p.suppressed
       FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id WHERE s.id = ?1`,
    id,
  );
  if (person === undefined) return true;
  const [, , , , erased] = await db([
    ...keepCounts(`(SELECT id FROM subscriptions WHERE id = ?1 AND ${NONE_IN_FLIGHT})`, id),
    statement(
      `${KEEP_LEFT} WHERE id = ?1 AND left_at IS NOT NULL AND ${NONE_IN_FLIGHT} ${ONCE}`,
      id,
      hashesOf(person.address_key, 'left')[0]!,
    ),
    statement(`DELETE FROM subscriptions WHERE id = ?1 AND ${NONE_IN_FLIGHT}`, id),
    statement(
      `${KEEP_SUPPRESSED} AND ${HAS_NONE} ${COMPLAINT_WINS}`,
      person.id,
      hashesOf(person.address_key)[0]!,
    ),
    statement(`DELETE FROM subscribers WHERE id = ?1 AND ${HAS_NONE}`, person.id),
  ]);
  if (erased!.changes > 0) return true;
  const [kept] = await ask(db, 'SELECT 1 FROM subscriptions WHERE id = ?1', id);
  return kept === undefined;
}

/** Erases the person with all subscriptions at once, even while emails are in flight. */
export async function erasePerson(
  { db, hashesOf }: KeyedDatabase,
  subscriberId: string,
): Promise<void> {
  const [person] = await ask<PersonRow>(
    db,
    'SELECT id, address_key, suppressed FROM subscribers WHERE id = ?1',
    subscriberId,
  );
  if (person === undefined) return;
  // A call in flight finishes and finds no row to record; an open call no longer has members.
  await db([
    // Erasing is leaving, too.
    statement(
      `${KEEP_LEFT} WHERE subscriber_id = ?1
         AND (confirmed_at IS NOT NULL OR left_at IS NOT NULL) ${ONCE}`,
      person.id,
      hashesOf(person.address_key, 'left')[0]!,
    ),
    statement(`${KEEP_SUPPRESSED} ${COMPLAINT_WINS}`, person.id, hashesOf(person.address_key)[0]!),
    ...keepCounts(THEIRS, person.id),
    statement(`DELETE FROM deliveries WHERE subscription_id IN ${THEIRS}`, person.id),
    statement(`DELETE FROM checked_steps WHERE subscription_id IN ${THEIRS}`, person.id),
    statement('DELETE FROM address_changes WHERE subscriber_id = ?1', person.id),
    statement('DELETE FROM sign_ups WHERE address_key = ?1', person.address_key),
    statement('DELETE FROM subscriptions WHERE subscriber_id = ?1', person.id),
    statement('DELETE FROM subscribers WHERE id = ?1', person.id),
  ]);
}

/** An import must not sign up an address that left here, even after its data is gone. */
const KEEP_LEFT = `
  INSERT INTO suppressions (address_hash, reason) SELECT ?2, 'left' FROM subscriptions`;

const ONCE = 'LIMIT 1 ON CONFLICT (address_hash) DO NOTHING';

const NONE_IN_FLIGHT = `NOT EXISTS
  (SELECT 1 FROM deliveries WHERE subscription_id = ?1 AND state = 'sending')`;

/** Deletes data that is no longer needed: old events and expired sign-up limits. */
export async function prune(db: Database, now: Instant): Promise<void> {
  await db([
    statement('DELETE FROM feedback WHERE received_at < ?1', now - FEEDBACK_KEPT),
    statement(
      "DELETE FROM feedback WHERE kind = 'unknown' AND received_at < ?1",
      now - UNKNOWN_EVENTS_KEPT,
    ),
    statement('DELETE FROM sign_ups WHERE asked_at < ?1', now - DAY),
    statement('DELETE FROM confirmations WHERE asked_at < ?1', now - CONFIRMATIONS_COUNT),
    statement('DELETE FROM tallies WHERE day < ?1', Math.floor(now / DAY) - 1),
  ]);
}

/** The provider repeats an event for about a day. */
const FEEDBACK_KEPT = 30 * DAY;

const UNKNOWN_EVENTS_KEPT = 7 * DAY;

/** Older rows no longer count toward any limit. */
const CONFIRMATIONS_COUNT = Math.max(...CONFIRMATIONS.map(({ within }) => within));

const THEIRS = '(SELECT id FROM subscriptions WHERE subscriber_id = ?1)';

/** Of a suppressed address, only a hash stays. */
const KEEP_SUPPRESSED = `
  INSERT INTO suppressions (address_hash, reason)
  SELECT ?2, suppressed FROM subscribers WHERE id = ?1 AND suppressed IS NOT NULL`;

/** A complaint replaces another reason. */
const COMPLAINT_WINS = `ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason
    WHERE excluded.reason = 'complained'`;

const HAS_NONE = 'NOT EXISTS (SELECT 1 FROM subscriptions WHERE subscriber_id = ?1)';
