/** A database of the first release goes through every migration since, and its course goes on. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { countsOf } from '../../scripts/backup/dump.ts';
import { createWorld } from '../../scripts/in-process/world.ts';
import { AUDIT } from '../../src/storage/consistency-check.ts';
import { SCHEMA_VERSION } from '../../src/usecases/operator/problems.ts';

type Engine = DatabaseSync & { serialize(): Uint8Array };

/** The first schema with its rows, and what each migration since lost. */
function upgrade(more: readonly string[] = []) {
  const [first, ...since] = readdirSync('migrations').sort();
  const database = new DatabaseSync(':memory:') as Engine;
  database.exec(readFileSync(join('migrations', first!), 'utf8'));
  database.exec(readFileSync('test/fixtures/first-schema.sql', 'utf8'));
  const steps = since.map(
    (name) => [name, readFileSync(join('migrations', name), 'utf8')] as const,
  );
  const lost = [...steps, ...more.map((sql) => [sql, sql] as const)].flatMap(([name, sql]) => {
    const before = countsOf(database);
    database.exec(sql);
    const after = countsOf(database);
    const broken = database.prepare('PRAGMA foreign_key_check').all().length;
    const tables = Object.keys(before).filter((table) => (after[table] ?? 0) < before[table]!);
    return [
      ...tables.map((table) => `${name}: ${table}`),
      ...(broken ? [`${name}: references`] : []),
    ];
  });
  return { database, lost };
}

it('no migration since the first release loses a row or a reference', () => {
  const { database, lost } = upgrade();
  expect(lost).toEqual([]);
  expect(countsOf(database)).toMatchObject({ subscribers: 3, subscriptions: 3 });
  const version = database.prepare('SELECT schema_version FROM settings').get();
  expect(version).toEqual({ schema_version: SCHEMA_VERSION });
  expect(upgrade(['DELETE FROM subscriptions WHERE target_date IS NULL']).lost).not.toEqual([]);
});

it('after the upgrade, the people of the first release get their lessons, each once', async () => {
  const { database } = upgrade();
  const world = createWorld({ start: '2028-01-12T12:01:00Z' });
  world.sqlite.restore(database.serialize());
  await world.play('2028-04-01T00:00:00Z');
  const messages = (name: string) =>
    world.mails({ to: `${name}@example.com` }).map(({ delivery }) => delivery.split('_').at(-3));
  expect(messages('ada')).toEqual([
    ...['date-moved', 'three-months', 'one-week', 'one-day', 'how-did-it-go'],
  ]);
  expect(messages('bob')).toEqual(['one-day', 'how-did-it-go']);
  expect(messages('eve')).toEqual(['ask-date', 'ask-date']);
  const wrong = AUDIT.filter(
    ({ of, when }) =>
      world.rows(`SELECT 1 FROM ${of} d WHERE ?1 > 0 AND ${when}`, world.now).length > 0,
  );
  expect(wrong).toEqual([]);
  world.close();
});
