/** A site for testing emails only the addresses in `ONLY_TO`. */
import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { MINUTE } from '../../src/domain/time.ts';
import { onlyTo } from '../../src/mail/provider.ts';
import { health } from '../../src/usecases/operator/health.ts';
import { tick } from '../../src/usecases/sending/tick.ts';

const START = '2027-01-04T08:00:00Z';
const HELD = "UPDATE settings SET held = 'by the operator'";

let world: World;
afterEach(() => world.close());

const join = (email: string) =>
  world.subscribe({ email, time_zone: 'UTC', target_date: '2027-03-01' });

it('who is not listed gets nothing, and each row says why', async () => {
  world = createWorld({ start: START, env: { ONLY_TO: 'Ada@Example.com, help@example.org' } });
  const ada = await join('ada@example.com');
  const bob = await join('bob@example.com');
  await world.confirm(ada);
  // Confirmed with a link from a copy of the database.
  await world.confirm(bob);
  await world.play('2027-03-10T00:00Z');
  expect(new Set(world.log.map(({ to }) => to))).toEqual(new Set(['ada@example.com']));
  expect(world.mails({ to: 'ada@example.com' }).length).toBeGreaterThan(3);
  const rows = world.rows<{ state: string; reason: string }>(
    'SELECT state, reason FROM deliveries WHERE subscription_id = ?1',
    bob,
  );
  expect(rows.filter(({ state }) => !['skipped', 'cancelled'].includes(state))).toEqual([]);
  expect(rows.filter(({ reason }) => reason === 'not_listed').length).toBeGreaterThan(3);
  await world.tick();
  expect((await health(world.ports, world.now)).problems).toEqual([]);
});

it('an empty list emails no one', async () => {
  world = createWorld({ start: START, env: { ONLY_TO: '' } });
  await join('ada@example.com');
  await world.play('2027-01-06T00:00Z');
  expect(world.log).toEqual([]);
});

it('a retry of a call from before the list is not made', async () => {
  let lost = true;
  world = createWorld({
    start: START,
    fetch: (inner) => async (url, init) => {
      if (!lost) return inner(url, init);
      throw new Error('connection reset');
    },
  });
  await join('bob@example.com');
  lost = false;
  const listed = world.worker({ env: { ONLY_TO: 'ada@example.com' } });
  for (const minutes of [6, 12, 24]) {
    world.advanceTo(world.now + minutes * MINUTE);
    await tick(listed, () => world.now);
  }
  expect(world.log).toEqual([]);
  await world.tick(world.now + 120 * MINUTE);
  expect(world.log.map(({ to }) => to)).toEqual(['bob@example.com']);
});

describe('the digest', () => {
  it.each([
    ['', []],
    ['author@milepost.test', ['author@milepost.test']],
  ])('with ONLY_TO "%s" goes to %o', async (ONLY_TO, receivers) => {
    const [REPLY_TO, start] = ['author@milepost.test', START];
    world = createWorld({ start, env: { ONLY_TO, REPLY_TO } });
    await world.tick();
    world.rows(HELD);
    await world.play('2027-01-08T00:00Z');
    expect([...new Set(world.log.map(({ to }) => to))]).toEqual(receivers);
  });
});

it('the mailer makes no call that has an address outside the list', async () => {
  world = createWorld({ start: START });
  const calls: unknown[] = [];
  const { send } = onlyTo(['ada@example.com'], {
    send: async (call) => {
      calls.push(call);
      return { result: 'accepted', mails: [] };
    },
  });
  const message = (to: string) => ({ to }) as Parameters<typeof send>[0]['messages'][number];
  const call = (...to: string[]) => send({ key: 'k', batch: true, messages: to.map(message) });
  expect(await call('ada@example.com', 'bob@example.com')).toMatchObject({ result: 'unclear' });
  expect(calls).toEqual([]);
  expect(await call('ADA@example.com')).toMatchObject({ result: 'accepted' });
});
