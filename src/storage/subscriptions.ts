import { addressKeyOf, isBounce } from '../domain/address.ts';
import type { Delivery } from '../domain/delivery.ts';
import { DAY } from '../domain/time.ts';
import type { Change, KnownAddress, Subscriptions } from '../usecases/ports.ts';
import { agreed } from './consents.ts';
import { ask, type Database, type Statement, statement } from './database.ts';
import { cancelPlanned, upsertPlanned } from './deliveries.ts';
import { enrolments, enrolmentsOf, selectEnrolments, wrote } from './enrolments.ts';
import { erasing, type Hashes } from './erasing.ts';
import { walking } from './subscription-scans.ts';
import { forgetBounced, keptReason, liftBounced, personOf } from './suppression.ts';

/** Subscribers and their subscriptions, each saved together with the resulting plan. */
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
      // A subscriber's row is newer than the hash kept after an erasure of the same address.
      const reason: string | null = subscriber ? subscriber.suppressed : forgotten!.rows[0].reason;
      return {
        subscriberId: subscriber?.id ?? null,
        suppressed: reason !== null,
        bounced: isBounce(reason),
        enrolment: enrolmentsOf(people!.rows, ledger!.rows, others!.rows)[0] ?? null,
      } satisfies KnownAddress;
    },

    async save(change) {
      const token = crypto.randomUUID();
      const { id, revision } = change.next;
      const [updated] = await database([
        updateSubscription(change, token),
        ...reached(change, token, hashesOf),
        ...upsertPlanned(
          token,
          change.rows.map((row) => ({ ...row, subscription: id, revision })),
        ),
        cancelPlanned(id, revision, token, change.cancelReason),
        ...agreed(change, token, hashesOf),
      ]);
      if (updated!.changes === 1 || (await wrote(database, id, token))) return 'saved';
      return 'changed_meanwhile';
    },

    async announce({ id, revision }, row) {
      const [planned] = await database(
        upsertPlanned(null, [{ ...row, subscription: id, revision }]),
      );
      if (planned!.changes === 1) return 'saved';
      // A retry changes nothing if a tick has fenced the row since.
      const [there] = await ask(database, 'SELECT 1 FROM deliveries WHERE id = ?1', row.id);
      return there === undefined ? 'changed_meanwhile' : 'saved';
    },

    async leave(id, now) {
      const token = crypto.randomUUID();
      const [, , known] = await database([
        statement(LEAVE, id, token, now, now + 90 * DAY),
        statement(CANCEL_ALL, id, token),
        statement('SELECT change_token = ?2 AS mine FROM subscriptions WHERE id = ?1', id, token),
        statement(VOID_SIGN_UPS, id, now),
      ]);
      const [row] = known!.rows;
      if (row === undefined) return 'gone';
      return row.mine === 1 ? 'left' : 'already';
    },

    async leaveAll(id, now) {
      await database([
        statement(LEAVE_ALL, id, crypto.randomUUID(), now, now + 90 * DAY),
        statement(CANCEL_LEFT, id),
        statement(VOID_ALL_SIGN_UPS, id, now),
      ]);
    },

    async replaceLinks({ id, subscriberId, linkVersion }) {
      await ask(database, REPLACE_LINKS, subscriberId, id, linkVersion);
    },
  };
}

const BY_ADDRESS = `(
  SELECT s.id AS value FROM subscribers p
  JOIN subscriptions s ON s.subscriber_id = p.id AND s.course = ?2
  WHERE p.address_key = ?1)`;

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

const CANCEL_LEFT = `
  UPDATE deliveries SET state = 'cancelled', reason = 'left'
  WHERE subscription_id IN ${COURSES_OF} AND state = 'scheduled'`;

/** A sign-up that was made before leaving; it may still be settling after its response. */
const VOID_ALL_SIGN_UPS = `
  /* void sign-ups */ DELETE FROM sign_ups
  WHERE asked_at <= ?2 AND address_key IN (
    SELECT p.address_key FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
    WHERE s.id = ?1)`;

const VOID_SIGN_UPS = `${VOID_ALL_SIGN_UPS}
    AND form ->> '$.signUp.course' = (SELECT course FROM subscriptions WHERE id = ?1)`;

/** An email that is being composed does not pass the fence and is composed again. */
const REPLACE_LINKS = `
  UPDATE subscriptions SET link_version = link_version + 1
  WHERE subscriber_id = ?1
    AND EXISTS (SELECT 1 FROM subscriptions WHERE id = ?2 AND link_version = ?3)`;

const CANCEL_ALL = `
  /* cancel left */ UPDATE deliveries SET state = 'cancelled', reason = 'left'
  WHERE subscription_id = ?1 AND state = 'scheduled'
    AND EXISTS (SELECT 1 FROM subscriptions WHERE id = ?1 AND change_token = ?2)`;

/** Lifts a bounce suppression before the plan is written, so that its emails may be scheduled. */
function reached({ basis, next, reachedAt }: Change, token: string, hashesOf: Hashes): Statement[] {
  if (reachedAt === undefined || !basis.bounced) return [];
  const person = personOf(next.id, token);
  return [
    ...liftBounced(person, reachedAt, reachedAt),
    forgetBounced(hashesOf(addressKeyOf(basis.address)), person),
  ];
}

/**
 * Changes nothing if another change came first, if an email was fenced or its result recorded since
 * the read, or if `signUp` is given and has left the queue.
 */
export function updateSubscription(
  { basis, next: s, wakeAt }: Pick<Change, 'basis' | 'next' | 'wakeAt'>,
  token: string,
  signUp: string | null = null,
): Statement {
  return statement(
    `/* change */ UPDATE subscriptions
     SET status = ?3, target_date = ?4, time_zone = ?5, send_hour = ?6, name = ?7, locale = ?8,
         round = ?9, revision = ?10, told_date = ?11, told_at = ?12, moved_at = ?13,
         requested_at = ?14, confirmed_at = ?15, change_token = ?16, undo = ?18,
         paused_until = ?19, parked_at = ?20, outcome = ?21, outcome_at = ?22, left_at = ?23,
         wake_at = ?24
     WHERE id = ?1 AND revision = ?2
       AND (SELECT group_concat(id || ' ' || state, ' ' ORDER BY id) FROM deliveries
            WHERE subscription_id = ?1 AND first_call_at IS NOT NULL) IS ?17
       AND (?25 IS NULL OR ${isQueued('?25')})`,
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
    fencedIn(basis.ledger),
    s.undo === null ? null : JSON.stringify(s.undo),
    s.pausedUntil,
    s.parkedAt,
    s.outcome,
    s.outcomeAt,
    s.leftAt,
    wakeAt,
    signUp,
  );
}

/** The sign-up with this id is queued. */
export const isQueued = (parameter: string): string =>
  `EXISTS (SELECT 1 FROM sign_ups WHERE id = ${parameter})`;

/** The ids and states of the fenced emails, in the format of the guard's `group_concat`. */
function fencedIn(ledger: readonly Delivery[]): string | null {
  const fenced = ledger.filter(({ firstCallAt }) => firstCallAt !== null);
  const named = fenced.map(({ id, state }) => `${id} ${state}`);
  return named.length === 0 ? null : named.sort().join(' ');
}
