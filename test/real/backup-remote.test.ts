/** Backup and restore of a deployed database, through Cloudflare's API. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root, run } from '../../scripts/world/wrangler.ts';
import { type Cloudflare, startCloudflare } from '../cloudflare/cloudflare.ts';
import { createDatabase } from '../cloudflare/d1.ts';

const folder = mkdtempSync(join(tmpdir(), 'milepost-backups-'));
let cloud: Cloudflare;
beforeAll(async () => {
  cloud = await startCloudflare();
  const database = createDatabase('milepost', Date.now());
  cloud.account.databases.push(database);
  for (const file of readdirSync(join(root, 'migrations')).sort()) {
    database.sqlite.exec(readFileSync(join(root, 'migrations', file), 'utf8'));
  }
  for (const id of ['ada', 'bob', 'eve']) {
    database.sqlite.exec(`
      INSERT INTO subscribers (id, address, address_key, created_at)
      VALUES ('${id}', '${id}@example.com', '${id}@example.com', 0);
      INSERT INTO subscriptions (id, subscriber_id, course, status, time_zone, send_hour, name,
        locale, round, revision, change_token, requested_at)
      VALUES ('${id}', '${id}', 'c', 'active', 'UTC', 8, '', 'en', 1, 1, '', 0)`);
  }
});
afterAll(async () => {
  await cloud?.stop();
  rmSync(folder, { recursive: true });
});

const sqlite = () => cloud.account.databases[0]!.sqlite;
const files = () => readdirSync(folder).map((name) => join(folder, name));
const milepost = (...args: string[]) =>
  run([join(root, 'scripts/milepost.ts'), ...args, '--folder', folder, '--remote'], cloud.env);
const people = () =>
  sqlite()
    .prepare('SELECT id, status FROM subscriptions ORDER BY id')
    .all()
    .map((row) => ({ ...row }));

it('a deployed database is saved, changed by a mistake, and restored with what people did', async () => {
  const backup = await milepost('backup');
  expect([backup.code, backup.stderr]).toEqual([0, '']);
  expect(backup.stdout).toContain('has 3 subscribers');
  const [file] = files();
  expect(statSync(file!).mode & 0o777).toBe(0o600);

  sqlite().exec(`
    UPDATE subscriptions SET status = 'left', revision = 2, change_token = 'x' WHERE id = 'ada';
    DELETE FROM subscribers WHERE id = 'bob';
    UPDATE subscriptions SET status = 'paused' WHERE id = 'eve'`);
  const restore = await milepost('restore', file!);
  expect([restore.code, restore.stderr]).toEqual([0, '']);
  expect(restore.stdout).toContain('unsubscribed: 1\n  erased or expired: 1');
  expect(backup.stdout + restore.stdout).not.toMatch(/@|https?:/);
  expect(people()).toEqual([
    { id: 'ada', status: 'left' },
    { id: 'eve', status: 'active' },
  ]);
  expect(sqlite().prepare('SELECT held FROM settings').get()).toEqual({ held: null });
  sqlite().exec("UPDATE subscriptions SET name = 'open again'");
}, 300_000);

it('if the import fails, nothing is replaced and the database is open again', async () => {
  const before = people();
  cloud.fail({ path: /\/import$/ });
  const { code, stderr } = await milepost('restore', files()[0]!);
  cloud.heal();
  expect([code, stderr]).toEqual([1, expect.stringContaining("The database didn't answer")]);
  expect(people()).toEqual(before);
  sqlite().exec("UPDATE subscriptions SET name = 'open'");
}, 300_000);

it("if the current database can't be exported, it stops before it replaces anything", async () => {
  const before = people();
  cloud.fail({ path: /\/export$/ });
  const { code, stderr } = await milepost('restore', files()[0]!);
  cloud.heal();
  expect([code, stderr]).toEqual([1, expect.stringContaining('--unread')]);
  expect(people()).toEqual(before);
}, 300_000);
