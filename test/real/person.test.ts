/** One person's data: the commands do what the person's page does, here and at Cloudflare. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, run } from '../../scripts/world/wrangler.ts';
import { type Purpose, tokens } from '../../src/links/links.ts';
import { type Cloudflare, startCloudflare } from '../cloudflare/cloudflare.ts';
import { createDatabase } from '../cloudflare/d1.ts';
import { milepost } from '../support/local-database.ts';
import { LINK_SECRET, type Machine, pause, startMachine } from './machine.ts';

const ADDRESS = 'ada@real.example';
const DATE = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
const LATER = new Date(Date.now() + 400 * 86_400_000).toISOString().slice(0, 10);

let machine: Machine;
let cloud: Cloudflare;
let id: string;
let folder: string;
/** A copy of the database of a confirmed person, before each change. */
let before: string;
const secretFile = () => join(folder, 'link-secret.txt');

beforeAll(async () => {
  machine = await startMachine();
  folder = mkdtempSync(join(tmpdir(), 'milepost-person-'));
  writeFileSync(secretFile(), LINK_SECRET);
  await machine.start();
  await post('/subscribe', { email: ADDRESS, target_date: DATE, time_zone: 'Asia/Kolkata' });
  id = await eventually(() => one('SELECT id FROM subscriptions')?.id as string | undefined);
  await post(`/confirm/${token('confirm', Date.now() + 86_400_000)}`, {});
  await eventually(() =>
    one("SELECT 1 FROM deliveries WHERE message = 'welcome' AND state = 'sent'"),
  );
  await post(`/manage/${token('manage')}/notes`, { place: 'Room 7, very secret' });
  before = join(folder, 'before.sqlite');
  machine.saveDatabase(before);
  cloud = await startCloudflare();
}, 120_000);

afterAll(async () => {
  await machine?.stop();
  await cloud?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const one = (sql: string) => machine.database.prepare(sql).get();

const token = (purpose: Purpose, mark: number | null = null): string => {
  const { currentKey, sign } = tokens([LINK_SECRET]);
  return sign(purpose, currentKey, id, mark);
};

async function post(path: string, body: object, now?: number): Promise<unknown> {
  const answer = await machine.request(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(now ? { 'milepost-now': new Date(now).toISOString() } : {}),
    },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBeLessThan(300);
  return answer.json();
}

async function eventually<T>(read: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const found = read();
    if (found !== undefined) return found;
    await pause(25);
  }
  throw new Error('It never came.');
}

type Target = {
  readonly milepost: (...args: string[]) => ReturnType<typeof milepost>;
  readonly database: DatabaseSync;
};

/** A local world with a copy of the database. */
function local(prepare: string): Target {
  const state = mkdtempSync(join(folder, 'world-'));
  const files = join(state, 'state/v3/d1/miniflare-D1DatabaseObject');
  mkdirSync(files, { recursive: true });
  const file = join(files, basename(machine.database.location()!));
  writeFileSync(file, readFileSync(before));
  writeFileSync(join(state, 'secrets.json'), JSON.stringify({ LINK_SECRET }));
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec(prepare);
  return { milepost: (...args) => milepost(...args, '--state', state), database };
}

/** The same copy at Cloudflare. */
function remote(prepare: string): Target {
  const database = createDatabase('milepost', Date.now());
  (database.sqlite as DatabaseSync & { deserialize(saved: Uint8Array): void }).deserialize(
    readFileSync(before),
  );
  database.sqlite.exec('PRAGMA foreign_keys = ON');
  database.sqlite.exec(prepare);
  cloud.account.databases.splice(0, 1, database);
  const command = [join(root, 'scripts/milepost.ts')];
  return {
    milepost: (...args) => run([...command, ...args, '--remote'], { ...process.env, ...cloud.env }),
    database: database.sqlite,
  };
}

/** Every row of every table; random tokens of changes are left out. */
function dump(database: DatabaseSync): Record<string, unknown> {
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !/^(_cf|sqlite_|d1_)/.test(name));
  return Object.fromEntries(
    tables.map((name) => [
      name,
      database
        .prepare(`SELECT * FROM ${name}`)
        .all()
        .map(({ change_token: _, ...row }) => JSON.stringify(row))
        .sort(),
    ]),
  );
}

const NOTHING = 'SELECT 1';
const SUPPRESSED =
  "UPDATE subscribers SET suppressed = 'bounced'; UPDATE subscriptions SET suppressed = 1";

type Change = {
  readonly args: readonly string[];
  readonly prepare?: string;
  readonly page: (now: number) => Promise<unknown>;
  /** The instant at which the command ran. */
  readonly at: string;
};

const CHANGES: Readonly<Record<string, Change>> = {
  leave: {
    args: ['leave', ADDRESS],
    page: (now) => post(`/unsubscribe/${token('unsubscribe')}`, {}, now),
    at: 'SELECT left_at AS at FROM subscriptions',
  },
  move: {
    args: ['move', ADDRESS, '--date', LATER, '--hour', '7', '--kind', 'goal'],
    page: (now) =>
      post(
        `/manage/${token('manage')}/reschedule`,
        { target_date: LATER, send_hour: 7, date_kind: 'goal' },
        now,
      ),
    at: 'SELECT moved_at AS at FROM subscriptions',
  },
  erase: {
    args: ['erase', ADDRESS, '--yes'],
    page: () => post(`/manage/${token('manage')}/erase`, {}),
    at: 'SELECT 1 AS at',
  },
  'erase, of a suppressed address': {
    args: ['erase', ADDRESS, '--yes'],
    prepare: SUPPRESSED,
    page: () => post(`/manage/${token('manage')}/erase`, {}),
    at: 'SELECT 1 AS at',
  },
};

describe.each([
  ['in the local world', local],
  ['at Cloudflare', remote],
] as const)('%s, a command leaves the database as the page does', (where, open) => {
  test.each(Object.entries(CHANGES))('%s', async (_, { args, prepare = NOTHING, page, at }) => {
    const target = open(prepare);
    const secret = where === 'at Cloudflare' && args[0] === 'erase';
    const flags = secret ? ['--secret-file', secretFile()] : [];
    const { code, stderr } = await target.milepost('person', ...args, ...flags);
    expect([code, stderr]).toEqual([0, '']);
    restore(prepare);
    await page(target.database.prepare(at).get()!.at as number);
    expect(dump(target.database)).toEqual(dump(machine.database));
  });

  test('export: the same but for what is the person’s alone', async () => {
    const { code, stdout } = await open(NOTHING).milepost('person', 'export', ADDRESS);
    restore(NOTHING);
    const answer = await machine.request(`/manage/${token('manage')}/export`);
    const theirs = JSON.stringify(withoutPrivate(await answer.json()));
    expect(code).toBe(0);
    expect(JSON.stringify({ ...JSON.parse(stdout), exported_at: '' })).toBe(theirs);
    expect(stdout).not.toMatch(/very secret|\/manage\/|https?:/);
  });

  test('show and why --json print neither notes nor links', async () => {
    const target = open(NOTHING);
    for (const args of [
      ['person', 'show', ADDRESS],
      ['why', ADDRESS, '--json'],
    ]) {
      const { code, stdout } = await target.milepost(...args);
      expect([code, stdout]).toEqual([0, expect.stringContaining(ADDRESS)]);
      expect(stdout).not.toMatch(/very secret|\/manage\/|https?:/);
    }
  });
});

/** The page's database as it was before. */
function restore(prepare: string): void {
  const { database } = machine;
  database.exec(`ATTACH '${before}' AS saved; PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE`);
  const tables = database
    .prepare("SELECT name FROM saved.sqlite_master WHERE type = 'table' AND sql IS NOT NULL")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !/^(_cf|sqlite_|d1_)/.test(name));
  for (const name of tables) {
    database.exec(`DELETE FROM main.${name}; INSERT INTO main.${name} SELECT * FROM saved.${name}`);
  }
  database.exec(`COMMIT; DETACH saved; ${prepare}`);
}

function withoutPrivate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrivate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !['notes', 'undo', 'slots'].includes(name))
      .map(([name, own]) => [name, name === 'exported_at' ? '' : withoutPrivate(own)]),
  );
}

describe('at Cloudflare, what keeps a keyed hash needs the secret', () => {
  const refused = async (file: string | null): Promise<string> => {
    const target = remote(SUPPRESSED);
    target.database.exec(
      `UPDATE settings SET link_keys = '${JSON.stringify(tokens([LINK_SECRET]).keys)}'`,
    );
    const flags = file === null ? [] : ['--secret-file', file];
    const unchanged = dump(target.database);
    const { code, stdout, stderr } = await target.milepost('person', 'erase', ADDRESS, ...flags);
    expect([code, stdout]).toEqual([1, '']);
    expect(dump(target.database)).toEqual(unchanged);
    return stderr;
  };

  test('without a file, nothing is erased', async () => {
    expect(await refused(null)).toContain('Add --secret-file');
  });

  test("with another secret than the Worker's, nothing is erased", async () => {
    const other = join(folder, 'other.txt');
    writeFileSync(other, 'another-secret-of-thirty-two-or-more-characters');
    expect(await refused(other)).toContain("isn't the LINK_SECRET that the Worker uses");
    expect(await refused(join(folder, 'missing.txt'))).toContain('contains no LINK_SECRET');
  });
});
