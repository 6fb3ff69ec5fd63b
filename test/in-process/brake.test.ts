/** Bounces and complaints hold lessons or sign-ups, until the operator releases them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { releaseSending } from '../../src/storage/operator.ts';
import { health } from '../../src/usecases/operator/health.ts';
import { takeEvent } from '../../src/usecases/sending/feedback.ts';
import { sendNow } from '../../src/usecases/sending/send-now.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { importCsv } from '../support/in-process/imports.ts';
import { addPeople } from '../support/in-process/rounds.ts';

const NOW = Date.parse('2028-03-13T08:00:00Z');

let world: World;
beforeEach(async () => {
  world = createWorld({ start: NOW, provider: { keep_bodies: true } });
  // The jobs of a new database.
  for (let minute = -3; minute < 0; minute++) await world.tick(NOW + minute * MINUTE);
});
afterEach(() => world.close());

const holds = () => world.rows('SELECT scope, cause, reason FROM holds');
const digests = () => world.mails().filter(({ delivery }) => delivery.startsWith('digest-'));
const states = (prefix: string): Record<string, number> =>
  Object.fromEntries(
    world
      .rows<{ state: string; n: number }>(
        'SELECT state, count(*) AS n FROM deliveries WHERE id LIKE ?1 GROUP BY 1',
        `${prefix}1%`,
      )
      .map(({ state, n }) => [state, n]),
  );

/** Turns this prefix's lessons into another message. */
const turn = (prefix: string, kind: string, message: string, facts = '{}'): unknown =>
  world.rows(
    `UPDATE deliveries SET kind = ?2, message = ?3, class = 0, facts = ?4,
       id = replace(id, 'one-week', ?3) WHERE id LIKE ?1`,
    ...[`${prefix}1%`, kind, message, facts],
  );

/** Unconfirmed sign-ups whose confirmation is due. */
function addConfirmations(prefix: string, count: number, at: number): void {
  addPeople(world, prefix, count, at);
  world.rows("UPDATE subscriptions SET status = 'pending' WHERE id LIKE ?1", `${prefix}1%`);
  turn(prefix, 'confirm', 'confirm');
}

/** Plays the minutes until this prefix's emails are sent. */
async function play(prefix: string, at: number): Promise<void> {
  for (let minute = 0; minute < 3; minute++) await world.tick(at + minute * MINUTE);
  expect(Object.keys(states(prefix))).toEqual(['sent']);
}

async function sendLessons(prefix: string, count: number, at: number): Promise<void> {
  addPeople(world, prefix, count, at);
  await play(prefix, at);
}

/** Events about emails of this prefix, by their place from 1. */
async function report(
  kind: 'bounced' | 'complained' | 'delivered',
  prefix: string,
  [from, to]: readonly [number, number],
  at: number,
  message = 'one-week',
): Promise<void> {
  for (let n = from; n <= to; n++) {
    const delivery = `${prefix}${99 + n}_${message}_1_1`;
    const about = { delivery, at, providerId: null, addressKeys: [] };
    await takeEvent(world.ports, { eventId: `${kind} ${delivery}`, kind, ...about }, at);
  }
}

const release = (now: number) => world.ports.db(releaseSending(now));

describe('bounces and complaints of a day', () => {
  it.each<['bounced' | 'complained', number, number, object[], string]>([
    ['bounced', 420, 21, [], 'exactly 5%'],
    ['bounced', 419, 21, [{ scope: 'lessons', cause: 'bounces', reason: '21 of 419' }], 'over 5%'],
    ['bounced', 20, 20, [], '20 are too few'],
    ['complained', 30, 4, [], '4 are too few'],
    ['complained', 30, 5, [{ scope: 'lessons', cause: 'complaints', reason: '5 of 30' }], '17%'],
    ['complained', 1700, 5, [], 'under 0.3%'],
  ])('%s: of %d lessons %d hold %j (%s)', async (kind, lessons, returned, held) => {
    await sendLessons('day', lessons, NOW);
    await report(kind, 'day', [1, returned], NOW + HOUR);
    expect(holds()).toEqual(held);
  });

  it('count by when their email was accepted: those of yesterday add nothing', async () => {
    await sendLessons('old', 40, NOW);
    await report('bounced', 'old', [1, 20], NOW + HOUR);
    const next = NOW + 26 * HOUR;
    await sendLessons('new', 40, next);
    await report('bounced', 'old', [21, 30], next);
    await report('bounced', 'new', [1, 20], next + HOUR);
    expect(holds()).toEqual([]);
    await report('bounced', 'new', [21, 21], next + HOUR);
    expect(holds()).toEqual([{ scope: 'lessons', cause: 'bounces', reason: '21 of 40' }]);
  });

  it('count across midnight UTC', async () => {
    const evening = NOW + 15 * HOUR;
    await sendLessons('late', 11, evening);
    await sendLessons('early', 11, evening + 2 * HOUR);
    await report('bounced', 'late', [1, 11], evening + 3 * HOUR);
    await report('bounced', 'early', [1, 10], evening + 3 * HOUR);
    expect(holds()).toEqual([{ scope: 'lessons', cause: 'bounces', reason: '21 of 22' }]);
  });

  it('count once, however often an event is repeated', async () => {
    await sendLessons('same', 30, NOW);
    for (let time = 0; time < 3; time++) await report('bounced', 'same', [1, 20], NOW + HOUR);
    expect(holds()).toEqual([]);
  });

  it.each([
    ['an event settles them', true],
    ['a retry settles them', false],
  ])('include lessons whose answer was lost: %s', async (_, event) => {
    addPeople(world, 'lost', 30, NOW);
    const lost = world.worker({
      fetch: (inner) => async (url, init) => {
        await inner(url, init);
        throw new TypeError('Network connection lost.');
      },
    });
    await tick(lost, () => NOW);
    if (event) await report('delivered', 'lost', [1, 30], NOW + MINUTE);
    for (let minute = 1; minute <= 10; minute++) await world.tick(NOW + minute * MINUTE);
    await report('complained', 'lost', [1, 5], NOW + HOUR);
    expect(holds()).toEqual([{ scope: 'lessons', cause: 'complaints', reason: '5 of 30' }]);
  });

  it('count lessons once, also if a record is repeated', async () => {
    addPeople(world, 'twice', 30, NOW);
    const repeated = world.worker({
      database: (inner) => async (statements) => {
        if (statements.some(({ sql }) => sql.includes('/* count accepted */'))) {
          await inner(statements);
        }
        return inner(statements);
      },
    });
    await tick(repeated, () => NOW);
    await report('complained', 'twice', [1, 5], NOW + HOUR);
    expect(holds()).toEqual([{ scope: 'lessons', cause: 'complaints', reason: '5 of 30' }]);
  });
});

describe('while lessons are held', () => {
  beforeEach(async () => {
    await sendLessons('wave', 30, NOW);
    await report('bounced', 'wave', [1, 21], NOW + HOUR);
  });

  it('none is sent, by a tick or by a request; confirmations and notices are', async () => {
    addPeople(world, 'next', 3, NOW + HOUR);
    addPeople(world, 'again', 1, NOW + HOUR);
    turn('again', 'resent', 'one-week');
    addPeople(world, 'note', 2, NOW + HOUR);
    turn('note', 'notice', 'new-links');
    addConfirmations('ask', 2, NOW + HOUR);
    await world.tick(NOW + HOUR + MINUTE);
    const ids = ['next100_one-week_1_1', 'again100_one-week_1_1'];
    await sendNow(world.ports, ids, () => NOW + HOUR + 2 * MINUTE);
    expect([states('next'), states('again')]).toEqual([{ scheduled: 3 }, { scheduled: 1 }]);
    expect([states('note'), states('ask')]).toEqual([{ sent: 2 }, { sent: 2 }]);
  });

  it('none is tried: the hold stands for days', async () => {
    addPeople(world, 'next', 3, NOW + HOUR);
    for (let hour = 2; hour <= 60; hour++) await world.tick(NOW + hour * HOUR);
    expect([states('next'), holds().length]).toEqual([{ scheduled: 3 }, 1]);
  });

  it('the probe of another hold takes no lesson', async () => {
    addPeople(world, 'next', 1, NOW + HOUR);
    world.rows(
      `INSERT INTO holds (scope, cause, reason, since, next_at, tries)
       VALUES ('ml-interviews/one-week', 'refused', 'validation_error', ?1, ?1, 0)`,
      NOW + HOUR,
    );
    for (let minute = 1; minute <= 6; minute++) await world.tick(NOW + HOUR + minute * MINUTE);
    expect(states('next')).toEqual({ scheduled: 1 });
  });

  it('a lesson that was read before the hold is not fenced after it', async () => {
    await release(NOW + HOUR);
    await sendLessons('second', 30, NOW + 2 * HOUR);
    addPeople(world, 'next', 1, NOW + 3 * HOUR);
    let fences = 0;
    const own = world.worker({
      database: (inner) => async (statements) => {
        if (statements.some(({ sql }) => sql.includes('/* fence */')) && fences++ === 0) {
          await report('bounced', 'second', [1, 21], NOW + 3 * HOUR);
        }
        return inner(statements);
      },
    });
    await tick(own, () => NOW + 3 * HOUR);
    expect([fences, states('next')]).toEqual([1, { scheduled: 1 }]);
  });

  it('sign-ups go on', async () => {
    await world.join({ email: 'ada@example.com', time_zone: 'UTC', target_date: '2029-03-20' });
    expect(world.mails({ message: 'confirm' })).toHaveLength(1);
  });

  it('/health is not ok, and names the hold, not the lessons that wait', async () => {
    addPeople(world, 'next', 3, NOW + HOUR);
    await world.tick(NOW + HOUR + 6 * MINUTE);
    const { ok, overdue, problems } = await health(world.ports, NOW + HOUR + 6 * MINUTE);
    expect([ok, overdue, problems]).toEqual([
      false,
      3,
      [expect.stringContaining('All lessons have been held since 2028-03-13T09:00Z: 21 of 30')],
    ]);
  });

  it('the operator is told within one tick, then once a day', async () => {
    await world.tick(NOW + HOUR + 1);
    expect(digests().map(({ text }) => text)).toEqual([
      expect.stringContaining('- All lessons have been held'),
    ]);
    for (let minute = 1; minute < 24 * 60; minute += 7) {
      await world.tick(NOW + HOUR + minute * MINUTE);
    }
    expect(digests()).toHaveLength(1);
    await world.tick(NOW + HOUR + DAY + MINUTE);
    expect(digests()).toHaveLength(2);
  });

  it('ticks do not read the lessons that wait', async () => {
    addPeople(world, 'next', 400, NOW + HOUR);
    const looks: string[] = [];
    const own = world.worker({
      database: (inner) => (statements) => {
        looks.push(...statements.map(({ sql }) => sql).filter((sql) => /\* look \*/.test(sql)));
        return inner(statements);
      },
    });
    await tick(own, () => NOW + HOUR + MINUTE);
    expect(looks.length).toBeGreaterThan(0);
    for (const sql of looks) expect(sql).toContain('d.class IN (0)');
  });
});

describe('strangers with made-up addresses', () => {
  beforeEach(async () => {
    addConfirmations('fake', 60, NOW);
    await play('fake', NOW);
    await report('bounced', 'fake', [1, 60], NOW + HOUR, 'confirm');
  });

  it('hold sign-ups, and never a lesson', async () => {
    expect(holds()).toEqual([{ scope: 'sign-ups', cause: 'bounces', reason: '21 of 60' }]);
    await sendLessons('lesson', 50, NOW + HOUR);
    await world.tick(NOW + HOUR + 5 * MINUTE);
    expect(digests().at(-1)!.text).toContain('- Sign-ups have been held');
  });

  it('stop confirmations and invitations that wait, until the release', async () => {
    addConfirmations('invited', 3, NOW + HOUR);
    await world.tick(NOW + HOUR + MINUTE);
    expect(states('invited')).toEqual({ scheduled: 3 });
    await release(NOW + 2 * HOUR);
    await play('invited', NOW + 2 * HOUR + MINUTE);
  });

  it('keep invitations for the release, as far apart as before and with a link that works', async () => {
    const invite = (name: string) =>
      importCsv(world, `email,target_date,time_zone\n${name}@example.com,2028-12-24,UTC\n`);
    await invite('now');
    await invite('later');
    await invite('confirmed');
    world.rows(
      `UPDATE deliveries SET due_at = due_at + ?1, closes_at = closes_at + ?1
       WHERE address = 'later@example.com'`,
      2 * DAY,
    );
    addConfirmations('stranger', 1, NOW + HOUR);
    await world.play(NOW + 9 * DAY);
    await release(NOW + 9 * DAY);
    await world.play(NOW + 10 * DAY);
    const invited = () => world.mails({ message: 'confirm' }).filter(({ to }) => !/fake/.test(to));
    expect(invited().map(({ to }) => to)).toEqual(['now@example.com', 'confirmed@example.com']);
    expect(states('stranger')).toEqual({ skipped: 1 });
    await world.play(NOW + 15 * DAY);
    const [confirmed] = world.rows<{ id: string }>(
      `SELECT subscription_id AS id FROM deliveries WHERE address = 'confirmed@example.com'`,
    );
    expect(await world.confirm(confirmed!.id)).toBe('confirmed');
    expect(
      invited()
        .map(({ to }) => to)
        .at(-1),
    ).toBe('later@example.com');
    for (const { text } of invited()) expect(text).toMatch(/March (29|31)/);
  });

  it('do not stop a subscriber from changing address', async () => {
    addPeople(world, 'own', 1, NOW + HOUR);
    const facts = JSON.stringify({ change: 'c', newAddress: 'a…@example.com' });
    turn('own', 'address', 'confirm-address', facts);
    await play('own', NOW + HOUR + MINUTE);
  });
});

describe('a release', () => {
  it('sends what waits; the same wave does not hold it again, a new one does', async () => {
    await sendLessons('wave', 60, NOW);
    await report('bounced', 'wave', [1, 21], NOW + HOUR);
    await world.tick(NOW + HOUR + MINUTE);
    addPeople(world, 'next', 60, NOW + HOUR);
    await release(NOW + 2 * HOUR);
    await play('next', NOW + 2 * HOUR + MINUTE);
    await report('bounced', 'wave', [22, 60], NOW + 2 * HOUR + 4 * MINUTE);
    expect(holds()).toEqual([]);
    await report('bounced', 'next', [1, 21], NOW + 3 * HOUR);
    expect(holds()).toEqual([{ scope: 'lessons', cause: 'bounces', reason: '21 of 60' }]);
    await world.tick(NOW + 3 * HOUR + MINUTE);
    expect(digests().map(({ text }) => text)).toEqual([
      expect.stringContaining('held since 2028-03-13T09:00Z'),
      expect.stringContaining('held since 2028-03-13T11:00Z'),
    ]);
  });

  it('leaves lessons unsent whose window has closed, with that reason', async () => {
    await sendLessons('wave', 30, NOW);
    await report('bounced', 'wave', [1, 21], NOW + HOUR);
    addPeople(world, 'next', 2, NOW + HOUR);
    await release(NOW + 5 * DAY);
    await world.tick(NOW + 5 * DAY);
    expect(
      world.rows("SELECT DISTINCT state, reason FROM deliveries WHERE id LIKE 'next1%week%'"),
    ).toEqual([{ state: 'skipped', reason: 'window_closed' }]);
  });
});
