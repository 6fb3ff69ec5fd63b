/** Reads subscriptions with their subscribers and deliveries. */

import { isBounce } from '../domain/address.ts';
import type { Enrolment, Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import { DELIVERY, listOf, readerOf, SUBSCRIPTION } from './columns.ts';
import { ask, type Database, type Row, type Statement, statement, type Value } from './database.ts';
import { cancelRemoved, type PlannedRow, upsertPlanned } from './deliveries.ts';

export const findEnrolment = async (db: Database, id: string): Promise<Enrolment | null> =>
  (await findEnrolments(db, [id]))[0] ?? null;

/** The enrolments with these ids; missing ones are left out. */
export async function findEnrolments(
  database: Database,
  ids: readonly string[],
): Promise<readonly Enrolment[]> {
  const [people, ledger, others] = await database(
    selectEnrolments('json_each(?1)', JSON.stringify(ids)),
  );
  return enrolmentsOf(people!.rows, ledger!.rows, others!.rows);
}

/** All courses of the person with this address. */
export async function findEnrolmentsOf(
  database: Database,
  addressKey: string,
): Promise<readonly Enrolment[]> {
  const [people, ledger, others] = await database(selectEnrolments(OF_ADDRESS, addressKey));
  return enrolmentsOf(people!.rows, ledger!.rows, others!.rows);
}

const OF_ADDRESS = `(
  SELECT s.id AS value FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id
  WHERE p.address_key = ?1)`;

/**
 * Whether the batch with this token was committed: a retry of a committed batch changes nothing.
 */
export async function wrote(database: Database, id: string, token: string): Promise<boolean> {
  const sql = 'SELECT 1 FROM subscriptions WHERE id = ?1 AND change_token = ?2';
  return (await ask(database, sql, id, token)).length === 1;
}

/** Three statements that read whole enrolments; `source` returns their ids as `value`. */
export const selectEnrolments = (source: string, ...values: Value[]): Statement[] =>
  [selectPeople(source), selectLedgers(source), selectOthers(source)].map((sql) =>
    statement(sql, ...values),
  );

export function enrolmentsOf(
  people: readonly Row[],
  ledger: readonly Row[],
  others: readonly Row[],
): readonly Enrolment[] {
  const rows = Map.groupBy(ledger, (delivery) => delivery.subscription_id);
  const siblings = Map.groupBy(others, (other) => other.mine);
  return people.map((row) => {
    const theirs = siblings.get(row.id) ?? [];
    return {
      subscription: toSubscription(row),
      address: row.address,
      suppressed: row.subscriber_suppressed !== null,
      bounced: isBounce(row.subscriber_suppressed),
      ledger: (rows.get(row.id) ?? []).map(toDelivery),
      others: theirs
        .filter((other) => other.due_at !== null)
        .map((other) => ({
          at: other.sent_at ?? other.first_call_at ?? other.due_at,
          closesAt: other.closes_at,
          handed: other.first_call_at !== null,
          older: Boolean(other.older),
        })),
      siblings: [...new Set(theirs.map((other) => other.id as string))],
      checked: JSON.parse(row.checked),
    };
  });
}

const SUBSCRIPTIONS = listOf(SUBSCRIPTION, (name) => `s.${name}`);
const DELIVERIES = listOf(DELIVERY, (name) => `d.${name}`);

const toSubscription = readerOf(SUBSCRIPTION);
const toDelivery = readerOf(DELIVERY);

const selectPeople = (source: string): string => `
  SELECT /* people */ ${SUBSCRIPTIONS}, p.address, p.suppressed AS subscriber_suppressed,
    (SELECT json_group_array(json_object('round', round, 'lesson', lesson, 'step', step))
     FROM checked_steps WHERE subscription_id = s.id) AS checked
  FROM ${source} j
  JOIN subscriptions s ON s.id = j.value
  JOIN subscribers p ON p.id = s.subscriber_id`;

/** Leaves out `slots`, the largest column, which no plan needs. */
const selectLedgers = (source: string): string => `
  SELECT d.subscription_id, ${DELIVERIES}
  FROM ${source} j JOIN deliveries d ON d.subscription_id = j.value`;

/** A sibling without any lesson email still returns a row, with nulls. */
const selectOthers = (source: string): string => `
  SELECT mine.id AS mine, s.id, d.due_at, d.closes_at, d.first_call_at, d.sent_at,
    (s.requested_at, s.id) < (mine.requested_at, mine.id) AS older
  FROM ${source} j
  JOIN subscriptions mine ON mine.id = j.value
  JOIN subscriptions s ON s.subscriber_id = mine.subscriber_id AND s.id <> mine.id
  LEFT JOIN deliveries d ON d.subscription_id = s.id AND d.kind = 'lesson'
    AND (d.state = 'scheduled' OR d.first_call_at IS NOT NULL)`;

// Scans of subscriptions: those due to wake, and slices of all of them.

export type Adjustment = {
  readonly subscription: Pick<Subscription, 'id' | 'revision'>;
  readonly rows: readonly PlannedRow[];
  /** Scheduled rows to cancel because their lesson was removed from the course. */
  readonly removed: readonly string[];
};

/**
 * Updates rows without a change of their subscriptions; skips any that changed meanwhile.
 */
export async function savePlans(db: Database, changes: readonly Adjustment[]): Promise<void> {
  const rows = changes.flatMap(({ subscription, rows }) =>
    rows.map((row) => ({
      ...row,
      subscription: subscription.id,
      revision: subscription.revision,
    })),
  );
  const removed = changes.flatMap((change) => change.removed);
  await db([...upsertPlanned(null, rows), ...cancelRemoved(removed)]);
}

/** Subscriptions whose `wake_at` has come by `now`. */
export async function findWaking(
  db: Database,
  now: Instant,
  limit: number,
): Promise<readonly string[]> {
  const rows = await ask<{ id: string }>(
    db,
    'SELECT id FROM subscriptions WHERE wake_at <= ?1 ORDER BY wake_at LIMIT ?2',
    now,
    limit,
  );
  return rows.map(({ id }) => id);
}

export async function setWakeAt(db: Database, id: string, wakeAt: Instant): Promise<void> {
  await ask(db, 'UPDATE subscriptions SET wake_at = ?2 WHERE id = ?1', id, wakeAt);
}

/** Active and paused ones by id, after this one. */
export async function findEnrolmentsAfter(
  db: Database,
  after: string,
  limit: number,
): Promise<readonly Enrolment[]> {
  const rows = await ask<{ id: string }>(
    db,
    `SELECT id FROM subscriptions WHERE id > ?1 AND status IN ('active', 'paused')
         ORDER BY id LIMIT ?2`,
    after,
    limit,
  );
  return rows.length === 0
    ? []
    : findEnrolments(
        db,
        rows.map(({ id }) => id),
      );
}

/**
 * Those with a scheduled email due by `until`, starting at a cursor; with the next cursor.
 */
export async function findDueSoon(
  db: Database,
  place: string,
  now: Instant,
  until: Instant,
  limit: number,
): Promise<{ readonly enrolments: readonly Enrolment[]; readonly next: string | null }> {
  const [urgency, dueAt, row] = (place || `0 ${now} 0`).split(' ').map(Number);
  const rows = await ask<{ rowid: number; subscription_id: string; due_at: number }>(
    db,
    `SELECT rowid, subscription_id, due_at FROM deliveries
         WHERE state = 'scheduled' AND class = ?1 AND due_at <= ?4 AND (due_at, rowid) > (?2, ?3)
         ORDER BY due_at, rowid LIMIT ?5`,
    urgency!,
    dueAt!,
    row!,
    until,
    limit,
  );
  const last = rows.at(-1);
  const next =
    rows.length === limit && last
      ? `${urgency} ${last.due_at} ${last.rowid}`
      : urgency! < 3
        ? `${urgency! + 1} ${now} 0`
        : null;
  const ids = [...new Set(rows.map((row) => row.subscription_id))];
  return { enrolments: ids.length === 0 ? [] : await findEnrolments(db, ids), next };
}
