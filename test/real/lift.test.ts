import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localSecrets } from '../../scripts/world/secrets.ts';
import { tokens } from '../../src/links/links.ts';
import { type LocalDatabase, localDatabase } from '../support/local-database.ts';

let database: LocalDatabase;
const lift = (...args: string[]) => database.milepost('person', ...args);

beforeAll(async () => {
  database = await localDatabase();
  const [hash] = tokens([localSecrets(database.state).LINK_SECRET!]).hashesOf('erased@example.com');
  database.exec(
    `INSERT INTO subscribers (id, address, address_key, suppressed, created_at)
     VALUES ('ada', 'Ada@example.com', 'ada@example.com', 'complained', 0);
     INSERT INTO subscriptions (id, subscriber_id, course, status, suppressed, time_zone,
       send_hour, name, locale, round, revision, change_token, requested_at)
     VALUES ('ada', 'ada', 'ml-interviews', 'active', 2, 'UTC', 8, '', 'en', 1, 1, '', 0);
     INSERT INTO suppressions (address_hash, reason) VALUES ('${hash}', 'bounced')`,
  );
});
afterAll(() => database?.remove());

describe('npx milepost person lift', () => {
  test('lets an address that complained get emails again, from the next tick on', async () => {
    const before = Date.now();
    const { code, stdout } = await lift('lift', 'ADA@example.com');
    expect([code, stdout]).toEqual([0, expect.stringContaining('Lifted: complained.')]);
    const [row] = database.rows(
      `SELECT p.suppressed AS reason, s.suppressed AS level, s.wake_at FROM subscribers p
       JOIN subscriptions s ON s.subscriber_id = p.id`,
    );
    expect(row).toMatchObject({ reason: null, level: 0 });
    expect(row!.wake_at).toBeGreaterThanOrEqual(before);
  });

  test('deletes the hash of an erased person', async () => {
    const { code, stdout } = await lift('lift', 'erased@example.com');
    expect([code, stdout]).toEqual([0, expect.stringContaining('they can sign up again')]);
    expect(database.rows('SELECT * FROM suppressions')).toEqual([]);
  });

  test("says so when there is nothing to lift, and what it couldn't look up", async () => {
    writeFileSync(join(database.state, 'secrets.json'), '{}');
    const { code, stderr } = await lift('lift', 'ada@example.com');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/isn't suppressed.*--secret-file/s)]);
  });

  test.each([
    [[], 'The verb is missing.'],
    [['drop', 'ada@example.com'], '"drop" isn\'t a verb.'],
    [['toString', 'ada@example.com'], '"toString" isn\'t a verb.'],
    [['lift'], 'The address is missing.'],
    [['lift', 'ada@example.com', '--date', '2030-01-01'], "Unknown option '--date'"],
    [['lift', 'ada'], '"ada" isn\'t an email address.'],
    [['lift', 'ada@example.com', 'eve@example.com'], "isn't a verb"],
    [['lift', 'ada@example.com', '--all'], 'Unknown option'],
  ])('%j is not understood: exit code 2', async (args, words) => {
    const { code, stdout, stderr } = await lift(...args);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(words)]);
  });

  test('--help says what it does', async () => {
    const { code, stdout } = await lift('--help');
    expect([code, stdout]).toEqual([0, expect.stringContaining('npx milepost person <verb>')]);
  });
});
