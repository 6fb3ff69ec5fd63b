/** Fills a local D1 with subscribers by SQL, while no Worker runs. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { root } from '../scripts/world/wrangler.ts';
import { openRuntime } from './runtime.ts';

export type Population = {
  readonly subscribers: number;
  /** How many have an email due at `NOW`. */
  readonly due: number;
  /** How many more have an email due one hour earlier, for the warm-up. */
  readonly warmUp: number;
};

/** A Monday in spring at eight: the fixed time of all benchmarks. */
export const NOW = Date.parse('2028-03-13T08:00:00Z');
export const WARM_UP = NOW - 3_600_000;

/** Marks the nightly jobs as done. */
const TENDED = WARM_UP - 3_600_000;

const DAY = 86_400_000;

/** The table of the bare Worker. */
const BARE = `CREATE TABLE bare (
  id TEXT PRIMARY KEY, address TEXT NOT NULL UNIQUE, target_date TEXT NOT NULL,
  time_zone TEXT NOT NULL, send_hour INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;`;

/** Creates a state folder with a migrated and filled database; `copyOf` copies it for one run. */
export async function seeded(population: Population): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-bench-'));
  const blank = {
    main: 'blank.js',
    modules: { 'blank.js': { type: 'esm', contents: BLANK } },
  } as const;
  const runtime = await openRuntime(blank, folder);
  await (await fetch(runtime.url)).text();
  await runtime.close();
  inDatabase(folder, (database) => {
    const migrations = join(root, 'migrations');
    for (const name of readdirSync(migrations).sort()) {
      database.exec(readFileSync(join(migrations, name), 'utf8'));
    }
    fill(database, population);
  });
  return folder;
}

const BLANK = `export default { async fetch(_, env) {
  await env.DB.prepare('SELECT 1').all();
  return new Response('ok');
} }`;

export function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'milepost-bench-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

export const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Opens the database under a state folder; no Worker may have it open. */
export function inDatabase<T>(folder: string, use: (database: DatabaseSync) => T): T {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const file = files.find((name) => name.endsWith('.sqlite') && !name.includes('metadata'));
  if (file === undefined) throw new Error(`no database below ${folder}`);
  const database = new DatabaseSync(join(folder, file));
  try {
    return use(database);
  } finally {
    database.close();
  }
}

/** Names in several scripts, so that not every email is single-byte. */
const NAMES = ['Ada', 'Grace', 'Zoë', 'Kurt', 'Łukasz', 'Emmy', 'さくら', 'Alan O’Neill'];
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'];

/** A permutation of the subscribers: ids and due dates are in no order, as in life. */
const RANK = 7919;
const ID = `printf('%08x%08x%04x', i * 2654435761 % 4294967296, i * 40503 % 4294967296, i % 65536)`;

/** One subscription per subscriber, with the one-week and the one-day lesson of its date. */
function fill(database: DatabaseSync, { subscribers, due, warmUp }: Population): void {
  const pick = (list: readonly string[]): string =>
    `CASE i % ${list.length} ${list.map((text, index) => `WHEN ${index} THEN '${text}'`).join(' ')} END`;
  const nth = `WITH RECURSIVE
    counted(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < ${subscribers}),
    n AS (SELECT i, i * ${RANK} % ${subscribers} + 1 AS rank, ${ID} AS id FROM counted)`;
  // All others are due on later days, a thousand per day.
  const dueAt = `CASE WHEN rank <= ${due} THEN ${NOW} WHEN rank <= ${due + warmUp} THEN ${WARM_UP}
    ELSE ${NOW} + (1 + rank / 1000) * ${DAY} END`;
  const address = `'reader' || i || '@example.com'`;
  const date = `date(${dueAt} / 1000 + 7 * 86400, 'unixepoch')`;
  database.exec(`
    PRAGMA synchronous = OFF;
    BEGIN;
    ${nth} INSERT INTO subscribers (id, address, address_key, created_at)
      SELECT 'p' || id, ${address}, ${address}, ${NOW - 90 * DAY} FROM n;
    ${nth} INSERT INTO subscriptions (id, subscriber_id, course, status, target_date, time_zone,
      send_hour, name, locale, round, revision, change_token, requested_at, confirmed_at)
      SELECT 's' || id, 'p' || id, 'ml-interviews', 'active', ${date}, ${pick(ZONES)},
        8, ${pick(NAMES)}, 'en', 1, 1, 'seed', ${NOW - 90 * DAY}, ${NOW - 90 * DAY} FROM n;
    ${nth} INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision,
      class, state, due_at, closes_at, address, facts)
      SELECT 's' || id || '_one-week_1_1', 's' || id, 'one-week', 'lesson', 1, 1, 1, 2, 'scheduled',
        ${dueAt}, ${dueAt} + 3 * ${DAY}, ${address},
        '{"next":{"lesson":"one-day","at":' || (${dueAt} + 6 * ${DAY}) || '}}' FROM n;
    ${nth} INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision,
      class, state, due_at, closes_at, address, facts)
      SELECT 's' || id || '_one-day_1_1', 's' || id, 'one-day', 'lesson', 1, 1, 1, 1, 'scheduled',
        ${dueAt} + 6 * ${DAY}, ${dueAt} + 6 * ${DAY} + 16 * 3600000, ${address}, '{}' FROM n;
    INSERT OR REPLACE INTO jobs (name, next_at)
      SELECT value, ${TENDED} + ${DAY}
      FROM json_each('["zones","consistency-check","nightly","reconcile"]');
    ${BARE}
    COMMIT;
    ANALYZE;
    PRAGMA wal_checkpoint(TRUNCATE);
  `);
}
