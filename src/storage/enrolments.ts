/** Reads subscriptions with their subscribers and deliveries. */

import { isBounce } from '../domain/address.ts';
import type { Enrolment } from '../domain/subscription.ts';
import { DELIVERY, listOf, readerOf, SUBSCRIPTION } from './columns.ts';
import { ask, type Database, type Row, type Statement, statement, type Value } from './database.ts';

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
      ticks: JSON.parse(row.ticks),
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
     FROM ticks WHERE subscription_id = s.id) AS ticks
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
