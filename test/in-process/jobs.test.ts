/** A maintenance job that throws stops nothing else, backs off, and is shown in /health. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import type { Courses } from '../../src/course/catalog.ts';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import type { Database } from '../../src/storage/database.ts';
import { recordFailure } from '../../src/storage/jobs.ts';
import { health } from '../../src/usecases/operator/health.ts';
import { tick } from '../../src/usecases/sending/tick.ts';

const START = '2027-01-04T08:00:00Z';
const DUE = Date.parse('2027-02-22T08:00:00Z');

/** A statement that only the zone job runs; it fails while this is true. */
let broken = false;
let tries = 0;
const failing =
  (inner: Database): Database =>
  async (statements) => {
    if (statements.some(({ sql }) => sql.includes('SELECT rowid, subscription_id'))) {
      tries++;
      if (broken) throw new Error(`no zone "Mars/Base" for ada@example.com ${'x'.repeat(5_000)}`);
    }
    return inner(statements);
  };

let world: World;
const logged: string[] = [];
beforeEach(async () => {
  logged.length = 0;
  broken = false;
  world = createWorld({
    start: START,
    database: failing,
    log: (event, facts) => logged.push(`${event} ${facts?.job ?? ''}`),
  });
  await world.join({ email: 'ada@example.com', time_zone: 'UTC', target_date: '2027-03-01' });
  await world.play('2027-02-20T08:00:00Z');
  broken = true;
  tries = 0;
});
afterEach(() => world.close());

const lessons = () => world.mails({ message: 'one-week' });
const state = () => health(world.ports, world.now);

describe('a job that throws', () => {
  it('is logged, and stops neither sending nor later jobs', async () => {
    world.advanceTo(DUE);
    await world.tick();
    expect(logged).toContain('job_failed zones');
    expect(lessons().length).toBe(1);
    const ran = "SELECT next_at FROM jobs WHERE name IN ('consistency-check', 'nightly')";
    expect(world.rows(ran)).toEqual([{ next_at: DUE + DAY }, { next_at: DUE + DAY }]);
  });

  it('makes /health not ok and is named there, redacted and cut, until it succeeds', async () => {
    world.advanceTo(DUE);
    await world.tick();
    const { ok, jobs, problems } = await state();
    expect([ok, jobs]).toEqual([
      false,
      [
        {
          name: 'zones',
          failed_at: '2027-02-22T08:00:00.000Z',
          failures: 1,
          error: expect.stringMatching(/^Error: no zone … for … x+$/),
        },
      ],
    ]);
    expect(jobs[0]!.error.length).toBeLessThanOrEqual(300);
    expect(problems.join()).toContain('"zones" failed');
    broken = false;
    world.advanceTo(DUE + MINUTE);
    await world.tick();
    expect(await state()).toMatchObject({ ok: true, jobs: [] });
  });

  it('is tried again after 1, 2, 4 … 60 minutes', async () => {
    world.advanceTo(DUE);
    const minutes: number[] = [];
    for (let minute = 0; minute < 130; minute++) {
      const before = tries;
      world.advanceTo(DUE + minute * MINUTE);
      await world.tick();
      if (tries > before) minutes.push(minute);
    }
    expect(minutes).toEqual([0, 1, 3, 7, 15, 31, 63, 123]);
    expect((await state()).jobs).toMatchObject([{ failures: 8 }]);
  });

  it("is forgotten the next night if it's no longer in the list", async () => {
    broken = false;
    await recordFailure(world.ports.db, {
      name: 'old',
      failedAt: world.now,
      failures: 3,
      error: 'x',
    });
    world.advanceTo(world.now + DAY);
    await world.tick();
    expect((await state()).jobs).toEqual([]);
  });
});

it("stops nothing even if its failure can't be recorded", async () => {
  const unwritable: Database = async (statements) => {
    if (statements.some(({ sql }) => sql.includes('INTO jobs'))) throw new Error('no jobs');
    return world.sqlite.database(statements);
  };
  world.advanceTo(DUE);
  const own = world.worker({ database: () => failing(unwritable), log: () => {} });
  await tick(own, () => DUE);
  expect(lessons().length).toBe(1);
});

describe('the schedule', () => {
  const rows = (name: string) =>
    world.rows<{ next_at: number; cursor: string }>(
      'SELECT next_at, cursor FROM jobs WHERE name = ?1',
      name,
    );
  /** Ports that count database calls by statement. */
  const watching = (courses: Courses = world.ports.courses) => {
    const asked: string[] = [];
    const db: Database = (statements) => {
      asked.push(...statements.map(({ sql }) => sql));
      return world.sqlite.database(statements);
    };
    return { ports: { ...world.ports, courses, db }, asked };
  };

  it('adds a new job the next night, without a migration', async () => {
    broken = false;
    world.rows("DELETE FROM jobs WHERE name = 'zones'");
    await world.tick(world.now + DAY);
    expect(rows('zones')).toMatchObject([{ next_at: world.now }]);
    await world.tick(world.now + MINUTE);
    expect(rows('zones')).toMatchObject([{ next_at: world.now + DAY }]);
  });

  it('starts again at once if the clock was set back', async () => {
    await world.tick('2028-01-01T00:00:00Z');
    await world.tick(DUE);
    for (const name of ['consistency-check', 'nightly']) {
      expect([name, rows(name)]).toMatchObject([name, [{ next_at: DUE + DAY }]]);
    }
  });

  it('reserves the next night first, so that a killed tick is not repeated', async () => {
    world.advanceTo(DUE + DAY);
    const { ports } = watching();
    const killed: Database = async (statements) => {
      if (statements.some(({ sql }) => sql.includes('DELETE FROM tallies'))) {
        return new Promise(() => {});
      }
      return ports.db(statements);
    };
    void tick({ ...ports, db: killed }, () => world.now);
    await vi.waitFor(() => expect(rows('nightly')).toMatchObject([{ next_at: DUE + 2 * DAY }]));
  });

  it('is read with the settings, without the jobs that wait', async () => {
    broken = false;
    world.advanceTo(DUE);
    await world.tick();
    await world.tick(DUE + MINUTE);
    const { ports, asked } = watching();
    await tick(ports, () => DUE + 2 * MINUTE);
    expect(asked.length).toBe(1);
  });

  it('lets an on-demand job back off too', async () => {
    broken = false;
    world.rows('UPDATE subscriptions SET wake_at = ?1', DUE);
    const { ports } = watching();
    let woken = 0;
    const db: Database = async (statements) => {
      if (statements.some(({ sql }) => sql.includes('WHERE wake_at <= ?1 ORDER BY'))) {
        woken++;
        throw new Error('no');
      }
      return ports.db(statements);
    };
    const minutes: number[] = [];
    for (let minute = 0; minute < 9; minute++) {
      const before = woken;
      await tick({ ...ports, db }, () => DUE + minute * MINUTE);
      if (woken > before) minutes.push(minute);
    }
    expect(minutes).toEqual([0, 1, 3, 7]);
    world.advanceTo(DUE + 30 * MINUTE);
    await world.tick();
    expect([(await state()).jobs, rows('wake-ups')]).toMatchObject([[], [{ next_at: null }]]);
  });

  it('applies a newer course to every plan, even to those that got the one before', async () => {
    broken = false;
    for (let n = 0; n < 60; n++) {
      await world.join({ email: `${n}@example.com`, time_zone: 'UTC', target_date: '2027-06-01' });
    }
    const adjust = async (version: string): Promise<string[]> => {
      const { ports, asked } = watching({ ...world.ports.courses, version });
      const room = { statements: () => 45, calls: () => 45 };
      await tick(ports, () => world.now, room);
      return asked;
    };
    await adjust('second');
    const { cursor } = rows('course-edits')[0]!;
    expect(cursor).not.toBe('');
    await adjust('third');
    expect(rows('course-edits')).toMatchObject([{ cursor }]);
    for (let n = 0; n < 3; n++) await adjust('third');
    expect(rows('course-edits')).toMatchObject([{ cursor: '', next_at: null }]);
    expect(world.rows('SELECT course_version AS v FROM settings')).toEqual([{ v: 'third' }]);
  });
});
