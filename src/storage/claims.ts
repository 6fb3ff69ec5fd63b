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

/** One text a row: the way from the database to here is paid by the cell. */
const CLAIMED = `json_array(id, subscription_id, message, kind, class, due_at, closes_at, attempts,
    call_id, address, json(facts),
    (SELECT json_array(course, target_date, time_zone, send_hour, name, locale, requested_at,
       link_version)
     FROM subscriptions s WHERE s.id = deliveries.subscription_id)) AS claimed`;

/** Naming all classes lets the index give the order, so that the search ends at the limit. */
const CLAIM_DUE = `
  UPDATE deliveries SET lease_token = ?3, lease_until = ?4
  WHERE id IN (
    SELECT d.id
    FROM deliveries d CROSS JOIN subscriptions s ON s.id = d.subscription_id
    WHERE d.state = 'scheduled' AND d.class IN (0, 1, 2, 3) AND d.due_at <= ?1 AND ${FREE}
      AND ${ALLOWED}
    ORDER BY d.class, d.due_at LIMIT ?2)
  RETURNING ${CLAIMED}`;

const CLAIM_THESE = `
  UPDATE deliveries SET lease_token = ?3, lease_until = ?4
  WHERE id IN (
    SELECT d.id
    FROM json_each(?2) j
    JOIN deliveries d ON d.id = j.value
    JOIN subscriptions s ON s.id = d.subscription_id
    WHERE d.state = 'scheduled' AND d.due_at <= ?1 AND ${FREE} AND ${ALLOWED})
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
