import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compiledCourse } from '../../scripts/cli/described.ts';
import { localSecrets } from '../../scripts/world/secrets.ts';
import { tokens } from '../../src/links/links.ts';
import { type LocalDatabase, localDatabase } from '../support/local-database.ts';

const course = compiledCourse(undefined, '').id;
const AHEAD = 400 * 86_400_000;

/** A day that many days after the local world's today. */
const day = (days: number): string =>
  new Date(Date.now() + AHEAD + days * 86_400_000).toISOString().slice(0, 10);
const DATE = day(500);
const LATER = day(900);

let database: LocalDatabase;
const why = (...args: string[]) => database.milepost('why', ...args);
const person = (...args: string[]) => database.milepost('person', ...args);

beforeAll(async () => {
  database = await localDatabase();
  const { hashesOf } = tokens([localSecrets(database.state).LINK_SECRET!]);
  mkdirSync(join(database.state, 'mailbox'));
  writeFileSync(join(database.state, 'mailbox/clock'), String(AHEAD));
  const subscription = {
    ...{ subscriber_id: 'ada', time_zone: 'Asia/Kolkata', send_hour: 8, name: 'Ada', locale: 'en' },
    ...{ round: 1, revision: 1, change_token: '', requested_at: 0, status: 'active' },
  };
  for (const id of ['ada', 'eve']) {
    const address = `${id}@example.com`;
    database.insert('subscribers', { id, address, address_key: address, created_at: 0 });
  }
  database.insert('subscriptions', {
    ...subscription,
    id: 'a1',
    course,
    target_date: DATE,
  });
  database.insert('subscriptions', { ...subscription, id: 'a2', course: 'other', status: 'left' });
  const pending = { subscriber_id: 'eve', status: 'pending' };
  database.insert('subscriptions', { ...subscription, ...pending, id: 'e1', course });
  database.insert('suppressions', {
    address_hash: hashesOf('erased@example.com')[0]!,
    reason: 'complained',
  });
});
afterAll(() => database?.remove());

describe('npx milepost why', () => {
  test("says it in words, with the time of the local world's clock", async () => {
    const { code, stdout } = await why('ADA@example.com', '--json');
    const told = JSON.parse(stdout);
    expect([code, told.found, told.address]).toEqual([0, true, 'ADA@example.com']);
    expect(Date.parse(told.now)).toBeGreaterThan(Date.now() + AHEAD - 600_000);
    expect(told.courses).toMatchObject([
      { course, status: 'active', time_zone: 'Asia/Kolkata' },
      { course: 'other', status: 'left' },
    ]);
    expect(told.courses[0].says.join()).toContain(`Their date is ${DATE}`);
  });

  test('of an erased person, it finds the keyed hash; exit code 1, as of a stranger', async () => {
    const erased = await why('erased@example.com');
    expect([erased.code, erased.stdout]).toEqual([
      1,
      expect.stringContaining('marked an email as spam'),
    ]);
    const stranger = await why('nobody@example.com', '--json');
    expect([stranger.code, JSON.parse(stranger.stdout).found]).toEqual([1, false]);
  });

  test.each([
    [[], 'The address is missing.'],
    [['--json'], 'The address is missing.'],
    [['ada'], '"ada" isn\'t an email address.'],
    [['ada@example.com', '--all'], 'Unknown option'],
  ])('%j is not understood: exit code 2', async (args, words) => {
    const { code, stdout, stderr } = await why(...args);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(words)]);
  });
});

describe('npx milepost person', () => {
  test.each([
    [['show', 'nobody@example.com'], 1, 'No one with this address is signed up.'],
    [['leave', 'ada@example.com'], 2, 'Which course?'],
    [['leave', 'ada@example.com', '--course', 'third'], 1, 'don\'t take the course "third"'],
    [['move', 'ada@example.com', '--course', course], 2, '--date: Enter your date'],
    [
      ['move', 'ada@example.com', '--course', course, '--date', '2020-01-01'],
      2,
      'That day is over',
    ],
    [['move', 'eve@example.com', '--date', LATER], 1, "haven't confirmed"],
  ])('%j: exit code %i', async (args, exit, words) => {
    const { code, stdout, stderr } = await person(...args);
    expect([code, stdout, stderr]).toEqual([exit, '', expect.stringContaining(words)]);
  });

  test('move --dry-run only says what would change', async () => {
    const before = database.rows('SELECT * FROM subscriptions');
    const args = ['ada@example.com', '--course', course, '--date', LATER, '--dry-run'];
    const { code, stdout } = await person('move', ...args);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^This would move them to .*→/s)]);
    expect(database.rows('SELECT * FROM subscriptions')).toEqual(before);
  });

  test('leave --all unsubscribes from every course', async () => {
    const { code, stdout } = await person('leave', 'ada@example.com', '--all', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { status: 'left' }]);
    expect(
      database.rows("SELECT DISTINCT status FROM subscriptions WHERE subscriber_id = 'ada'"),
    ).toEqual([{ status: 'left' }]);
  });
});
