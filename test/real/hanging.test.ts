import { afterAll, beforeAll, expect, it } from 'vitest';
import { accepted, addDue, states } from './ledger.ts';
import { type Machine, startMachine } from './machine.ts';

const MINUTE = 60_000;
const DUE = Date.parse('2028-03-13T08:00:00Z');

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine();
  await machine.start();
}, 120_000);
afterAll(() => machine?.stop());

it('a provider that hangs before or after it accepted is given up after 15 s, and called again under the same key', async () => {
  const { database, provider } = machine;
  for (const kind of ['stall_before', 'stall_after'] as const) {
    const prefix = kind.replace('_', '');
    addDue(database, { prefix, count: 1, at: DUE });
    provider.addFaults({ kind, match: { to: prefix }, times: 1, ms: 3 * MINUTE });
  }
  // The connections stay open: a Worker that kept waiting would exceed its time limit.
  await machine.tick(DUE);
  expect(states(machine, 'stall')).toEqual({ sending: 2 });
  await machine.tick(DUE + 2 * MINUTE);
  expect(states(machine, 'stall')).toEqual({ sent: 2 });
  expect(accepted(machine, 'stall')).toEqual({ 1: 2 });
  for (const prefix of ['stallbefore', 'stallafter']) {
    const keys = provider.state.calls.flatMap(({ key }) => (key?.startsWith(prefix) ? [key] : []));
    expect([prefix, keys.length, new Set(keys).size]).toEqual([prefix, 2, 1]);
  }
}, 100_000);
