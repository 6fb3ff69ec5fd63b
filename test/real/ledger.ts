/** Adds due subscriptions to a running Worker's database, and reads the results. */
import type { DatabaseSync } from 'node:sqlite';
import { AUDIT } from '../../src/storage/consistency-check.ts';
import type { Machine } from './machine.ts';

export type Due = {
  prefix: string;
  count: number;
  /** When the lesson is due: on a full hour, as planned. */
  at: number;
  lesson?: 'one-week' | 'one-day';
};

const DAY = 86_400_000;

const LESSONS = {
  'one-week': { days: 7, urgency: 2 },
  'one-day': { days: 1, urgency: 1 },
} as const;

/** Active subscriptions in UTC, each with one lesson due. */
export function addDue(
  database: DatabaseSync,
  { prefix, count, at, lesson = 'one-week' }: Due,
): void {
  const { days, urgency } = LESSONS[lesson];
  const target = new Date(at + days * DAY).toISOString().slice(0, 10);
  // Rule 3: halfway to the next lesson; the last one at the midnight that starts the date.
  const closesAt = lesson === 'one-day' ? Date.parse(target) : at + 3 * DAY;
  const n = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
  const id = `'${prefix}' || i`;
  database.exec(`BEGIN IMMEDIATE;
    ${n} INSERT INTO subscribers (id, address, address_key, created_at)
      SELECT '${prefix}p' || i, ${id} || '@real.example', ${id} || '@real.example', 0 FROM n;
    ${n} INSERT INTO subscriptions (id, subscriber_id, course, status, target_date, time_zone,
        send_hour, name, locale, round, revision, change_token, requested_at, told_date)
      SELECT ${id}, '${prefix}p' || i, 'ml-interviews', 'active', '${target}', 'UTC',
        ${new Date(at).getUTCHours()}, '', 'en', 1, 1, '', ${at - 30 * DAY}, '${target}' FROM n;
    ${n} INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision,
        class, state, due_at, closes_at, address, facts)
      SELECT ${id} || '_${lesson}_1_1', ${id}, '${lesson}', 'lesson', 1, 1, 1, ${urgency},
        'scheduled', ${at}, ${closesAt}, ${id} || '@real.example', '{}' FROM n;
    COMMIT`);
}

/** Counts of these lessons by `state` or `state(reason)`. */
export function states(
  { database }: Machine,
  prefix: string,
  lesson = 'one-week',
): Record<string, number> {
  const rows = database
    .prepare(
      `SELECT state || COALESCE('(' || reason || ')', '') AS name, count(*) AS n
       FROM deliveries WHERE id LIKE ? || '%' AND message = ? GROUP BY 1`,
    )
    .all(prefix, lesson);
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

/** From the provider's log: how many deliveries were accepted once, twice, and so on. */
export function accepted({ provider }: Machine, prefix: string): Record<number, number> {
  const times = new Map<string, number>();
  for (const { tags } of provider.state.mails) {
    const delivery = tags.find(({ name }) => name === 'delivery')?.value ?? '';
    // Emails to the operator have no delivery.
    if (!delivery.startsWith(prefix) || delivery.startsWith('digest-')) continue;
    times.set(delivery, (times.get(delivery) ?? 0) + 1);
  }
  const found: Record<number, number> = {};
  for (const n of times.values()) found[n] = (found[n] ?? 0) + 1;
  return found;
}

/** What the nightly consistency check would report. */
export const wrongAccounts = ({ database }: Machine, now: number): string[] =>
  AUDIT.filter(({ of, when }) =>
    database.prepare(`SELECT 1 FROM ${of} d WHERE ?1 > 0 AND ${when}`).get(now),
  ).map(({ wrong }) => wrong);
