import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { linkKeysInUse } from '../../src/storage/operator.ts';
import { type LocalDatabase, localDatabase, milepost } from '../support/local-database.ts';

let database: LocalDatabase;
beforeAll(async () => {
  database = await localDatabase();
}, 60_000);
afterAll(() => database?.remove());

beforeEach(() => {
  database.exec(`
    DELETE FROM deliveries; DELETE FROM subscriptions; DELETE FROM subscribers;
    DELETE FROM refusals; DELETE FROM holds;
    UPDATE settings SET held = NULL, public_url = 'https://was.example';
    INSERT OR REPLACE INTO jobs (name, next_at) VALUES ('reconcile', 9)`);
  for (const id of ['ada', 'eve']) {
    const address = `${id}@example.com`;
    database.insert('subscribers', { id, address, address_key: address, created_at: 0 });
    database.insert('subscriptions', {
      ...{ id, subscriber_id: id, course: 'c', status: 'active', time_zone: 'UTC', send_hour: 8 },
      ...{ name: '', locale: 'en', round: 1, revision: 1, change_token: '', requested_at: 0 },
    });
  }
});

const addDelivery = (values: { readonly [column: string]: string | number }) =>
  database.insert('deliveries', {
    ...{ subscription_id: 'ada', message: String(values.id), kind: 'lesson', round: 1 },
    ...{ occasion: 1, revision: 1, class: 2, due_at: 1, closes_at: 2 },
    ...{ address: 'ada@example.com', facts: '{}' },
    ...values,
  });

describe('on a local database', () => {
  test('forecast counts what is planned, and prints no address', async () => {
    const dueAt = Date.now() + 86_400_000;
    addDelivery({ id: 'lesson', state: 'scheduled', due_at: dueAt, closes_at: dueAt + 9 });
    const { code, stdout } = await database.milepost('forecast', '--quota', '5');
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 emails from')]);
    expect(stdout).toContain('Every day is within your quota of 5.');
    expect(stdout).not.toContain('@');
  });

  test('forecast without subscribers asks for a description of them', async () => {
    const { code, stderr } = await database.milepost('forecast');
    expect([code, stderr]).toEqual([1, expect.stringContaining('--sign-ups 20')]);
  });

  test('hold stops all sending and says why', async () => {
    const { code, stdout } = await database.milepost('hold', '--why', "the operator's ?1 test");
    expect([code, stdout]).toEqual([0, expect.stringContaining('Sending is stopped')]);
    expect(database.rows('SELECT held FROM settings')).toEqual([
      { held: "the operator's ?1 test" },
    ]);
  });

  test('release ends every hold, and rejected emails are tried at once', async () => {
    addDelivery({ id: 'd', state: 'scheduled', waits_until: 3 });
    database.exec(`
      UPDATE settings SET held = 'x';
      INSERT INTO refusals (delivery_id, scope, reason, others_accepted, at)
      VALUES ('d', 'c/d', 'validation_error', 0, 1);
      INSERT INTO holds (scope, cause, reason, since, next_at, tries)
      VALUES ('c/d', 'refused', 'validation_error', 1, 2, 0)`);
    const { code, stdout } = await database.milepost('release');
    expect([code, stdout]).toEqual([0, expect.stringContaining('Sending starts again')]);
    expect(
      database.rows(`SELECT held, public_url AS url, waits_until AS waits,
        (SELECT count(*) FROM refusals) + (SELECT count(*) FROM holds) AS left
        FROM settings, deliveries`),
    ).toEqual([{ held: null, url: 'https://was.example', waits: null, left: 0 }]);
  });

  test('release ends the holds after bounces, and counts anew from now on', async () => {
    database.exec(`
      INSERT INTO holds (scope, cause, reason, since, next_at, tries)
      VALUES ('lessons', 'bounces', '21 of 300', 1, 8640000000000000, 0),
        ('sign-ups', 'complaints', '5 of 60', 1, 8640000000000000, 0)`);
    const before = Date.now();
    expect((await database.milepost('release')).code).toBe(0);
    const after = `SELECT (SELECT count(*) FROM holds) AS left, released_at >= ${before} AS anew
      FROM settings`;
    expect(database.rows(after)).toEqual([{ left: 0, anew: 1 }]);
  });

  test('release --restored --adopt looks up in the list what may have been sent since', async () => {
    const restored = '2026-03-20T08:00Z';
    addDelivery({ id: 'due', state: 'scheduled' });
    addDelivery({ id: 'called', state: 'sending', first_call_at: 7, call_id: 'k' });
    addDelivery({ id: 'ahead', state: 'scheduled', due_at: Date.now() + 3_600_000 });
    addDelivery({ id: 'sent', state: 'sent', first_call_at: 7 });
    const flags = ['--restored', restored, '--adopt', 'https://new.example'];
    const { code, stdout } = await database.milepost('release', ...flags);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^2 emails may have been sent/)]);
    const after = 'SELECT id, state, reason, first_call_at AS at FROM deliveries ORDER BY id';
    expect(database.rows(after)).toEqual([
      { id: 'ahead', state: 'scheduled', reason: null, at: null },
      { id: 'called', state: 'unknown', reason: 'restored', at: 7 },
      { id: 'due', state: 'unknown', reason: 'restored', at: Date.parse(restored) },
      { id: 'sent', state: 'sent', reason: null, at: 7 },
    ]);
    expect(database.rows('SELECT public_url AS url FROM settings')).toEqual([
      { url: 'https://new.example' },
    ]);
    expect(database.rows("SELECT next_at FROM jobs WHERE name = 'reconcile'")).toEqual([
      { next_at: 0 },
    ]);
  });

  test('unknown lists each email with one safe action', async () => {
    const ago = (hours: number): number => Date.now() - hours * 3_600_000;
    const doubt = { state: 'unknown', reason: 'no_answer' };
    addDelivery({ ...doubt, id: 'young', first_call_at: ago(24) });
    addDelivery({ ...doubt, id: 'old', first_call_at: ago(26), due_at: 2 });
    const unproved = { id: 'unproved', reason: 'list_ended', first_call_at: ago(26), due_at: 3 };
    addDelivery({ ...doubt, ...unproved });
    const { code, stdout } = await database.milepost('unknown', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { id: 'young', action: expect.stringMatching(/^Wait\. .* after 25 hours/) },
      { id: 'old', action: expect.stringContaining('the tag delivery=old') },
      { id: 'unproved', action: expect.stringContaining("list doesn't reach back") },
    ]);
  });

  test("new-links turns off one person's links", async () => {
    const { code, stdout } = await database.milepost('new-links', '--address', 'ADA@example.com');
    expect([code, stdout]).toEqual([0, expect.stringContaining('no longer work')]);
    expect(database.rows('SELECT id, link_version AS v FROM subscriptions ORDER BY id')).toEqual([
      { id: 'ada', v: 1 },
      { id: 'eve', v: 0 },
    ]);
  });

  test('rotate-keys reads which keys are in use', () => {
    database.exec(`UPDATE settings SET link_keys = '["k1"]'`);
    expect(database.rows(linkKeysInUse().sql)).toEqual([{ link_keys: '["k1"]' }]);
  });
});

test('plan prints every lesson of a date without a database', async () => {
  const { code, stdout } = await milepost('plan', '--date', '2028-02-29', '--joined', '2027-01-01');
  expect([code, stdout]).toEqual([0, expect.stringContaining('2028-02-29 in UTC')]);
  expect(stdout).toMatch(/^202\d-\d\d-\d\d \d\d:00 .* [\w-]+ +Planned$/m);
});

test.each([
  [['release', '--restored', 'yesterday'], '"yesterday" isn\'t an instant.'],
  [['release', '--adopt', 'course.example.com'], '"course.example.com" isn\'t a URL.'],
  [['hold', '--until', 'tomorrow'], 'Unknown option'],
  [['unhold'], '"unhold" isn\'t a verb.'],
  [['plan'], 'The target date is missing.'],
])('%j is not understood: exit code 2, nothing is done', async (args, words) => {
  const { code, stdout, stderr } = await milepost(...args);
  expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(words)]);
});

test.each(['hold', 'release', 'unknown', 'plan'])('%s --help says what it does', async (verb) => {
  const { code, stdout } = await milepost(verb, '--help');
  expect([code, stdout]).toEqual([0, expect.stringContaining(`npx milepost ${verb}`)]);
});

test('without a database it says how to get one: exit code 1', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'milepost-none-'));
  const { code, stderr } = await milepost('hold', '--state', empty);
  expect([code, stderr]).toEqual([1, expect.stringContaining('npm start')]);
}, 30_000);
