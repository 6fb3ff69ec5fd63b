/** Hundreds of due rows, and the cost of querying them. */
import { tokens } from '../../src/links/links.ts';
import type { Mailer } from '../../src/mail/provider.ts';
import { resendList, resendMailer } from '../../src/mail/resend-client.ts';
import { readConfig, wire } from '../../src/services.ts';
import { type Database, d1 } from '../../src/storage/database.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { around, isNamed } from './in-process/seams.ts';
import { bindings } from './worker.ts';

/** The production wiring without waits; tests replace parts of it. */
export function ports(
  between: (database: Database) => Database = (database) => database,
  around: (mailer: Mailer) => Mailer = (mailer) => mailer,
): Ports {
  const config = readConfig(bindings);
  if ('problems' in config) throw new Error(config.problems.join(' '));
  const provider = { apiKeys: config.resendApiKeys, baseUrl: config.resendBaseUrl };
  const database = between(d1(bindings.DB));
  return {
    ...wire(
      config,
      tokens(config.linkSecrets),
      database,
      around(resendMailer(provider)),
      resendList(provider),
    ),
    log: () => {},
    wait: async () => {},
  };
}

/** Acts right before or after the first fence. */
export const aroundFence = (
  own: Ports,
  when: 'before' | 'after',
  act: () => Promise<unknown>,
): Ports => ({ ...own, db: around(isNamed('fence'), when, act)(own.db) });

/** Runs a tick, and an action while its emails are composed. */
export const composing = (at: string, act: () => Promise<unknown>): Promise<void> =>
  tick(aroundFence(ports(), 'before', act), () => Date.parse(at));

export type Spent = { statements: number; read: number; written: number };

/** Counts the database usage while `act` runs. */
export async function spending(act: (metered: Ports) => Promise<void>): Promise<Spent> {
  const spent = { statements: 0, read: 0, written: 0 };
  const onCost = (cost: Spent): void => {
    spent.statements += cost.statements;
    spent.read += cost.read;
    spent.written += cost.written;
  };
  const metered = d1(bindings.DB, { onCost });
  await act(ports(() => metered));
  return spent;
}

/** `count` active subscriptions, each with the one-week lesson scheduled for `dueAt`. */
export async function addDue(
  prefix: string,
  count: number,
  dueAt: number,
  days = 3,
): Promise<void> {
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
  const closesAt = dueAt + days * 86_400_000;
  const targetDate = new Date(dueAt + 7 * 86_400_000).toISOString().slice(0, 10);
  await bindings.DB.batch(
    [
      `${numbers} INSERT INTO subscribers (id, address, address_key, created_at)
       SELECT '${prefix}p' || i, '${prefix}' || i || '@example.com', '${prefix}' || i || '@example.com', 0 FROM n`,
      `${numbers} INSERT INTO subscriptions (id, subscriber_id, course, status, target_date, time_zone,
         send_hour, name, locale, round, revision, change_token, requested_at)
       SELECT '${prefix}' || i, '${prefix}p' || i, 'ml-interviews', 'active', '${targetDate}', 'UTC', 8,
         'Reader ' || i, 'en', 1, 1, '', 0 FROM n`,
      `${numbers} INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision,
         class, state, due_at, closes_at, address, facts)
       SELECT '${prefix}' || i || '_one-week_1_1', '${prefix}' || i, 'one-week', 'lesson', 1, 1, 1, 2,
         'scheduled', ${dueAt}, ${closesAt}, '${prefix}' || i || '@example.com', '{}' FROM n`,
    ].map((sql) => bindings.DB.prepare(sql)),
  );
}

/** Counts of rows by `state` or `state(reason)`. */
export const states = (prefix: string): Promise<Record<string, number>> => tally(`${prefix}%`);

/** The same for the lessons added by `addDue`, without rows that a new plan added. */
export const lessons = (prefix: string): Promise<Record<string, number>> =>
  tally(`${prefix}%one-week_1_1`);

async function tally(like: string): Promise<Record<string, number>> {
  const { results } = await bindings.DB.prepare(
    `SELECT state || COALESCE('(' || reason || ')', '') AS name, count(*) AS n
     FROM deliveries WHERE id LIKE ?1 GROUP BY 1`,
  )
    .bind(like)
    .all<{ name: string; n: number }>();
  return Object.fromEntries(results.map(({ name, n }) => [name, n]));
}
