import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { query } from '../../scripts/cli/database.ts';
import { quietly, root, run, runWrangler } from '../../scripts/world/wrangler.ts';

// What the verbs do to a database is in test/real/restore.test.ts.
const milepost = (...args: string[]) => run([join(root, 'scripts/milepost.ts'), ...args]);

test.each([
  [['release', '--restored', 'yesterday'], '"yesterday" is no instant.'],
  [['release', '--adopt', 'course.example.com'], '"course.example.com" is no address.'],
  [['hold', '--until', 'tomorrow'], 'Unknown option'],
  [['unhold'], 'There is no verb "unhold".'],
])('%j is not understood: exit code 2, nothing is done', async (args, words) => {
  const { code, stdout, stderr } = await milepost(...args);
  expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(words)]);
});

test.each(['hold', 'release', 'unknown'])('%s --help says what it does', async (verb) => {
  const { code, stdout } = await milepost(verb, '--help');
  expect([code, stdout]).toEqual([0, expect.stringContaining(`npx milepost ${verb}`)]);
});

test('without a database it says how to get one: exit code 1', async () => {
  const state = mkdtempSync(join(tmpdir(), 'milepost-none-'));
  const { code, stderr } = await milepost('hold', '--state', state);
  expect([code, stderr]).toEqual([1, expect.stringContaining('npm start')]);
}, 30_000);

test('release lifts what was held for the provider, and what it refused is tried at once', async () => {
  const state = mkdtempSync(join(tmpdir(), 'milepost-release-'));
  const database = join(state, 'state');
  const apply = ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', database];
  expect((await runWrangler(apply, quietly(state))).code).toBe(0);
  await query({ state }, [
    `INSERT INTO subscribers (id, address, address_key, created_at) VALUES ('p', 'a@b', 'a@b', 0)`,
    `INSERT INTO subscriptions (id, subscriber_id, course, status, time_zone, send_hour, name,
       locale, round, revision, change_token, requested_at)
     VALUES ('s', 'p', 'c', 'active', 'UTC', 8, '', 'en', 1, 1, '', 0)`,
    `INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision, class,
       state, due_at, closes_at, waits_until, address, facts)
     VALUES ('d', 's', 'm', 'lesson', 1, 1, 1, 2, 'scheduled', 1, 2, 3, 'a@b', '{}')`,
    `INSERT INTO refusals (delivery_id, scope, reason, others_accepted, at)
     VALUES ('d', 'c/m', 'validation_error', 0, 1)`,
    `INSERT INTO holds (scope, cause, reason, since, next_at, tries)
     VALUES ('c/m', 'refused', 'validation_error', 1, 2, 0)`,
  ]);
  expect((await milepost('hold', '--why', "the operator's test", '--state', state)).code).toBe(0);
  const held = 'SELECT held FROM settings';
  expect(await query({ state }, [held])).toEqual([{ held: "the operator's test" }]);
  const { code, stdout } = await milepost('release', '--state', state);
  expect([code, stdout]).toEqual([0, expect.stringContaining('Sending goes on')]);
  expect(await query({ state }, [held])).toEqual([{ held: null }]);
  const left = `SELECT (SELECT count(*) FROM holds) + (SELECT count(*) FROM refusals) AS n,
    waits_until FROM deliveries`;
  expect(await query({ state }, [left])).toEqual([{ n: 0, waits_until: null }]);
}, 60_000);
