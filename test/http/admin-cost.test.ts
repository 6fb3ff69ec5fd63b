/** What the admin pages read, however many people are subscribed and however much goes wrong. */
import { beforeAll, describe, expect, it } from 'vitest';
import { tick } from '../../src/usecases/sending/tick.ts';
import { addDue, spending } from '../support/ledger.ts';
import { bindings, request } from '../support/worker.ts';

const NOW = '2028-03-13T11:00:00Z';
const START = Date.parse(NOW);
const DAY = 86_400_000;
/** Counting a hundred thousand takes a quarter of a minute. */
const PEOPLE = (bindings as { MODE?: string }).MODE === 'verify' ? 100_000 : 20_000;
const MANY = 3_000;

/** Of each person an email that was sent in the last month. */
const SENT = `
  INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision, class, state,
    due_at, closes_at, address, facts, sent_at, delivered_at, provider_id)
  SELECT subscription_id || '_three-months_1_1', subscription_id, 'three-months', 'lesson', 1, 1, 1, 3,
    'sent', ${START} - rowid % 30 * ${DAY}, ${START}, address, '{}', ${START} - rowid % 30 * ${DAY},
    ${START} - rowid % 30 * ${DAY}, 're_' || rowid
  FROM deliveries WHERE message = 'one-week'`;

/** Two years of daily counts of 40 messages, many zones, and many events and hashes. */
const HISTORY = [
  `WITH RECURSIVE d(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM d WHERE i < 730),
     m(measure) AS (VALUES ('sent'), ('delivered'), ('bounced'), ('complained'), ('unknown'),
       ('failed'), ('waited 1'), ('waited 2'), ('waited 3'), ('waited 4'), ('waited 5')),
     t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t WHERE i < 40)
   INSERT OR IGNORE INTO daily (measure, day, course, message, n)
   SELECT iif(t.i = 1, 'all ' || measure, measure), date('2026-04-01', '+' || d.i || ' days'),
     iif(t.i = 1, '', 'ml-interviews'), iif(t.i = 1, '', 'message-' || t.i), 3
   FROM d CROSS JOIN m CROSS JOIN t`,
  `WITH RECURSIVE w(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM w WHERE i < 53),
     t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t WHERE i < 15)
   INSERT OR IGNORE INTO daily (measure, day, course, message, n)
   SELECT 'planned', date('2028-03-13', '+' || (w.i * 7) || ' days'), 'ml-interviews',
     'message-' || t.i, 3
   FROM w CROSS JOIN t`,
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
   INSERT INTO daily (measure, day, course, message, n)
   SELECT 'zone Zone/' || i, '', 'ml-interviews', '', i FROM n`,
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
   INSERT INTO feedback (event_id, kind, received_at) SELECT 'e' || i, 'delivered', i FROM n`,
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
   INSERT INTO suppressions (address_hash, reason) SELECT 'h' || i, 'bounced' FROM n`,
];

const some = (message: string, from: number): string =>
  `WHERE message = '${message}' AND rowid IN (
     SELECT rowid FROM deliveries WHERE message = '${message}' ORDER BY id LIMIT ${MANY} OFFSET ${from})`;

/** Thousands of emails of each kind of trouble, and of people who changed their address. */
const TROUBLE = [
  `UPDATE deliveries SET due_at = ${START} - 3600000 ${some('one-week', 0)}`,
  `UPDATE deliveries SET state = 'failed', reason = 'invalid', failed_at = ${START} - 1000
   ${some('one-week', MANY)}`,
  `UPDATE deliveries SET state = 'unknown', reason = 'timeout' ${some('one-week', 2 * MANY)}`,
  `UPDATE deliveries SET bounce = 'hard', bounced_at = ${START}, sent_at = ${START} - 1000
   ${some('three-months', 0)}`,
  `UPDATE feedback SET kind = 'unknown', type = 'email.new' WHERE received_at < ${MANY}`,
  `INSERT INTO address_changes (id, subscriber_id, subscription_id, address, address_key, asked_at,
     settled, settled_at)
   SELECT 'c' || id, subscriber_id, id, 'new' || id || '@example.com', 'new' || id || '@example.com',
     1, 'confirmed', 2
   FROM subscriptions LIMIT ${MANY}`,
  `INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision, class,
     state, due_at, closes_at, address, facts, sent_at)
   SELECT subscription_id || '_address-changed_1_1', subscription_id, 'address-changed', 'address',
     1, 1, 1, 1, 'sent', 1, 2, 'former' || subscription_id || '@example.com',
     json_object('change', id), 2
   FROM address_changes`,
];

beforeAll(async () => {
  await addDue('ahead', PEOPLE, START + 30 * DAY);
  await run([SENT]);
  // The daily counts walk through all rows, a portion a minute.
  let minutes = 0;
  for (
    const isDone = `SELECT count(*) AS n FROM jobs WHERE name = 'daily-counts' AND cursor = ''
      AND next_at > ${START} + 3600000`;
    !(await bindings.DB.prepare(isDone).first('n'));
    minutes++
  )
    await spending((ports) => tick(ports, () => START + minutes * 60_000));
  await run([...HISTORY]);
}, 300_000);

async function run(statements: readonly string[]): Promise<void> {
  for (const sql of statements) await bindings.DB.prepare(sql).run();
}

let rows = 0;
const counted = (result: D1Result): D1Result => {
  rows += result.meta.rows_read;
  return result;
};

/** The binding as `d1` uses it, counting rows. */
const DB = {
  prepare: (sql: string) => ({
    bind: (...values: unknown[]) => {
      const bound = bindings.DB.prepare(sql).bind(...values);
      return { bound, all: async () => counted(await bound.all()) };
    },
  }),
  batch: async (all: readonly { bound: D1PreparedStatement }[]) =>
    (await bindings.DB.batch(all.map(({ bound }) => bound))).map(counted),
} as unknown as D1Database;

const LAPTOP = { ...bindings, PUBLIC_URL: 'http://localhost:8787', DB };

/** All pages, and the files and people that they link to. */
const PAGES = [
  ...['', '/emails', '/runs', '/emails.csv', '/planned.csv', '/runs/events-by-day.csv'],
  ...[
    'ahead7@example.com',
    'newahead7@example.com',
    'formerahead7@example.com',
    'no@example.com',
  ].map((address) => `/person?address=${encodeURIComponent(address)}`),
];

async function open(page: string): Promise<string> {
  rows = 0;
  const answer = await request(`http://localhost:8787/admin${page}`, NOW, {}, LAPTOP);
  expect(answer.status).toBe(200);
  return answer.text();
}

describe.each([
  ['on a good day', []],
  ['while much goes wrong', TROUBLE],
])(`with ${PEOPLE} people, %s`, (_, trouble) => {
  beforeAll(() => run(trouble), 300_000);

  it('the overview shows all of them', async () => {
    expect(await open('/hours.csv')).toContain(`08:00,${PEOPLE}\r\n`);
  });

  it.each(PAGES)('/admin%s reads at most 3,000 rows', async (page) => {
    await open(page);
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThanOrEqual(3_000);
  });
});
