import { addressKeyOf } from '../domain/address.ts';
import { isBounce } from '../domain/suppression.ts';
import { DAY } from '../domain/time.ts';
import type { Change, KnownAddress, Newcomer, Subscriptions } from '../usecases/ports.ts';
import { agreed, asked } from './consents.ts';
import { ask, type Database, type Statement, statement } from './database.ts';
import { cancelPlanned, upsertPlanned } from './deliveries.ts';
import { enrolments, enrolmentsOf, selectEnrolments } from './enrolments.ts';
import { erasing, type Hashes } from './erasing.ts';
import { forgetBounced, levelOf, liftBounced, personOf } from './suppression.ts';
import { walking } from './walking.ts';

/** Subscribers and their subscriptions, each saved together with the plan that follows from it. */
export function subscriptionStore(database: Database, hashesOf: Hashes): Subscriptions {
  return {
    ...walking(database),
    ...erasing(database, hashesOf),

    find: async (id) => (await enrolments(database, [id]))[0] ?? null,

    async findByAddress(addressKey, course) {
      const [known, forgotten, people, ledger, others] = await database([
        statement('SELECT id, suppressed FROM subscribers WHERE address_key = ?1', addressKey),
        statement(keptReason('?1'), JSON.stringify(hashesOf(addressKey))),
        ...selectEnrolments(BY_ADDRESS, addressKey, course),
      ]);
      const subscriber = known!.rows[0];
      // A person's own row is newer than what was kept of a forgotten one with this address.
      const reason: string | null = subscriber ? subscriber.suppressed : forgotten!.rows[0].reason;
      return {
        subscriberId: subscriber?.id ?? null,
        suppressed: reason !== null,
        bounced: isBounce(reason),
        enrolment: enrolmentsOf(people!.rows, ledger!.rows, others!.rows)[0] ?? null,
      } satisfies KnownAddress;
    },

    async add(newcomer, rows) {
      const token = crypto.randomUUID();
      const { id, revision } = newcomer.subscription;
      const [, added] = await database([
        ...insertNewcomer(newcomer, token, hashesOf(newcomer.addressKey)),
        upsertPlanned(
          token,
          rows.map((row) => ({ ...row, subscription: id, revision })),
        ),
        ...asked(newcomer.subscription, token, newcomer.consent),
      ]);
      return added!.changes === 1 ? 'saved' : 'changed_meanwhile';
    },

    async save(change) {
      const token = crypto.randomUUID();
      const { id, revision } = change.next;
      const [updated] = await database([
        updateSubscription(change, token),
        ...reached(change, token, hashesOf),
        upsertPlanned(
          token,
          change.rows.map((row) => ({ ...row, subscription: id, revision })),
        ),
        cancelPlanned(id, revision, token, change.cancelReason),
        ...agreed(change, token, hashesOf),
      ]);
      return updated!.changes === 1 ? 'saved' : 'changed_meanwhile';
    },

    async announce({ id, revision }, row) {
      const [planned] = await database([
        upsertPlanned(null, [{ ...row, subscription: id, revision }]),
      ]);
      return planned!.changes === 1 ? 'saved' : 'changed_meanwhile';
    },

    async leave(id, now) {
      const token = crypto.randomUUID();
      const [left, , known] = await database([
        statement(LEAVE, id, token, now, now + 90 * DAY),
        statement(CANCEL_ALL, id, token),
        statement('SELECT status FROM subscriptions WHERE id = ?1', id),
      ]);
      if (left!.changes === 1) return 'left';
      return known!.rows.length === 1 ? 'already' : 'gone';
    },

    async replaceLinks(subscriberId) {
      await ask(database, REPLACE_LINKS, subscriberId);
    },
  };
}

const BY_ADDRESS = `(
  SELECT s.id AS value FROM subscribers p
  JOIN subscriptions s ON s.subscriber_id = p.id AND s.course = ?2
  WHERE p.address_key = ?1)`;

const LEAVE = `
  UPDATE subscriptions
  SET status = 'left', revision = revision + 1, change_token = ?2, left_at = ?3, wake_at = ?4
  WHERE id = ?1 AND status <> 'left'`;

/** A mail that is just being composed does not pass the fence, and is composed anew. */
const REPLACE_LINKS = `
  UPDATE subscriptions SET link_version = link_version + 1 WHERE subscriber_id = ?1`;

const CANCEL_ALL = `
  UPDATE deliveries SET state = 'cancelled', reason = 'left'
  WHERE subscription_id = ?1 AND state = 'scheduled'
    AND EXISTS (SELECT 1 FROM subscriptions WHERE id = ?1 AND change_token = ?2)`;

/** Of two requests for one new address at once, one adds the rows and the other adds nothing. */
function insertNewcomer(newcomer: Newcomer, token: string, hashes: readonly string[]): Statement[] {
  const { subscription: s, address, addressKey, wakeAt } = newcomer;
  return [
    statement(
      `INSERT INTO subscribers (id, address, address_key, created_at, suppressed)
       VALUES (?1, ?2, ?3, ?4, (${keptReason('?5')}))
       ON CONFLICT (address_key) DO NOTHING`,
      s.subscriberId,
      address,
      addressKey,
      s.requestedAt,
      JSON.stringify(hashes),
    ),
    statement(
      `INSERT INTO subscriptions (id, subscriber_id, course, status, target_date, time_zone,
         send_hour, name, locale, round, revision, change_token, requested_at, wake_at,
         suppressed)
       SELECT ?1, id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ${levelOf('suppressed')}
       FROM subscribers WHERE address_key = ?2
       ON CONFLICT (subscriber_id, course) DO NOTHING`,
      s.id,
      addressKey,
      s.course,
      s.status,
      s.targetDate,
      s.timeZone,
      s.sendHour,
      s.name,
      s.locale,
      s.round,
      s.revision,
      token,
      s.requestedAt,
      wakeAt,
    ),
  ];
}

/** Why an address was suppressed when its last person was forgotten; a complaint counts most. */
const keptReason = (hashes: string): string => `
  SELECT COALESCE(max(reason) FILTER (WHERE reason = 'complained'), max(reason)) AS reason
  FROM suppressions WHERE address_hash IN (SELECT value FROM json_each(${hashes}))`;

/** Lifts what a bounce suppressed, before the plan is written: it may be scheduled again. */
function reached({ basis, next, reachedAt }: Change, token: string, hashesOf: Hashes): Statement[] {
  if (reachedAt === undefined || !basis.bounced) return [];
  const person = personOf(next.id, token);
  return [
    ...liftBounced(person, reachedAt, reachedAt),
    forgetBounced(hashesOf(addressKeyOf(basis.address)), person),
  ];
}

/** Nothing changes if another change came first, or if a mail was handed over since the read. */
function updateSubscription({ basis, next: s, wakeAt }: Change, token: string): Statement {
  return statement(
    `UPDATE subscriptions
     SET status = ?3, target_date = ?4, time_zone = ?5, send_hour = ?6, name = ?7, locale = ?8,
         round = ?9, revision = ?10, told_date = ?11, told_at = ?12, moved_at = ?13,
         requested_at = ?14, confirmed_at = ?15, change_token = ?16, undo = ?18,
         paused_until = ?19, parked_at = ?20, outcome = ?21, outcome_at = ?22, left_at = ?23,
         wake_at = ?24
     WHERE id = ?1 AND revision = ?2
       AND (SELECT count(*) FROM deliveries
            WHERE subscription_id = ?1 AND first_call_at IS NOT NULL) = ?17`,
    s.id,
    basis.subscription.revision,
    s.status,
    s.targetDate,
    s.timeZone,
    s.sendHour,
    s.name,
    s.locale,
    s.round,
    s.revision,
    s.toldDate,
    s.toldAt,
    s.movedAt,
    s.requestedAt,
    s.confirmedAt,
    token,
    basis.ledger.filter((delivery) => delivery.firstCallAt !== null).length,
    s.undo === null ? null : JSON.stringify(s.undo),
    s.pausedUntil,
    s.parkedAt,
    s.outcome,
    s.outcomeAt,
    s.leftAt,
    wakeAt,
  );
}
