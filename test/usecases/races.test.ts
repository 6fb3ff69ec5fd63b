/**
 * Concurrent and half-done sign-ups, confirmations, unsubscribes and erasures, by row of the
 * failure matrix (F…).
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { subscribe } from '../../scripts/in-process/subscribe.ts';
import type { SignUp } from '../../src/domain/parse/sign-up.ts';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import { readConfig } from '../../src/services.ts';
import { saveAddressChange } from '../../src/storage/addresses.ts';
import { findEnrolment } from '../../src/storage/enrolments.ts';
import { eraseSubscription } from '../../src/storage/leaving.ts';
import { unsubscribe } from '../../src/usecases/leave.ts';
import { confirmAddress } from '../../src/usecases/manage/confirm-address.ts';
import { sendNow } from '../../src/usecases/sending/send-now.ts';
import { confirm } from '../../src/usecases/sign-up/confirm.ts';
import { emptyDatabase, failingAt, isolatedPorts, NOW } from '../support/isolated-ports.ts';
import { addDue, lessons, states } from '../support/ledger.ts';
import { bindings, mailsTo, post } from '../support/worker.ts';

beforeEach(emptyDatabase);

const signUp = (name: string): SignUp => ({
  address: { send: `${name}@races.example`, key: `${name}@races.example` },
  course: 'ml-interviews',
  targetDate: '2030-03-20',
  dateKind: 'appointment' as const,
  timeZone: 'UTC',
  sendHour: 8,
  name: '',
  locale: 'en',
});

const rows = async () =>
  (
    await bindings.DB.prepare('SELECT id, status FROM subscriptions').all<{
      id: string;
      status: string;
    }>()
  ).results;

it('fifty sign-ups of one address at once bring one confirmation (F42)', async () => {
  const fields = { email: 'fifty@races.example', target_date: '2030-03-20', time_zone: 'UTC' };
  const now = new Date(NOW).toISOString();
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => post('/subscribe', now, fields)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  expect((await mailsTo('fifty@races.example')).length).toBe(1);
  expect((await rows()).length).toBe(1);
});

describe('a sign-up that fails partway', () => {
  it.each(['before', 'after'] as const)(
    '%s any of its steps took effect can be repeated (F41)',
    async (when) => {
      for (let point = 1; ; point++) {
        await emptyDatabase();
        const { play, worker, accepted } = isolatedPorts();
        const { database, reached } = failingAt(point, when);
        const join = async (own = worker(), now = NOW) =>
          sendNow(own, await subscribe(own, signUp('half'), now), () => now);
        await join(worker({ database })).catch(() => {});
        await join(worker(), NOW + 11 * MINUTE);
        for (let minute = 12; minute < 20; minute++) await play(NOW + minute * MINUTE);
        const [row] = await rows();
        expect([point, row?.status, Object.keys(accepted())]).toEqual([point, 'pending', ['1']]);
        if (!reached()) break;
      }
    },
  );

  it.each(['before', 'after'] as const)(
    'a confirmation that fails %s a step took effect can be repeated: one welcome (F41)',
    async (when) => {
      for (let point = 1; ; point++) {
        await emptyDatabase();
        const { play, worker, accepted } = isolatedPorts();
        await subscribe(worker(), signUp('half'), NOW);
        const id = (await rows())[0]!.id;
        const { database, reached } = failingAt(point, when);
        const act = async (own = worker(), now = NOW) =>
          sendNow(own, (await confirm(own, id, now)).send, () => now);
        await act(worker({ database })).catch(() => {});
        await act(worker(), NOW + MINUTE);
        for (let minute = 2; minute < 12; minute++) await play(NOW + minute * MINUTE);
        expect([point, accepted(`${id}_welcome`)]).toEqual([point, { 1: 1 }]);
        if (!reached()) break;
      }
    },
  );
});

describe('confirming and leaving', () => {
  const start = async () => {
    const isolated = isolatedPorts();
    await subscribe(isolated.worker(), signUp('race'), NOW);
    return { ...isolated, id: (await rows())[0]!.id };
  };
  const scheduled = async () => (await states('')).scheduled ?? 0;

  it('in this order: the person has left, and nothing more is planned (F43)', async () => {
    const { worker, id, play, accepted } = await start();
    expect((await confirm(worker(), id, NOW)).done).toBe('confirmed');
    expect((await unsubscribe(worker(), id, NOW)).done).toBe('left');
    await play(NOW + MINUTE);
    expect([await scheduled(), accepted()]).toEqual([0, {}]);
  });

  it("in reverse order: an old link doesn't undo leaving (F43)", async () => {
    const { worker, id, play, accepted } = await start();
    expect((await unsubscribe(worker(), id, NOW)).done).toBe('left');
    expect((await confirm(worker(), id, NOW)).done).toBe('left');
    await play(NOW + MINUTE);
    expect([await scheduled(), accepted()]).toEqual([0, {}]);
  });

  it('at once, ten times: leaving wins, whichever came first (F43)', async () => {
    for (let time = 0; time < 10; time++) {
      await emptyDatabase();
      const { worker, id } = await start();
      const acts = [() => confirm(worker(), id, NOW), () => unsubscribe(worker(), id, NOW)];
      await Promise.all((time % 2 ? acts : acts.toReversed()).map((act) => act()));
      expect([(await rows())[0]!.status, await scheduled()]).toEqual(['left', 0]);
    }
  });
});

it.each(['before', 'after'] as const)(
  'a new address for a suppressed one: lessons are planned again, whichever step fails %s it took effect (F50)',
  async (when) => {
    for (let point = 1; ; point++) {
      await emptyDatabase();
      const { play, worker } = isolatedPorts();
      await addDue('mute', 1, NOW + DAY);
      await bindings.DB.batch(
        [
          "UPDATE subscribers SET suppressed = 'bounced'",
          'UPDATE subscriptions SET suppressed = 1',
          "UPDATE deliveries SET state = 'cancelled', reason = 'suppressed'",
        ].map((sql) => bindings.DB.prepare(sql)),
      );
      const { subscription } = (await findEnrolment(worker().db, 'mute1'))!;
      await saveAddressChange(worker().db, addressChange, subscription, null);
      const { database, reached } = failingAt(point, when);
      const confirmed = (own = worker()) => confirmAddress(own, addressChange.id, NOW);
      await confirmed(worker({ database })).catch(() => {});
      await confirmed();
      await play(NOW + MINUTE);
      expect([point, (await lessons('mute')).scheduled]).toEqual([point, 1]);
      if (!reached()) break;
    }
  },
);

const addressChange = {
  id: 'change',
  subscriberId: 'mutep1',
  subscriptionId: 'mute1',
  address: 'new@races.example',
  addressKey: 'new@races.example',
  askedAt: NOW,
  settled: null,
  settledAt: null,
};

it('a person is not forgotten while an email to them is in progress (F44)', async () => {
  const { play, provider, worker, accepted } = isolatedPorts();
  await addDue('forget', 1, NOW);
  provider.addFaults({ kind: 'drop_after' });
  await play(NOW);
  expect(await eraseSubscription(worker(), 'forget1')).toBe(false);
  await play(NOW + 2 * MINUTE);
  expect(accepted()).toEqual({ 1: 1 });
  expect(await eraseSubscription(worker(), 'forget1')).toBe(true);
  expect(await rows()).toEqual([]);
});

it('a Worker with TIME_TRAVEL never calls the real provider (F40)', () => {
  const { RESEND_BASE_URL: _, ...rest } = bindings;
  expect(readConfig({ ...rest, TIME_TRAVEL: '1' })).toMatchObject({
    problems: [expect.stringContaining('TIME_TRAVEL')],
  });
});
