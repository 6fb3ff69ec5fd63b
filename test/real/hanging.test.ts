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

it.each([
  ['before it accepted', 'stall_before'],
  ['after it accepted', 'stall_after'],
])(
  'a provider that hangs %s is given up after 15 s, and called again under the same key',
  async (_, kind) => {
    const { database, provider } = machine;
    const prefix = `hang${kind.replace('_', '')}`;
    addDue(database, { prefix, count: 1, at: DUE });
    provider.addFaults({ kind: kind as 'stall_before', ms: 3 * MINUTE });
    // The connection stays open: a Worker that kept waiting would exceed its time limit.
    await machine.tick(DUE);
    expect(states(machine, prefix)).toEqual({ sending: 1 });
    await machine.tick(DUE + 2 * MINUTE);
    expect(states(machine, prefix)).toEqual({ sent: 1 });
    expect(accepted(machine, prefix)).toEqual({ 1: 1 });
    const keys = provider.state.calls.flatMap(({ key }) => (key?.startsWith(prefix) ? [key] : []));
    expect(keys.length).toBe(2);
    expect(new Set(keys).size).toBe(1);
  },
  100_000,
);
