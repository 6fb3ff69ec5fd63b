/** Which rows a run may take, and what it learns of them. */
import type { Facts, Kind } from '../domain/ledger.ts';
import type { Claimed, Ledger } from '../usecases/sending/ports.ts';
import { ask, type Database, type Row } from './database.ts';

export const claims = (database: Database): Pick<Ledger, 'claimDue' | 'claimThese'> => ({
  claimDue: async (now, limit, lease) =>
    inOrder(await ask(database, CLAIM_DUE, now, limit, lease.token, lease.until)),

  claimThese: async (ids, now, lease) =>
    inOrder(await ask(database, CLAIM_THESE, now, JSON.stringify(ids), lease.token, lease.until)),
});

/** Who may be mailed what; the claim asks it, and the fence asks again. */
export const ALLOWED = `(
    (s.revision = d.revision AND s.suppressed = 0 AND (
      (d.kind = 'lesson' AND s.status = 'active')
      OR (d.kind = 'notice' AND s.status IN ('active', 'paused'))
      OR (d.kind = 'confirm' AND s.status = 'pending')))
    OR (s.status IN ('active', 'paused') AND (
      (d.kind = 'resent' AND s.suppressed = 0) OR d.kind = 'address')))`;

const FREE = '(d.lease_until IS NULL OR d.lease_until <= ?1)';

/**
 * What the mail needs to know of the subscription. RETURNING sees only the row that was written:
 * put there, where the fence will put the values made of it, it need not be looked up again.
 */
const PERSON = `json_array(s.course, s.target_date, s.time_zone, s.send_hour, s.name, s.locale,
      s.requested_at, s.link_version) AS person`;

/** One text a row: the way from the database to here is paid by the cell. */
const CLAIMED = `json_array(id, subscription_id, message, kind, class, due_at, closes_at, attempts,
    call_id, address, json(facts), json(slots)) AS claimed`;

/** Naming all classes lets the index give the order, so that the search ends at the limit. */
const CLAIM_DUE = `
  UPDATE deliveries SET lease_token = ?3, lease_until = ?4, slots = due.person
  FROM (
    SELECT d.id AS claim_id, ${PERSON}
    FROM deliveries d CROSS JOIN subscriptions s ON s.id = d.subscription_id
    WHERE d.state = 'scheduled' AND d.class IN (0, 1, 2, 3) AND d.due_at <= ?1 AND ${FREE}
      AND ${ALLOWED}
    ORDER BY d.class, d.due_at LIMIT ?2) due
  WHERE id = due.claim_id
  RETURNING ${CLAIMED}`;

const CLAIM_THESE = `
  UPDATE deliveries SET lease_token = ?3, lease_until = ?4, slots = due.person
  FROM (
    SELECT d.id AS claim_id, ${PERSON}
    FROM json_each(?2) j
    JOIN deliveries d ON d.id = j.value
    JOIN subscriptions s ON s.id = d.subscription_id
    WHERE d.state = 'scheduled' AND d.due_at <= ?1 AND ${FREE} AND ${ALLOWED}) due
  WHERE id = due.claim_id
  RETURNING ${CLAIMED}`;

/** Most perishable first; RETURNING promises no order. */
const inOrder = (rows: readonly Row[]): Claimed[] =>
  rows
    .map(({ claimed }) => JSON.parse(claimed) as ClaimedRow)
    .sort((a, b) => a[4] - b[4] || a[5] - b[5])
    .map(toClaimed);

type ClaimedRow = [
  id: string,
  subscriptionId: string,
  message: string,
  kind: Kind,
  urgency: number,
  dueAt: number,
  closesAt: number,
  attempts: number,
  refusedKey: string | null,
  address: string,
  facts: Facts,
  person: [
    course: string,
    targetDate: string | null,
    timeZone: string,
    sendHour: number,
    name: string,
    locale: string,
    requestedAt: number,
    linkVersion: number,
  ],
];

function toClaimed([
  id,
  subscriptionId,
  message,
  kind,
  ,
  dueAt,
  closesAt,
  attempts,
  refusedKey,
  address,
  facts,
  [course, targetDate, timeZone, sendHour, name, locale, requestedAt, linkVersion],
]: ClaimedRow): Claimed {
  return {
    id,
    subscriptionId,
    message,
    kind,
    dueAt,
    closesAt,
    attempts,
    refusedKey,
    address,
    facts,
    person: {
      course,
      targetDate,
      timeZone,
      sendHour,
      name,
      locale,
      requestedAt,
      linkVersion,
    },
  };
}
