/** A maintenance job that throws stops nothing else, backs off, and is shown in /health. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/domain/time.ts';
import type { Database } from '../../src/storage/database.ts';
import { recordFailure } from '../../src/storage/jobs.ts';
import { health } from '../../src/usecases/operator/health.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { createWorld, type World } from '../support/in-process/world.ts';

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
    const [row] = world.rows('SELECT audited_at, watched_at FROM settings');
    expect(row).toEqual({ audited_at: DUE, watched_at: DUE });
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

  it("is forgotten after two days if it's no longer in the list", async () => {
    broken = false;
    await recordFailure(world.ports.db, {
      name: 'old',
      failedAt: world.now,
      failures: 3,
      error: 'x',
    });
    world.advanceTo(world.now + 3 * 24 * 60 * MINUTE);
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
