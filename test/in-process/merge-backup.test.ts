/** What a restore keeps of the current database, and what it takes from the backup. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { loadDump, writeDump } from '../../scripts/backup/dump.ts';
import { CURRENT, doubt, mergeCurrent, missingIn } from '../../scripts/backup/merge.ts';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { DAY } from '../../src/domain/time.ts';
import { closeDatabase, reopenDatabase } from '../../src/storage/restoring.ts';
import { tablesOf } from '../support/schema.ts';

const START = '2028-01-10T12:00:00Z';
const NOW = Date.parse('2028-01-12T12:00:00Z');

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A copy of a world's database, by way of an SQL file as a backup is. */
function copyOf({ sqlite }: World): { readonly copy: DatabaseSync; readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-merge-'));
  folders.push(folder);
  const path = join(folder, 'copy.sqlite');
  const engine = new DatabaseSync(':memory:') as DatabaseSync & {
    deserialize(saved: Uint8Array): void;
  };
  engine.deserialize(sqlite.save());
  writeDump(engine, join(folder, 'dump.sql'));
  return { copy: loadDump(join(folder, 'dump.sql'), path), path };
}

/** A world with a person, backed up on its first day. */
async function backedUp() {
  const world = createWorld({ start: START });
  const join = (email: string, more = {}) =>
    world.join({ email, target_date: '2028-01-20', time_zone: 'UTC', ...more });
  const ada = await join('ada@example.com');
  const bob = await join('bob@example.com');
  await world.tick();
  const { copy: backup } = copyOf(world);
  world.advanceTo('2028-01-11T12:00:00Z');
  const merge = (keepMissing = false) => {
    const { copy: current, path } = copyOf(world);
    current.close();
    backup.exec(`ATTACH '${path}' AS current`);
    const since = mergeCurrent(backup, NOW, keepMissing);
    const doubted = doubt(backup, NOW, 'restoring');
    world.close();
    return { since, doubted };
  };
  const rows = (sql: string) =>
    backup
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  return { world, join, ada, bob, backup, merge, rows };
}

/** The tables that are merged row by row, and those that stay as the backup has them. */
const BY_ROW = ['subscribers', 'subscriptions', 'deliveries'];
const OF_BACKUP = ['settings', 'calls', 'holds', 'refusals', 'jobs'];

it('a restore decides about every table', () => {
  const tables = tablesOf().map(({ table }) => table);
  expect([...CURRENT, ...BY_ROW, ...OF_BACKUP].sort()).toEqual(tables.sort());
});

it('counts of people who were erased since the backup stay', async () => {
  const { world, merge, rows } = await backedUp();
  world.rows(
    "INSERT INTO daily (measure, day, course, message, n, erased) VALUES ('asked', '', 'ml-interviews', '', 3, 1)",
  );
  merge();
  expect(rows('SELECT n, erased FROM daily')).toContainEqual({ n: 3, erased: 1 });
});

describe('a change that a person made since the backup stays', () => {
  it('leaving, with the emails that it canceled', async () => {
    const { world, ada, merge, rows } = await backedUp();
    await world.unsubscribe(ada);
    expect(merge().since).toMatchObject({ left: 1, erased: 0, joined: 0 });
    expect(rows(`SELECT status FROM subscriptions WHERE id = '${ada}'`)).toEqual([
      { status: 'left' },
    ]);
    expect(
      rows(
        `SELECT DISTINCT state FROM deliveries WHERE subscription_id = '${ada}' AND first_call_at IS NULL`,
      ),
    ).not.toContainEqual({ state: 'scheduled' });
  });

  it('an erasure, with every row of the person', async () => {
    const { world, ada, backup, merge } = await backedUp();
    world.rows(`DELETE FROM subscribers WHERE address_key = 'ada@example.com'`);
    expect(merge().since).toMatchObject({ erased: 1 });
    const tables = backup.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    for (const { name } of tables) {
      for (const row of backup.prepare(`SELECT * FROM "${name}"`).all()) {
        expect(JSON.stringify(row)).not.toMatch(new RegExp(`${ada}|ada@example`));
      }
    }
  });

  it('a moved date, with its plan', async () => {
    const { world, ada, merge, rows } = await backedUp();
    await world.reschedule(ada, { target_date: '2028-03-01' });
    expect(merge().since).toMatchObject({ moved: 1 });
    expect(rows(`SELECT target_date, wake_at FROM subscriptions WHERE id = '${ada}'`)).toEqual([
      { target_date: '2028-03-01', wake_at: NOW },
    ]);
    expect(
      rows(
        `SELECT message FROM deliveries WHERE subscription_id = '${ada}' AND message = 'date-moved'`,
      ),
    ).toHaveLength(1);
  });

  it('a changed address, also one that another person had', async () => {
    const { world, ada, bob, merge, rows } = await backedUp();
    world.rows(`DELETE FROM subscribers WHERE address_key = 'bob@example.com'`);
    world.rows(
      `UPDATE subscribers SET address = 'bob@example.com', address_key = 'bob@example.com'`,
    );
    world.rows(`UPDATE subscriptions SET change_token = 'new', revision = revision + 1`);
    expect(merge().since).toMatchObject({ readdressed: 1, erased: 1 });
    expect(rows('SELECT address FROM subscribers')).toEqual([{ address: 'bob@example.com' }]);
    expect(rows('SELECT id FROM subscriptions')).toEqual([{ id: ada }]);
    expect(bob).not.toBe(ada);
  });

  it('a suppression', async () => {
    const { world, ada, merge, rows } = await backedUp();
    world.rows(
      `UPDATE subscribers SET suppressed = 'complained' WHERE address_key = 'ada@example.com'`,
    );
    world.rows(`UPDATE subscriptions SET suppressed = 2 WHERE id = '${ada}'`);
    world.rows(`UPDATE deliveries SET state = 'cancelled', reason = 'suppressed'
                WHERE subscription_id = '${ada}' AND state = 'scheduled'`);
    world.rows("INSERT INTO suppressions VALUES ('hash', 'complained')");
    expect(merge().since).toMatchObject({ suppressed: 1 });
    expect(rows(`SELECT suppressed FROM subscriptions WHERE id = '${ada}'`)).toEqual([
      { suppressed: 2 },
    ]);
    expect(rows('SELECT address_hash FROM suppressions')).toEqual([{ address_hash: 'hash' }]);
  });

  it('a sign-up, with its consent', async () => {
    const { join, merge, rows } = await backedUp();
    const eve = await join('eve@example.com');
    expect(merge().since).toMatchObject({ joined: 1 });
    expect(rows(`SELECT status FROM subscriptions WHERE id = '${eve}'`)).toEqual([
      { status: 'active' },
    ]);
  });
});

describe('the ledger after a restore', () => {
  it('has every email that was handed over, so that none is sent again', async () => {
    const { world, merge, rows } = await backedUp();
    await world.play('2028-01-17T12:00:00Z');
    const sent = world.rows(
      'SELECT id FROM deliveries WHERE first_call_at IS NOT NULL ORDER BY id',
    );
    const { since, doubted } = merge();
    expect(since.sent).toBeGreaterThan(0);
    expect(doubted).toBe(0);
    expect(rows('SELECT id FROM deliveries WHERE first_call_at IS NOT NULL ORDER BY id')).toEqual(
      sent.map((row) => ({ ...row })),
    );
  });

  it('has the planned emails of the backup where no person changed them', async () => {
    const { world, merge, rows } = await backedUp();
    const planned = "SELECT id, due_at FROM deliveries WHERE state = 'scheduled' ORDER BY id";
    const before = world.rows(planned).map((row) => ({ ...row }));
    world.rows(
      "UPDATE deliveries SET state = 'cancelled', reason = 'by hand' WHERE state = 'scheduled'",
    );
    merge();
    expect(before.length).toBeGreaterThan(0);
    expect(rows(planned)).toEqual(before);
  });

  it('doubts what was due and is in neither ledger as sent, and what was being sent', async () => {
    const { world, ada, bob, merge, rows } = await backedUp();
    const week = "message = 'one-week'";
    world.rows(`DELETE FROM deliveries WHERE subscription_id = '${ada}' AND ${week}`);
    world.rows(`UPDATE deliveries SET state = 'sending', first_call_at = ${NOW - DAY}
                WHERE subscription_id = '${bob}' AND ${week}`);
    world.rows(`UPDATE deliveries SET due_at = ${NOW - DAY} WHERE ${week}`);
    expect(merge().doubted).toBeGreaterThan(0);
    expect(rows("SELECT DISTINCT reason FROM deliveries WHERE state = 'unknown'")).toEqual([
      { reason: 'restored' },
    ]);
  });
});

it('people whose rows are gone are counted, and come back only if they were lost', async () => {
  for (const lost of [false, true]) {
    const { world, backup, merge, rows } = await backedUp();
    world.rows('DELETE FROM subscribers');
    merge(lost);
    expect(rows('SELECT count(*) AS n FROM subscriptions')).toEqual([{ n: lost ? 2 : 0 }]);
    if (lost) expect(missingIn(backup)).toEqual({ gone: 2, of: 2 });
  }
});

it('while a database is closed, no row can change; afterwards all can', async () => {
  const { world, ada, backup } = await backedUp();
  const run = (statements: { sql: string }[]) => {
    for (const { sql } of statements) backup.exec(sql);
  };
  run(closeDatabase(['subscribers', 'subscriptions', 'deliveries', 'sign_ups', 'address_changes']));
  for (const sql of [
    `UPDATE subscriptions SET status = 'left' WHERE id = '${ada}'`,
    'DELETE FROM subscribers',
    "UPDATE deliveries SET state = 'sending'",
  ]) {
    expect(() => backup.exec(sql)).toThrow('The database is being restored');
  }
  run(reopenDatabase());
  backup.exec('DELETE FROM deliveries');
  world.close();
});

it('a dump keeps every character of a text', async () => {
  const { world, backup } = await backedUp();
  const held = `it's "quoted"; \\n\r\n\u0000 -- é 🎯`;
  backup.prepare('UPDATE settings SET held = ?').run(held);
  const folder = mkdtempSync(join(tmpdir(), 'milepost-merge-'));
  folders.push(folder);
  writeDump(backup, join(folder, 'dump.sql'));
  const again = loadDump(join(folder, 'dump.sql'), join(folder, 'again.sqlite'));
  expect(again.prepare('SELECT held FROM settings').get()?.held).toBe(held);
  world.close();
});
