/** Real workerd, real HTTP and a slow provider: at most two seconds from fence to call. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDue, states } from './ledger.ts';
import { type Machine, startMachine } from './machine.ts';
import { sendSlowly } from './slow-provider.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine();
  await machine.start();
}, 120_000);
afterAll(() => machine?.stop());

it.each([
  [40, 150, 2],
  [40, 4000, 2],
  [2000, 4000, 1],
])(
  '%i due, answers after %i ms: no call starts late, and none includes a person who left two seconds before',
  (count, latency, ticks) => sendSlowly(machine, count, latency, ticks),
  200_000,
);

it('15 s before midnight, with responses after 4 s, no call starts on the date itself', async () => {
  const prefix = 'night';
  const { database, provider } = machine;
  const at = Date.parse('2028-05-10T08:00:00Z');
  addDue(database, { prefix, count: 40, at, lesson: 'one-day' });
  provider.state.calls.length = 0;
  provider.state.settings.latency_ms = 4000;
  await machine.tick(Date.parse('2028-05-10T23:59:45Z'));
  provider.state.settings.latency_ms = 0;
  const starts = provider.state.calls.flatMap(({ key, at: start }) =>
    key?.startsWith(prefix) ? [start] : [],
  );
  expect(starts.length).toBeGreaterThan(5);
  expect(starts.filter((start) => start > '2028-05-11T00:00:00.250Z')).toEqual([]);
  await machine.tick(Date.parse('2028-05-11T00:01:00Z'));
  const { sent = 0, 'skipped(window_closed)': skipped = 0 } = states(machine, prefix, 'one-day');
  expect([sent, sent + skipped]).toEqual([starts.length, 40]);
}, 120_000);
