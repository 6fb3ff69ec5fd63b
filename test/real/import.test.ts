/** An import into a real database: killed, repeated, and at Cloudflare. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, run } from '../../scripts/world/wrangler.ts';
import { type Cloudflare, startCloudflare } from '../cloudflare/cloudflare.ts';
import { createDatabase } from '../cloudflare/d1.ts';
import { type LocalDatabase, localDatabase } from '../support/local-database.ts';
import { LINK_SECRET, pause } from './machine.ts';

const PEOPLE = 12_000;

let folder: string;
let local: LocalDatabase;
let cloud: Cloudflare;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'milepost-import-'));
  local = await localDatabase();
  writeFileSync(join(local.state, 'secrets.json'), JSON.stringify({ LINK_SECRET }));
  writeFileSync(join(folder, 'secret.txt'), LINK_SECRET);
  cloud = await startCloudflare();
}, 120_000);

afterAll(async () => {
  local?.remove();
  await cloud?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function csv(name: string, people: number): string {
  const file = join(folder, name);
  const rows = Array.from(
    { length: people },
    (_, n) => `p${n}@example.com,O'Neil ${n},2031-0${(n % 9) + 1}-15,2026-11-02 14:30,Our form`,
  );
  writeFileSync(
    file,
    `email,name,target_date,consent_at,consent_source\n${rows.join('\n')}\ngone@example.com,,,,\n`,
  );
  return file;
}

const FLAGS = ['--welcome', 'no', '--zone', 'UTC', '--spread', 'no'];

const counts = () =>
  local.rows(
    `SELECT (SELECT count(*) FROM subscribers) AS people,
       (SELECT count(*) FROM subscriptions WHERE status = 'active') AS active,
       (SELECT count(*) FROM subscriptions WHERE status = 'pending') AS invited,
       (SELECT count(*) FROM consents) AS consents,
       (SELECT count(DISTINCT subscription_id) FROM deliveries) AS planned`,
  )[0];

test('a killed import goes on when it is run again, and a third run changes nothing', async () => {
  const file = csv('people.csv', PEOPLE);
  const script = join(root, 'scripts/milepost.ts');
  const args = [script, 'import', file, ...FLAGS, '--state', local.state];
  const first = spawn(process.execPath, args, { cwd: root, stdio: 'ignore', detached: true });
  for (;;) {
    const { people } = counts() as { people: number };
    if (people > 0) {
      // With the database's process, which would outlive it.
      process.kill(-first.pid!, 'SIGKILL');
      break;
    }
    if (first.exitCode !== null) throw new Error('It ended before it was killed.');
    await pause(5);
  }
  expect((counts() as { people: number }).people).toBeLessThan(PEOPLE);
  const second = await local.milepost('import', file, ...FLAGS);
  expect([second.code, second.stderr]).toEqual([0, '']);
  const all = { people: PEOPLE + 1, active: PEOPLE, invited: 1, consents: PEOPLE + 1 };
  expect(counts()).toEqual({ ...all, planned: PEOPLE + 1 });
  const before = local.rows('SELECT id, change_token FROM subscriptions ORDER BY id');
  const third = await local.milepost('import', file, ...FLAGS);
  expect([third.code, third.stderr]).toEqual([0, '']);
  expect(third.stdout).toContain(`${PEOPLE + 1}  skipped`);
  expect(local.rows('SELECT id, change_token FROM subscriptions ORDER BY id')).toEqual(before);
  // No line names an address.
  expect(second.stdout + third.stdout).not.toContain('@');
}, 600_000);

test('an import and an export at Cloudflare need the secret, and are the same as here', async () => {
  const database = createDatabase('milepost', Date.now());
  cloud.account.databases.splice(0, 1, database);
  for (const name of ['0001_base.sql']) {
    database.sqlite.exec(readFileSync(join(root, 'migrations', name), 'utf8'));
  }
  const remote = (...args: string[]) =>
    run([join(root, 'scripts/milepost.ts'), ...args, '--remote'], { ...process.env, ...cloud.env });
  const file = join(folder, 'remote.csv');
  const rows = Array.from(
    { length: 300 },
    (_, n) => `p${n}@real.example.org,O'Neil;? ?1 ${n},2031-02-15,2026-11-02 14:30,Our form`,
  );
  const header = 'email,name,target_date,consent_at,consent_source';
  writeFileSync(
    file,
    `${header}\n${rows.join('\n').replaceAll('real.example.org', 'milepost.dev')}\n`,
  );
  const refused = await remote('import', file, ...FLAGS);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--secret-file')]);
  const secret = ['--secret-file', join(folder, 'secret.txt')];
  const { tokens } = await import('../../src/links/links.ts');
  database.sqlite.exec(
    `UPDATE settings SET link_keys = '${JSON.stringify(tokens([LINK_SECRET]).keys)}'`,
  );
  const done = await remote('import', file, ...FLAGS, ...secret);
  expect([done.code, done.stderr]).toEqual([0, '']);
  const people = database.sqlite.prepare('SELECT count(*) AS n FROM subscriptions').get();
  expect(people).toEqual({ n: 300 });
  const again = await remote('import', file, ...FLAGS, ...secret);
  expect(again.stdout).toContain('300  skipped');
  const exported = join(folder, 'exported.csv');
  expect((await remote('export', 'people', '--file', exported)).code).toBe(0);
  expect(readFileSync(exported, 'utf8').split('\n')).toHaveLength(302);
}, 600_000);
