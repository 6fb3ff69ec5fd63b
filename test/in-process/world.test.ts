import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../scripts/in-process/sqlite.ts';
import { createWorld, messageIn } from '../../scripts/in-process/world.ts';
import { findEnrolment } from '../../src/storage/enrolments.ts';

const ADA = {
  email: 'ada@example.com',
  target_date: '2028-03-20',
  time_zone: 'America/New_York',
  send_hour: 7,
};
const START = '2027-03-01T12:00Z';

describe('the database', () => {
  it('binds every number as REAL, as D1 does', async () => {
    const { database } = openSqlite();
    const [answer] = await database([{ sql: 'SELECT typeof(?1) AS type', values: [5] }]);
    expect(answer!.rows[0]).toEqual({ type: 'real' });
  });

  it('runs all statements of a batch, or none', async () => {
    const { database, rows } = openSqlite();
    const add = {
      sql: 'INSERT INTO subscribers (id, address, address_key, created_at) VALUES (?1, ?2, ?2, 0)',
      values: ['a', 'ada@example.com'],
    };
    await expect(database([add, add])).rejects.toThrow('UNIQUE');
    expect(rows('SELECT * FROM subscribers')).toEqual([]);
    expect((await database([add]))[0]).toEqual({ rows: [], changes: 1 });
  });

  it('enforces references and types', async () => {
    const { database } = openSqlite();
    const orphan = `INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision, class,
      state, due_at, closes_at, address, facts) VALUES ('a', 'b', 'c', 'lesson', 1, 1, 1, 1, 'sent', 0, 0, '', '{}')`;
    await expect(database([{ sql: orphan, values: [] }])).rejects.toThrow('FOREIGN KEY');
    const half = { sql: 'UPDATE settings SET last_tick_at = ?1', values: [1.5] };
    await expect(database([half])).rejects.toThrow('cannot store REAL');
  });

  it('rejects what D1 rejects', async () => {
    const { database } = openSqlite();
    const odd = [undefined as unknown as null];
    await expect(database([{ sql: 'SELECT ?1', values: odd }])).rejects.toThrow('undefined');
    await expect(database([{ sql: 'SELECT ?1, ?2', values: [1] }])).rejects.toThrow('2 slots');
  });

  it('can be restored', async () => {
    const world = createWorld({ start: START });
    const saved = world.sqlite.save();
    await world.join(ADA);
    world.sqlite.restore(saved);
    expect(world.rows('SELECT * FROM subscribers')).toEqual([]);
    await world.join(ADA);
    expect(world.rows('SELECT * FROM subscribers').length).toBe(1);
  });
});

describe("a person's course", () => {
  it('from sign-up to the day after the date, in one call', async () => {
    const world = createWorld({ start: START });
    await world.join(ADA);
    await world.play('2028-03-21T00:00Z');
    const messages = world.mails({ to: ADA.email }).map(({ delivery }) => messageIn(delivery));
    expect(messages).toEqual([
      'confirm',
      'welcome',
      'one-year',
      'three-months',
      'one-week',
      'one-day',
    ]);
    const [lesson] = world.mails({ message: 'one-day' });
    expect(new Date(lesson!.at).toISOString()).toBe('2028-03-19T11:00:00.000Z');
  });

  it('shows the plan at any time', async () => {
    const world = createWorld({ start: START });
    const id = await world.join(ADA);
    const shown = await world.plan(id);
    expect(shown!.plan.lessons.map(({ lesson }) => lesson.id)).toContain('one-week');
  });

  it('throws when the form rejects its fields', async () => {
    const world = createWorld({ start: START });
    await expect(world.join({ ...ADA, target_date: '2020-01-01' })).rejects.toThrow('target_date');
  });
});

describe('time', () => {
  it('advances while code waits: forty calls at ten a second take a little over three seconds', async () => {
    const world = createWorld({ start: START });
    for (let n = 0; n < 40; n++) await world.join({ ...ADA, email: `p${n}@example.com` });
    const due = Date.parse('2028-03-13T11:00:00Z');
    await world.play(due);
    expect(world.mails({ message: 'one-week' }).length).toBe(40);
    expect(world.now - due).toBe(3150);
  });

  it('jumps: after a quota rejection one email is tried every half hour', async () => {
    const world = createWorld({ start: START, provider: { daily_quota: 1 } });
    const id = await world.subscribe(ADA);
    await world.confirm(id);
    await world.play('2027-03-02T12:00Z');
    expect(world.mails().map(({ at }) => new Date(at).toISOString())).toEqual([
      '2027-03-01T12:00:00.000Z',
      '2027-03-02T00:15:00.000Z',
    ]);
  });
});

describe('the hooks', () => {
  it('see every statement and every call', async () => {
    let statements = 0;
    const calls: string[] = [];
    const world = createWorld({
      start: START,
      database: (inner) => (list) => {
        statements += list.length;
        return inner(list);
      },
      mailer: (inner) => ({
        send(call) {
          calls.push(call.key);
          return inner.send(call);
        },
      }),
    });
    await world.join(ADA);
    expect(calls.map(messageIn)).toEqual(['confirm', 'welcome']);
    expect(statements).toBeGreaterThan(8);
  });

  it('can lose a response: one email', async () => {
    let lose = true;
    const world = createWorld({
      start: START,
      fetch: (inner) => async (url, init) => {
        const response = await inner(url, init);
        if (!lose) return response;
        lose = false;
        throw new TypeError('Network connection lost.');
      },
    });
    await world.subscribe(ADA);
    await world.play('2027-03-02T12:00Z');
    expect(world.mails().length).toBe(1);
    expect(world.rows('SELECT state FROM deliveries')).toEqual([{ state: 'sent' }]);
  });

  it('belong to one Worker', async () => {
    const world = createWorld({ start: START });
    const broken = world.worker({ database: () => () => Promise.reject(new Error('down')) });
    await expect(findEnrolment(broken.db, 'x')).rejects.toThrow('down');
    expect(await findEnrolment(world.ports.db, 'x')).toBeNull();
  });
});
