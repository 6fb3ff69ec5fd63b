/**
 * The consistency check: a round over the whole ledger, slice by slice, while the system keeps
 * working.
 */
import { describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import type { Database } from '../../src/storage/database.ts';
import { eraseSubscription } from '../../src/storage/leaving.ts';
import { health } from '../../src/usecases/operator/health.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { addPeople, round, slice } from '../support/in-process/rounds.ts';
import { withoutCheck } from '../support/in-process/seams.ts';

const NOW = Date.parse('2028-03-13T08:00:00Z');
const LATER = NOW + 30 * DAY;

/** Twenty people with a lesson ahead, and one wrong row of each kind. */
const FAULTY_ROWS = [
  "UPDATE deliveries SET state = 'sending', first_call_at = 1, call_id = 'gone' WHERE id = 'p100_one-week_1_1'",
  "UPDATE deliveries SET state = 'cancelled', reason = 'left', first_call_at = 1 WHERE id = 'p104_one-week_1_1'",
  "UPDATE deliveries SET state = 'sent' WHERE id = 'p108_one-week_1_1'",
  "UPDATE deliveries SET state = 'skipped' WHERE id = 'p112_one-week_1_1'",
  "UPDATE subscriptions SET status = 'left' WHERE id = 'p119'",
  `INSERT INTO calls (id, members, sender, link_key, api_key, attempts, first_call_at, lease_token, next_at)
   VALUES ('old', '[]', '{}', '', '', 0, ${NOW - 27 * HOUR}, '', ${LATER}),
     ('new', '[]', '{}', '', '', 0, ${NOW - HOUR}, '', ${LATER})`,
];
const FOUND = [
  '1 emails are being sent without an open call',
  '1 emails were fenced and are scheduled or canceled',
  '1 emails were sent without a call',
  '1 unsent emails have no reason',
  '1 scheduled emails go to people who may not get them',
  '1 open calls have an expired key',
];

function faultyLedger(faultyRows: readonly string[] = FAULTY_ROWS): World {
  const world = createWorld({ start: NOW });
  addPeople(world, 'p', 20, LATER);
  for (const sql of faultyRows) world.rows(sql);
  return world;
}

/** A tick that sends due emails without checking the ledger. */
const mailing = ({ ports, now }: World): Promise<void> =>
  tick({ ...ports, db: withoutCheck(ports.db) }, () => now);

const CHECK = "FROM jobs WHERE name = 'consistency-check'";

const published = (world: World) =>
  world.rows<{ wrong: string | null }>(`SELECT state ->> 'wrong' AS wrong ${CHECK}`)[0]?.wrong ??
  null;

describe('a round of the consistency check', () => {
  it('checks every row exactly once, wherever its slices end', async () => {
    for (let limit = 1; limit <= 23; limit++) {
      const world = faultyLedger();
      expect([limit, await round(world, limit)]).toEqual([limit, FOUND]);
      expect(published(world)).toBe(FOUND.join('; '));
      // The next round starts without findings.
      expect([limit, await round(world, limit)]).toEqual([limit, FOUND]);
      world.close();
    }
  });

  it('finds nothing in an empty database', async () => {
    const world = createWorld({ start: NOW });
    expect(await round(world, 10)).toEqual([]);
    world.close();
  });

  it('reports none of the changes made meanwhile: emails sent, people moving, leaving or erased', async () => {
    const people = ['ann', 'bob', 'cleo', 'dan', 'eve', 'finn', 'gus', 'hal'];
    for (const limit of [1, 2, 5, 9]) {
      const world = createWorld({ start: NOW - 2 * DAY });
      const ids: string[] = [];
      for (const name of people) {
        ids.push(
          await world.join({
            email: `${name}@example.com`,
            target_date: '2028-03-20',
            time_zone: 'UTC',
            send_hour: 8,
          }),
        );
      }
      const [ann, bob, cleo, dan] = ids as [string, string, string, string];
      const acts = [
        () => mailing(world),
        () => world.reschedule(ann, { target_date: '2028-05-01' }),
        () => world.unsubscribe(bob),
        () => world.pause(cleo),
        () => eraseSubscription(world.ports, dan),
        () => world.resume(cleo),
        () => mailing(world),
      ];
      world.advanceTo(NOW);
      let step = 0;
      const found = await round(world, limit, async () => acts[step++ % 7]?.());
      expect([limit, found, published(world)]).toEqual([limit, [], null]);
      world.close();
    }
  });

  it('counts every row once when ticks overlap', async () => {
    const world = faultyLedger();
    const other = world.worker();
    let found: readonly (readonly string[] | null)[] = [null];
    while (found.every((one) => one === null)) {
      found = await Promise.all([slice(world, 3), slice(world, 3, other), slice(world, 3)]);
    }
    expect(found.filter((one) => one !== null)).toEqual([FOUND]);
    world.close();
  });

  it('continues where it was after a crash at any step', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let point = 1; ; point++) {
        const world = faultyLedger();
        let calls = 0;
        const failing = (inner: Database): Database => {
          return async (statements) => {
            const fails = ++calls === point;
            if (fails && when === 'before') throw new Error('the database is away');
            const answers = await inner(statements);
            if (fails) throw new Error('the database is away');
            return answers;
          };
        };
        const ports = world.worker({ database: failing });
        let found: readonly string[] | null = null;
        for (let minute = 0; minute < 12 && published(world) === null; minute++) {
          found = await slice(world, 3, ports).catch(() => null);
        }
        expect([when, point, published(world)]).toEqual([when, point, FOUND.join('; ')]);
        world.close();
        if (calls < point) {
          expect(found).toEqual(FOUND);
          break;
        }
      }
    }
  });

  it('continues in a restored database', async () => {
    const world = faultyLedger();
    for (let minute = 0; minute < 4; minute++) await slice(world, 3);
    const saved = world.sqlite.save();
    for (let minute = 0; minute < 2; minute++) await slice(world, 3);
    world.sqlite.restore(saved);
    world.advanceTo(NOW + 3 * DAY);
    expect(await round(world, 3)).toEqual(FOUND);
    world.close();
  });

  it('starts again if the clock was set back', async () => {
    const world = faultyLedger([]);
    await slice(world, 3);
    for (const sql of FAULTY_ROWS) world.rows(sql);
    world.rows("UPDATE jobs SET state = json_set(state, '$.began', ?1)", NOW + DAY);
    expect(await round(world, 3)).toEqual(FOUND);
    world.close();
  });
});

describe('the nightly check', () => {
  /** A ledger of more than one slice, checked minute by minute as on the free plan. */
  async function nights(people: number): Promise<World> {
    const world = createWorld({ start: NOW, env: { WORKERS_PLAN: 'free' } });
    addPeople(world, 'p', people, LATER);
    for (let minute = -1; minute < 9; minute++) await world.tick(NOW + minute * MINUTE);
    expect(published(world)).toBe(null);
    return world;
  }
  const problems = async ({ ports, now }: World) => (await health(ports, now)).problems.join(' ');
  const place = (world: World) =>
    world.rows<{ cursor: string }>(`SELECT cursor ${CHECK}`)[0]!.cursor;
  const digests = (world: World) =>
    world.mails().filter(({ delivery }) => delivery.startsWith('digest')).length;

  it("publishes a round's findings when it ends; until then the previous ones stand", async () => {
    const world = await nights(2500);
    world.rows(FAULTY_ROWS[2]!);
    await world.tick(NOW + DAY);
    expect([place(world) !== '', await problems(world), digests(world)]).toEqual([true, '', 0]);
    await world.tick(NOW + DAY + MINUTE);
    await world.tick(NOW + DAY + 2 * MINUTE);
    expect(place(world)).toBe('');
    await world.tick(NOW + DAY + 3 * MINUTE);
    expect(digests(world)).toBe(1);
    expect(await problems(world)).toContain(
      'The consistency check found: 1 emails were sent without a call.',
    );
    world.rows("UPDATE deliveries SET state = 'scheduled' WHERE id = 'p108_one-week_1_1'");
    await world.tick(NOW + 2 * DAY);
    expect(await problems(world)).toContain('The consistency check found');
    await world.tick(NOW + 2 * DAY + MINUTE);
    await world.tick(NOW + 2 * DAY + 2 * MINUTE);
    expect([await problems(world), published(world)]).toEqual(['', null]);
    world.close();
  });

  it('starts a round once a day, and the next at once if a round took longer', async () => {
    const world = await nights(2500);
    await world.tick(NOW + DAY - MINUTE);
    expect(place(world)).toBe('');
    await world.tick(NOW + DAY);
    expect(place(world)).toMatch(/^deliveries p/);
    // The cron is out for a day.
    await world.tick(NOW + 2 * DAY + HOUR);
    await world.tick(NOW + 2 * DAY + HOUR + MINUTE);
    expect(place(world)).toBe('');
    await world.tick(NOW + 2 * DAY + HOUR + 2 * MINUTE);
    expect(place(world)).toMatch(/^deliveries p/);
    world.close();
  });

  it('does not delay the other nightly jobs', async () => {
    const world = await nights(2500);
    world.rows("INSERT INTO tallies (day, who, n) VALUES (1, 'all', 1)");
    world.rows(
      "UPDATE deliveries SET state = 'unknown', reason = 'moved', first_call_at = ?1 WHERE id = 'p100_one-week_1_1'",
      NOW + DAY,
    );
    await world.tick(NOW + DAY);
    expect([world.rows('SELECT * FROM tallies'), digests(world)]).toEqual([[], 1]);
    expect(place(world)).not.toBe('');
    world.close();
  });
});
