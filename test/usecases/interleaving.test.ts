/** Concurrent changes, by row of the failure matrix (F…). */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Courses } from '../../src/course/catalog.ts';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import type { Database } from '../../src/storage/database.ts';
import { unsubscribe } from '../../src/usecases/leave.ts';
import { callOff } from '../../src/usecases/manage/record-outcome.ts';
import { reschedule } from '../../src/usecases/manage/reschedule.ts';
import { sendNow } from '../../src/usecases/sending/send-now.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { emptyDatabase, isolatedPorts, NOW } from '../support/isolated-ports.ts';
import { addDue, aroundFence, lessons, states } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

beforeEach(emptyDatabase);

describe('a person leaves', () => {
  it.each([
    ['one email a call', 3],
    ['a batch', 45],
  ])('while the email is composed, %s: they are not in the bytes (F10)', async (_, count) => {
    const { play, worker, accepted } = isolatedPorts();
    await addDue('leave', count, NOW);
    const own = aroundFence(worker(), 'before', () => unsubscribe(worker(), 'leave2', NOW));
    await play(NOW, own);
    expect(await states('leave')).toEqual({ sent: count - 1, 'cancelled(left)': 1 });
    expect(accepted()).toEqual({ 1: count - 1 });
  });

  it.each([
    ['it arrives once', null, { sent: 1 }, { 1: 1 }],
    ['an unclear call is never tried again', 'drop_before' as const, { 'unknown(left)': 1 }, {}],
    ['accepted, but the response is lost', 'drop_after' as const, { sent: 1 }, { 1: 1 }],
  ])('between fence and call: %s (F11)', async (_, kind, state, mails) => {
    const { play, worker, provider, accepted } = isolatedPorts();
    await addDue('gone', 1, NOW);
    if (kind) provider.addFaults({ kind });
    await play(
      NOW,
      aroundFence(worker(), 'after', () => unsubscribe(worker(), 'gone1', NOW)),
    );
    for (let minute = 1; minute < 20; minute++) await play(NOW + minute * MINUTE);
    expect(accepted()).toEqual(mails);
    expect(await states('gone')).toEqual(state);
  });
});

describe('a person moves', () => {
  const later = {
    targetDate: '2028-05-20',
    dateKind: 'appointment' as const,
    timeZone: 'UTC',
    sendHour: 8,
  };

  it.each([
    ['while it is composed', 'before' as const, null, {}],
    ['between fence and call', 'after' as const, null, { 1: 1 }],
    ['before a retry of what never arrived', 'after' as const, 'drop_before' as const, {}],
    ['before a retry of what was accepted', 'after' as const, 'drop_after' as const, { 1: 1 }],
  ])(
    '%s: no email of the old plan is repeated, the new one is kept (F12)',
    async (_, when, kind, early) => {
      const { play, worker, provider, accepted } = isolatedPorts();
      await addDue('mover', 1, NOW);
      if (kind) provider.addFaults({ kind });
      await play(
        NOW,
        aroundFence(worker(), when, () => reschedule(worker(), 'mover1', later, NOW)),
      );
      for (let minute = 1; minute <= 30; minute++) await play(NOW + minute * MINUTE);
      expect(accepted('mover1_one-week')).toEqual(early);
      for (let hour = 1; hour <= 48; hour++) await play(NOW + hour * HOUR);
      for (const day of ['2028-05-13', '2028-05-14', '2028-05-19']) {
        await play(Date.parse(`${day}T08:01Z`));
      }
      // The lesson comes again only under another occasion, and each of those once.
      expect(Object.keys(accepted())).toEqual(['1']);
      expect(Object.keys(accepted('mover1_one-week'))).toEqual(['1']);
      expect(Object.keys(await states('mover')).join()).not.toMatch(/sending/);
    },
  );
});

it.each([
  ['is not sent after "it\'s off" if it asks something', 'welcome', true, {}],
  ['is sent after "it\'s off" if it answers a request', 'new-links', true, { 1: 1 }],
  ['is sent if nothing was called off', 'welcome', false, { 1: 1 }],
])('an email that comes back %s', async (_, message, off, mails) => {
  const { play, worker, provider, accepted } = isolatedPorts();
  await addDue('off', 1, NOW);
  await bindings.DB.prepare(
    "UPDATE deliveries SET id = 'off1_' || ?1 || '_1_1', message = ?1, kind = 'notice', class = 0",
  )
    .bind(message)
    .run();
  provider.addFaults({ kind: 'rate_limit', times: 1, retry_after: 30 });
  const act = async () => off && (await callOff(worker(), 'off1', 'cancelled', NOW));
  await play(NOW, aroundFence(worker(), 'after', act));
  for (let minute = 1; minute < 20; minute++) await play(NOW + minute * MINUTE);
  expect(accepted(`off1_${message}`)).toEqual(mails);
});

it('two emails swap while a change is computed: it is computed again (F48)', async () => {
  const { worker } = isolatedPorts();
  await addDue('swap', 1, NOW);
  const [back, fenced] = ['swap1_one-week_1_1', 'swap1_one-day_1_1'];
  const set = (id: string, state: string, firstCallAt: number | null) =>
    bindings.DB.prepare('UPDATE deliveries SET state = ?2, first_call_at = ?3 WHERE id = ?1')
      .bind(id, state, firstCallAt)
      .run();
  await reschedule(worker(), 'swap1', { ...SAME_DAY, sendHour: 7 }, NOW);
  await set(back, 'sending', NOW);
  let reads = 0;
  const database =
    (inner: Database): Database =>
    async (statements) => {
      // Right after the first read: one email returns to the ledger, another is fenced.
      const answers = await inner(statements);
      if (++reads === 1) {
        await set(back, 'scheduled', null);
        await set(fenced, 'sending', NOW);
      }
      return answers;
    };
  await reschedule(worker({ database }), 'swap1', { ...SAME_DAY, sendHour: 9 }, NOW);
  expect(await lessons('swap')).toEqual({ scheduled: 1 });
});

const SAME_DAY = {
  targetDate: '2028-03-20',
  dateKind: 'appointment',
  timeZone: 'UTC',
} as const;

it('a request whose first call hangs past its lease makes no second one', async () => {
  const { play, worker, accepted } = isolatedPorts();
  await addDue('hung', 2, NOW);
  let now = NOW;
  const hanging = worker({
    mailer: (inner) => ({
      send(call) {
        now += 14 * MINUTE;
        return inner.send(call);
      },
    }),
  });
  await sendNow(hanging, ['hung1_one-week_1_1', 'hung2_one-week_1_1'], () => now);
  expect(await states('hung')).toEqual({ sent: 1, scheduled: 1 });
  await play(now);
  expect(accepted()).toEqual({ 1: 2 });
});

describe('two Workers', () => {
  it.each([
    ['before its call', 'before' as const, 1],
    ['before it hears the answer', 'after' as const, 1],
    ['before its call, in a batch', 'before' as const, 45],
    ['before it hears the answer, in a batch', 'after' as const, 45],
  ])('one stalls past its lease %s: one email (F29)', async (_, when, count) => {
    const { play, worker, accepted } = isolatedPorts();
    await addDue('zombie', count, NOW);
    const stalled = Promise.withResolvers<void>();
    const awake = Promise.withResolvers<void>();
    const zombie = worker({
      mailer: (inner) => ({
        async send(call) {
          const answer = when === 'after' ? await inner.send(call) : null;
          stalled.resolve();
          await awake.promise;
          return answer ?? inner.send(call);
        },
      }),
    });
    const ticking = tick(zombie, () => NOW);
    await stalled.promise;
    await play(NOW + 6 * MINUTE);
    expect(await states('zombie')).toEqual({ sent: count });
    awake.resolve();
    await ticking;
    expect(await states('zombie')).toEqual({ sent: count });
    expect(accepted()).toEqual({ 1: count });
  });

  it.each([
    ['one email a call', 1],
    ['a batch', 45],
  ])('%s: one that stalled past its lease cannot lift the fence of the other', async (_, count) => {
    const { play, worker, provider, accepted } = isolatedPorts();
    await addDue('lease', count, NOW);
    const stalled = Promise.withResolvers<void>();
    const awake = Promise.withResolvers<void>();
    const zombie = worker({
      mailer: () => ({
        async send() {
          stalled.resolve();
          await awake.promise;
          return { result: 'not_now', cause: 'rate', reason: 'rate_limit_exceeded', waitMs: 0 };
        },
      }),
    });
    const ticking = tick(zombie, () => NOW);
    await stalled.promise;
    provider.addFaults({ kind: 'drop_after' });
    await play(NOW + 6 * MINUTE);
    expect(await lessons('lease')).toEqual({ sending: count });
    awake.resolve();
    await ticking;
    // The other Worker's call may have been accepted: its rows stay fenced and its call open.
    expect(await lessons('lease')).toEqual({ sending: count });
    await play(NOW + 30 * MINUTE);
    expect(await lessons('lease')).toEqual({ sent: count });
    expect(accepted()).toEqual({ 1: count });
  });

  it('whose clocks differ by ten minutes both find an email; it is sent once (F35)', async () => {
    const { play, worker, accepted } = isolatedPorts();
    await addDue('skew', 45, NOW);
    const fast = () => tick(worker(), () => NOW + 10 * MINUTE);
    await play(NOW, aroundFence(worker(), 'before', fast));
    expect(accepted()).toEqual({ 1: 45 });
    expect(await states('skew')).toEqual({ sent: 45 });
  });

  it.each([-10, 10])(
    "a retry at the end of the key's life, with a clock off by %i minutes: one email (F35)",
    async (skew) => {
      const { play, provider, setClock, worker, accepted } = isolatedPorts();
      await addDue('edge', 1, NOW);
      provider.addFaults({ kind: 'drop_after' }, { kind: 'drop_before', rate: 1 });
      for (let minute = 0; minute < 23 * 60; minute += 30) await play(NOW + minute * MINUTE);
      provider.state.faults.clear();
      for (let minute = 22 * 60; minute < 27 * 60; minute += 10) {
        setClock(NOW + minute * MINUTE);
        await tick(worker(), () => NOW + (minute + skew) * MINUTE);
      }
      expect(accepted()).toEqual({ 1: 1 });
      expect(await lessons('edge')).toEqual({ sent: 1 });
    },
  );

  it('a clock that jumps back an hour: nothing is sent again (F35)', async () => {
    const { play, provider, accepted } = isolatedPorts();
    await addDue('back', 3, NOW);
    await addDue('again', 3, NOW);
    provider.addFaults({ kind: 'drop_after', times: 3, match: { to: 'again' } });
    for (const minute of [0, -60, -59, 1, 2, -58, 3]) await play(NOW + minute * MINUTE);
    expect(accepted()).toEqual({ 1: 6 });
    expect(await states('again')).toEqual({ sent: 3 });
  });

  it.each(['drop_before', 'drop_after'] as const)(
    'of two versions, %s: a retry has the bytes of the first (F26)',
    async (kind) => {
      const { play, worker, provider, mails, accepted } = isolatedPorts();
      await addDue('deploy', 45, NOW);
      provider.addFaults({ kind });
      await play(NOW);
      const own = worker();
      await play(NOW + 2 * MINUTE, { ...own, courses: rewritten(own.courses) });
      expect(await lessons('deploy')).toEqual({ sent: 45 });
      expect(accepted('deploy')).toEqual({ 1: 45 });
      expect(mails().some(({ subject }) => subject.startsWith('New: '))).toBe(false);
      expect(provider.state.calls.map(({ error }) => error)).not.toContain(
        'invalid_idempotent_request',
      );
    },
  );
});

/** The same lessons in other words, as after a deployment. */
function rewritten(courses: Courses): Courses {
  const anew = <T extends { hash: string; subject: readonly unknown[] }>(template: T): T => ({
    ...template,
    hash: `new${template.hash}`,
    subject: ['New: ', ...template.subject],
  });
  return {
    ...courses,
    version: 'new',
    template: (course, message) => {
      const template = courses.template(course, message);
      return template && anew(template);
    },
    templates: () => courses.templates().map(anew),
  };
}
