/** What fails is in /health, and in an email to the operator within one tick. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import type { EmailEvent } from '../../src/domain/provider.ts';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import type { Mailer } from '../../src/mail/provider.ts';
import { health } from '../../src/usecases/operator/health.ts';
import { takeEvent } from '../../src/usecases/sending/feedback.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { addPeople } from '../support/in-process/rounds.ts';
import { REJECTED, rejecting } from '../support/rejecting-mailer.ts';

const NOW = Date.parse('2028-03-13T08:00:00Z');

let world: World;
beforeEach(async () => {
  world = createWorld({ start: NOW - 3 * HOUR, provider: { keep_bodies: true } });
  // The jobs of a new database.
  for (let minute = 0; minute < 3; minute++) await world.tick(world.now + minute * MINUTE);
});
afterEach(() => world.close());

/** The lines of the digests, oldest first. */
const digests = (): string[][] =>
  world
    .mails()
    .filter(({ delivery }) => delivery.startsWith('digest-'))
    .map(({ text }) => text.split('\n').filter((line) => line.startsWith('- ')));

const problems = async (at: number) => (await health(world.ports, at)).problems;

/** A tick whose provider rejects these deliveries. */
const rejectingTick = (at: number, isBad: (id: string) => boolean): Promise<void> => {
  world.advanceTo(at);
  return tick(world.worker({ mailer: rejecting(isBad) }), () => at);
};

const event = (kind: EmailEvent['kind'], delivery: string, at: number) => {
  const about = { delivery, at, providerId: null, addressKeys: [] };
  return takeEvent(world.ports, { eventId: `${kind} ${delivery}`, kind, ...about }, at);
};

/** Makes a lesson's row unknown, as a retry does that runs out of time. */
async function addUnknown(prefix: string, at: number, lesson = 'one-week'): Promise<void> {
  addPeople(world, prefix, 1, at, lesson);
  const lost = world.worker({
    mailer: () => ({ send: async () => ({ result: 'unclear', reason: 'timeout' }) }),
  });
  await tick(lost, () => at);
  world.rows('UPDATE subscriptions SET revision = 2 WHERE id LIKE ?1', `${prefix}1%`);
  await world.tick(at + 6 * MINUTE);
}

describe('a lesson that reached no one', () => {
  const FIRST = /^Lesson ml-interviews\/one-week reached no one: all 2 emails of the last 24 hours/;

  it('is the first line of /health and of a digest within one tick', async () => {
    addPeople(world, 'week', 2, NOW);
    await rejectingTick(NOW, (id) => id.includes('week'));
    world.rows('UPDATE settings SET late_flights = 5');
    await world.tick(NOW + MINUTE);
    const [first, ...others] = await problems(NOW + MINUTE);
    expect(others).toEqual([expect.stringContaining("don't start in time")]);
    expect(first).toMatch(FIRST);
    expect(first).toContain('(2 validation_error)');
    expect(digests()).toHaveLength(1);
    expect(digests()[0]![0]).toBe(`- ${first}`);
    expect((await health(world.ports, NOW + MINUTE)).ok).toBe(false);
  });

  it.each<[string, number, () => Promise<unknown>, boolean]>([
    ['its only email was rejected', 1, async () => {}, true],
    ['another of its emails was accepted', 1, () => reach('ml-interviews'), false],
    ['only the other course’s lesson of that name was accepted', 1, () => reach('other'), true],
    ['an email of it may have been accepted', 1, () => addUnknown('maybe', NOW + MINUTE), false],
    ['none was rejected', 0, async () => {}, false],
  ])('%s', async (_, rejected, also, alarm) => {
    addPeople(world, 'week', rejected, NOW);
    if (rejected > 0) await rejectingTick(NOW, (id) => id.startsWith('week'));
    await also();
    const found = (await problems(NOW + 10 * MINUTE)).filter((text) => text.includes('no one'));
    expect(found.length > 0).toBe(alarm);
  });

  /** A lesson of the same name that was accepted. */
  async function reach(course: string): Promise<void> {
    addPeople(world, 'fine', 1, NOW + MINUTE);
    await world.tick(NOW + MINUTE);
    world.rows("UPDATE tallies SET who = replace(who, 'ml-interviews', ?1)", course);
  }

  it.each<[number, boolean, string]>([
    [2, false, 'may be two people'],
    [3, true, 'is the lesson'],
  ])('all %d bounced: %s (%s)', async (bounced, alarm) => {
    addPeople(world, 'week', bounced, NOW);
    await world.tick(NOW);
    for (let n = 0; n < bounced; n++) await event('bounced', `week${100 + n}_one-week_1_1`, NOW);
    await world.tick(NOW + MINUTE);
    const text = (await problems(NOW + MINUTE)).join();
    expect(text.includes('reached no one: all 3 emails')).toBe(alarm);
    expect(digests().length).toBe(alarm ? 1 : 0);
  });

  it('is not blamed for an address that the provider suppresses', async () => {
    addPeople(world, 'week', 1, NOW);
    await world.tick(NOW);
    await event('refused_as_suppressed', 'week100_one-week_1_1', NOW);
    await world.tick(NOW + MINUTE);
    expect(await problems(NOW + MINUTE)).toEqual([]);
    expect(digests()).toEqual([
      [expect.stringMatching(/one-week: 1 rejected .*\(suppressed_by_provider\)/)],
    ]);
  });
});

describe('within one tick the operator is told of', () => {
  const broken = 'no zone "Mars/Base"';
  const failing: NonNullable<Parameters<World['worker']>[0]> = {
    database: (inner) => async (statements) => {
      if (statements.some(({ sql }) => sql.includes('SELECT rowid, subscription_id'))) {
        throw new Error(broken);
      }
      return inner(statements);
    },
  };
  const KINDS: readonly [string, (at: number) => Promise<unknown>, RegExp][] = [
    [
      'an email that was rejected',
      async (at) => {
        addPeople(world, 'fine', 1, at);
        addPeople(world, 'bad', 1, at);
        await rejectingTick(at, (id) => id.startsWith('bad'));
      },
      /one-week: 1 rejected permanently in the last day \(validation_error\)/,
    ],
    [
      'an email that failed at the provider',
      async (at) => {
        addPeople(world, 'fine', 2, at);
        await world.tick(at);
        await event('failed', 'fine100_one-week_1_1', at);
      },
      /one-week: 1 rejected permanently in the last day \(failed_at_provider\)/,
    ],
    [
      'an email that may have been accepted',
      (at) => addUnknown('maybe', at),
      /one-week: 1 may have been accepted \(moved\)/,
    ],
    [
      'a job that threw',
      async (at) => {
        world.rows("UPDATE jobs SET next_at = 0 WHERE name = 'zones'");
        await tick(world.worker(failing), () => at);
      },
      /The job "zones" failed \(1 in a row\)/,
    ],
    [
      'sending that stopped',
      async (at) => {
        addPeople(world, 'stopped', 1, at);
        const refused = { result: 'not_now', cause: 'account', reason: 'x', waitMs: null } as const;
        const mailer = (): Mailer => ({ send: async () => refused });
        await tick(world.worker({ mailer }), () => at);
      },
      /All sending is held since .* the provider rejects the sender/,
    ],
  ];

  it.each(KINDS)('%s', async (_, happens, words) => {
    await happens(NOW);
    await world.tick(NOW + 7 * MINUTE);
    expect(digests().flat().join('\n')).toMatch(words);
  });

  it.each(KINDS)(
    '%s, also if another problem was told an hour before',
    async (_, happens, words) => {
      await addUnknown('first', NOW - HOUR, 'one-day');
      await world.tick(NOW - HOUR + 7 * MINUTE);
      expect(digests()).toHaveLength(1);
      await happens(NOW);
      await world.tick(NOW + 7 * MINUTE);
      expect(digests()).toHaveLength(2);
      expect(digests()[1]!.join('\n')).toMatch(words);
    },
  );
});

it('each problem is told once a day while it lasts, and a second one of its kind adds no email', async () => {
  addPeople(world, 'fine', 1, NOW);
  addPeople(world, 'bad', 1, NOW);
  await rejectingTick(NOW, (id) => id.startsWith('bad'));
  for (let hour = 1; hour <= 20; hour++) {
    addPeople(world, `bad${hour}x`, 1, NOW + hour * HOUR);
    addPeople(world, `fine${hour}x`, 1, NOW + hour * HOUR);
    await rejectingTick(NOW + hour * HOUR, (id) => id.startsWith('bad'));
    await world.tick(NOW + hour * HOUR + MINUTE);
  }
  expect(digests()).toHaveLength(1);
  for (let hour = 21; hour <= 28; hour++) await world.tick(NOW + hour * HOUR);
  expect(digests()).toHaveLength(2);
});

it('/health names unknown emails by message and reason', async () => {
  await addUnknown('maybe', NOW);
  expect(await health(world.ports, NOW + 7 * MINUTE)).toMatchObject({
    unknown: 1,
    unknown_emails: [{ course: 'ml-interviews', message: 'one-week', reason: 'moved', count: 1 }],
  });
});

it('a problem that arises while a digest is being written is told by the next tick', async () => {
  addPeople(world, 'fine', 1, NOW);
  addPeople(world, 'bad', 1, NOW);
  await rejectingTick(NOW, (id) => id.startsWith('bad'));
  const own = world.worker({
    mailer: (inner) => ({
      send: async (call) => {
        if (call.key.startsWith('digest.')) {
          await event('failed', 'fine100_one-week_1_1', NOW + MINUTE);
        }
        return inner.send(call);
      },
    }),
  });
  await tick(own, () => NOW + MINUTE);
  await world.tick(NOW + 2 * MINUTE);
  expect(digests().map((lines) => lines.join().includes('failed_at_provider'))).toEqual([
    false,
    true,
  ]);
});

it('a digest that could not be written is written by a later tick', async () => {
  addPeople(world, 'fine', 1, NOW);
  addPeople(world, 'bad', 1, NOW);
  await rejectingTick(NOW, (id) => id.startsWith('bad'));
  const own = world.worker({
    database: (inner) => async (statements) => {
      if (statements.some(({ sql }) => sql.includes('INTO digests'))) throw new Error('no');
      return inner(statements);
    },
  });
  await tick(own, () => NOW + MINUTE);
  expect(digests()).toEqual([]);
  for (let minute = 2; minute <= 4; minute++) await world.tick(NOW + minute * MINUTE);
  expect(digests()[0]!.join()).toContain(REJECTED.reason);
});
