/**
 * Erases a subscription, the person if it was their last one, and data that is no longer needed.
 */
import { CONFIRMATIONS } from '../domain/limits.ts';
import { DAY } from '../domain/time.ts';
import type { Subscriptions } from '../usecases/ports.ts';
import { ask, type Database, statement } from './database.ts';
import { COUNT_JOBS } from './jobs.ts';

/** Keyed hashes, by default of an address, newest key first. */
export type Hashes = (text: string, of?: 'address' | 'mailbox' | 'network') => readonly string[];

type PersonRow = { id: string; address_key: string; suppressed: string | null };

export const erasing = (
  database: Database,
  hashesOf: Hashes,
): Pick<Subscriptions, 'erase' | 'eraseAll' | 'prune'> => ({
  async erase(id) {
    const [person] = await ask<PersonRow>(
      database,
      `SELECT p.id, p.address_key, p.suppressed
       FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id WHERE s.id = ?1`,
      id,
    );
    if (person === undefined) return true;
    const [erased] = await database([
      statement(
        `DELETE FROM subscriptions WHERE id = ?1 AND NOT EXISTS
           (SELECT 1 FROM deliveries WHERE subscription_id = ?1 AND state = 'sending')`,
        id,
      ),
      // Keep the suppression of an address, but only as a hash.
      statement(
        `INSERT INTO suppressions (address_hash, reason)
         SELECT ?2, suppressed FROM subscribers
         WHERE id = ?1 AND suppressed IS NOT NULL AND ${HAS_NONE}
         ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason
           WHERE excluded.reason = 'complained'`,
        person.id,
        hashesOf(person.address_key)[0]!,
      ),
      statement(`DELETE FROM subscribers WHERE id = ?1 AND ${HAS_NONE}`, person.id),
    ]);
    if (erased!.changes > 0) return true;
    const [kept] = await ask(database, 'SELECT 1 FROM subscriptions WHERE id = ?1', id);
    return kept === undefined;
  },

  async eraseAll(subscriberId) {
    const [person] = await ask<PersonRow>(
      database,
      'SELECT id, address_key, suppressed FROM subscribers WHERE id = ?1',
      subscriberId,
    );
    if (person === undefined) return;
    // A call in flight finishes and finds no row to record; an open call no longer has members.
    await database([
      statement(
        `INSERT INTO suppressions (address_hash, reason)
         SELECT ?2, suppressed FROM subscribers WHERE id = ?1 AND suppressed IS NOT NULL
         ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason
           WHERE excluded.reason = 'complained'`,
        person.id,
        hashesOf(person.address_key)[0]!,
      ),
      statement(`DELETE FROM deliveries WHERE subscription_id IN ${THEIRS}`, person.id),
      statement(`DELETE FROM ticks WHERE subscription_id IN ${THEIRS}`, person.id),
      statement('DELETE FROM address_changes WHERE subscriber_id = ?1', person.id),
      statement('DELETE FROM sign_ups WHERE address_key = ?1', person.address_key),
      statement('DELETE FROM subscriptions WHERE subscriber_id = ?1', person.id),
      statement('DELETE FROM subscribers WHERE id = ?1', person.id),
    ]);
  },

  async prune(now) {
    await database([
      statement('DELETE FROM feedback WHERE received_at < ?1', now - FEEDBACK_KEPT),
      statement(
        "DELETE FROM feedback WHERE kind = 'unknown' AND received_at < ?1",
        now - UNKNOWN_EVENTS_KEPT,
      ),
      statement('DELETE FROM sign_ups WHERE asked_at < ?1', now - DAY),
      statement('DELETE FROM confirmations WHERE asked_at < ?1', now - CONFIRMATIONS_COUNT),
      statement('DELETE FROM tallies WHERE day < ?1', Math.floor(now / DAY) - 1),
      statement('DELETE FROM jobs WHERE failed_at < ?1', now - JOB_KEPT),
      statement(COUNT_JOBS),
    ]);
  },
});

/** The provider repeats an event for about a day. */
const FEEDBACK_KEPT = 30 * DAY;

const UNKNOWN_EVENTS_KEPT = 7 * DAY;

/** Older rows no longer count toward any limit. */
const CONFIRMATIONS_COUNT = Math.max(...CONFIRMATIONS.map(({ within }) => within));

/** A failing job is retried every hour: an older row belongs to a job that no longer exists. */
const JOB_KEPT = 2 * DAY;

const THEIRS = '(SELECT id FROM subscriptions WHERE subscriber_id = ?1)';

const HAS_NONE = 'NOT EXISTS (SELECT 1 FROM subscriptions WHERE subscriber_id = ?1)';
