/** The sign-up queue: each sign-up is settled once, and never after a later unsubscribe. */
import { beforeEach, describe, expect, it } from 'vitest';
import { queue, subscribe } from '../../scripts/in-process/subscribe.ts';
import type { SignUp } from '../../src/domain/parse/sign-up.ts';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import type { Database } from '../../src/storage/database.ts';
import { leaveAll, unsubscribe } from '../../src/usecases/leave.ts';
import { erase } from '../../src/usecases/own-data.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { confirm } from '../../src/usecases/sign-up/confirm.ts';
import { subscribe as settle, settleSignUp } from '../../src/usecases/sign-up/subscribe.ts';
import {
  emptyDatabase,
  failingAt,
  isolatedPorts,
  killedAt,
  NOW,
} from '../support/isolated-ports.ts';
import { states } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

beforeEach(emptyDatabase);

const AGAIN = NOW + DAY;
const LEFT = AGAIN + MINUTE;

const signUp = (over: Partial<SignUp> = {}): SignUp => ({
  address: { send: 'ada@queue.example', key: 'ada@queue.example' },
  course: 'ml-interviews',
  targetDate: '2030-03-20',
  dateKind: 'appointment' as const,
  timeZone: 'UTC',
  sendHour: 8,
  name: '',
  locale: 'en',
  ...over,
});

const all = async <T>(sql: string): Promise<T[]> =>
  (await bindings.DB.prepare(sql).all<T>()).results;
const statuses = async () =>
  (await all<{ status: string }>('SELECT status FROM subscriptions')).map(({ status }) => status);
const queued = () => all('SELECT * FROM sign_ups');
const idOf = async () => (await all<{ id: string }>('SELECT id FROM subscriptions'))[0]!.id;

/** A person's status when they sign up again. */
const BEFORE: Readonly<Record<string, (ports: Ports) => Promise<unknown>>> = {
  pending: (ports) => subscribe(ports, signUp(), NOW),
  active: async (ports) => {
    await subscribe(ports, signUp(), NOW);
    await confirm(ports, await idOf(), NOW);
  },
  left: async (ports) => {
    await subscribe(ports, signUp(), NOW);
    await unsubscribe(ports, await idOf(), NOW + MINUTE);
  },
};

const LEAVING: Readonly<Record<string, (ports: Ports, id: string) => Promise<unknown>>> = {
  'leaves the course': (ports, id) => unsubscribe(ports, id, LEFT),
  'leaves all courses': (ports, id) => leaveAll(ports, id, LEFT),
  'erases themselves': (ports, id) => erase(ports, id),
};

const CASES = [
  ['pending', 'leaves the course'],
  ['pending', 'erases themselves'],
  ['active', 'leaves all courses'],
  ['left', 'leaves the course'],
  ['left', 'leaves all courses'],
] as const;

describe.each(CASES)('a person who is %s signs up again and then %s', (before, leaving) => {
  const after = leaving.startsWith('erases') ? [] : ['left'];

  it.each(['before', 'after'] as const)(
    'a sign-up whose work was killed %s any of its steps has no effect (F46)',
    async (when) => {
      for (let point = 1; ; point++) {
        await emptyDatabase();
        const { worker, play, mails } = isolatedPorts();
        await BEFORE[before]!(worker());
        await play(NOW + 2 * MINUTE);
        const id = await idOf();
        const asked = await queue(worker(), signUp(), AGAIN);
        const { between, death, reached } = killedAt(point, when);
        await Promise.race([settleSignUp(worker(between), asked, () => AGAIN), death]);
        await LEAVING[leaving]!(worker(), id);
        const sent = mails().length;
        for (const minute of [1, 2, 7, 8]) await play(LEFT + minute * MINUTE);
        expect([point, await statuses(), mails().length - sent]).toEqual([point, after, 0]);
        expect(await queued()).toEqual([]);
        if (!reached()) break;
      }
    },
  );

  it('work that has read the sign-up already stores nothing after the person leaves (F46)', async () => {
    for (let point = 1; ; point++) {
      await emptyDatabase();
      const { worker, play, accepted } = isolatedPorts();
      await BEFORE[before]!(worker());
      await play(NOW + 2 * MINUTE);
      const id = await idOf();
      const asked = await queue(worker(), signUp(), AGAIN);
      let calls = 0;
      const database =
        (inner: Database): Database =>
        async (statements) => {
          if (++calls === point) await LEAVING[leaving]!(worker(), id);
          return inner(statements);
        };
      await settleSignUp(worker({ database }), asked, () => AGAIN);
      await play(LEFT + MINUTE);
      if (calls < point) break;
      expect([point, await statuses()]).toEqual([point, after]);
      expect((await states(id)).scheduled).toBeUndefined();
      expect(Object.keys(accepted())).not.toContain('2');
    }
  });
});

describe('a sign-up made before an unsubscribe and queued after it', () => {
  it.each(['pending', 'active'])('does not restore a person who was %s (F46)', async (before) => {
    const { worker, play, mails } = isolatedPorts();
    await BEFORE[before]!(worker());
    await play(NOW + 2 * MINUTE);
    await unsubscribe(worker(), await idOf(), LEFT);
    const sent = mails().length;
    const asked = await queue(worker(), signUp(), LEFT);
    expect(await settle(worker(), asked, LEFT)).toEqual([]);
    expect([await statuses(), await queued()]).toEqual([['left'], []]);
    await play(LEFT + 2 * MINUTE);
    expect(mails().length).toBe(sent);
  });
});

it('a sign-up made after an unsubscribe is settled like any other', async () => {
  const { worker, play, mails } = isolatedPorts();
  await BEFORE.active!(worker());
  await play(NOW + 2 * MINUTE);
  await unsubscribe(worker(), await idOf(), LEFT);
  const sent = mails().length;
  await queue(worker(), signUp(), LEFT + 1);
  await play(LEFT + 2 * MINUTE);
  expect([await statuses(), mails().length - sent]).toEqual([['pending'], 1]);
});

it('leaving one course voids its queued sign-ups, leaving all courses voids all of them', async () => {
  const { worker } = isolatedPorts();
  await BEFORE.active!(worker());
  const courseOf = "SELECT form ->> '$.signUp.course' AS course FROM sign_ups ORDER BY course";
  for (const course of ['ml-interviews', 'another']) {
    await queue(worker(), signUp({ course }), AGAIN);
  }
  const other = { send: 'bob@queue.example', key: 'bob@queue.example' };
  await queue(worker(), signUp({ course: 'bobs', address: other }), AGAIN);
  await unsubscribe(worker(), await idOf(), LEFT);
  expect(await all(courseOf)).toEqual([{ course: 'another' }, { course: 'bobs' }]);
  await leaveAll(worker(), await idOf(), LEFT);
  expect(await all(courseOf)).toEqual([{ course: 'bobs' }]);
});

it.each(['before', 'after'] as const)(
  'whichever write fails %s it took effect, a sign-up brings one confirmation (F47)',
  async (when) => {
    for (let point = 1; ; point++) {
      await emptyDatabase();
      const { worker, play, accepted } = isolatedPorts();
      const asked = await queue(worker(), signUp(), NOW);
      const { database, reached } = failingAt(point, when);
      await settleSignUp(worker({ database }), asked, () => NOW);
      for (let minute = 1; minute < 25; minute++) await play(NOW + minute * MINUTE);
      expect([point, await statuses(), accepted()]).toEqual([point, ['pending'], { 1: 1 }]);
      expect(await queued()).toEqual([]);
      if (!reached()) break;
    }
  },
);

it.each(['new', ...Object.keys(BEFORE)])(
  'every batch stored twice: the sign-up of a person who is %s sends one email at once (F47)',
  async (before) => {
    const { worker, play, mails } = isolatedPorts();
    await BEFORE[before]?.(worker());
    await play(NOW + 2 * MINUTE);
    const sent = mails().length;
    const asked = await queue(worker(), signUp(), AGAIN);
    const database =
      (inner: Database): Database =>
      async (statements) => {
        await inner(statements);
        return inner(statements);
      };
    expect((await settle(worker({ database }), asked, AGAIN)).length).toBe(1);
    expect(await queued()).toEqual([]);
    for (const minute of [0, 1, 2, 20]) await play(AGAIN + minute * MINUTE);
    expect(mails().length - sent).toBe(1);
  },
);

it('two Workers that settle one sign-up at once send one confirmation', async () => {
  const { worker, play, accepted } = isolatedPorts();
  const asked = await queue(worker(), signUp(), NOW);
  await Promise.all([1, 2, 3].map(() => settleSignUp(worker(), asked, () => NOW)));
  for (let minute = 1; minute < 15; minute++) await play(NOW + minute * MINUTE);
  expect(accepted()).toEqual({ 1: 1 });
});

it("an older sign-up that is settled late does not replace a newer one's details", async () => {
  const { worker, play, accepted } = isolatedPorts();
  await queue(worker(), signUp({ targetDate: '2030-01-01' }), NOW);
  await subscribe(worker(), signUp({ targetDate: '2030-02-02' }), NOW + 1000);
  for (const minute of [2, 3, 20]) await play(NOW + minute * MINUTE);
  expect(await all('SELECT target_date FROM subscriptions')).toEqual([
    { target_date: '2030-02-02' },
  ]);
  expect([await queued(), accepted()]).toEqual([[], { 1: 1 }]);
});
