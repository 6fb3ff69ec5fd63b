import { afterAll, beforeAll, expect, it } from 'vitest';
import { accepted, addDue, states, wrongAccounts } from './ledger.ts';
import { type Machine, startMachine } from './machine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DOWN = Date.parse('2028-03-13T08:00:00Z');
const UP = DOWN + 24 * HOUR;

/** The simulator plays outages minute by minute. */
const STEP = 10 * MINUTE;

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine();
  await machine.start();
}, 120_000);
afterAll(() => machine?.stop());

async function play(from: number, until: number): Promise<void> {
  for (let at = from; at < until; at += STEP) await machine.tick(at);
}

it('after a day without the provider, emails still in their window are sent once, and the others have a reason', async () => {
  const { database, provider } = machine;
  // An earlier email, so that the list reaches back beyond the calls to reconcile.
  addDue(database, { prefix: 'earlier', count: 1, at: DOWN - HOUR });
  await machine.tick(DOWN - HOUR);
  addDue(database, { prefix: 'lost', count: 3, at: DOWN });
  addDue(database, { prefix: 'taken', count: 3, at: DOWN });
  addDue(database, { prefix: 'today', count: 3, at: DOWN, lesson: 'one-day' });
  addDue(database, { prefix: 'evening', count: 60, at: DOWN + 12 * HOUR });
  addDue(database, { prefix: 'morning', count: 2, at: UP - HOUR });
  provider.addFaults(
    // Accepted, but the response is lost.
    { kind: 'drop_after', match: { to: 'taken' }, times: 3 },
    { kind: 'drop_before', rate: 1 },
  );

  await play(DOWN, UP);
  expect(accepted(machine, '')).toEqual({ 1: 1 + 3 });
  expect(states(machine, 'today', 'one-day')).toEqual({ 'unknown(window_closed)': 3 });
  expect(states(machine, 'evening')).toEqual({ sending: 60 });

  provider.state.faults.clear();
  await play(UP, UP + 4 * HOUR);
  expect(states(machine, 'lost')).toEqual({ sent: 3 });
  expect(states(machine, 'taken')).toEqual({ sent: 3 });
  expect(states(machine, 'today', 'one-day')).toEqual({ 'skipped(no_time_left)': 3 });
  expect(states(machine, 'evening')).toEqual({ sent: 60 });
  expect(states(machine, 'morning')).toEqual({ sent: 2 });
  expect(accepted(machine, '')).toEqual({ 1: 1 + 3 + 3 + 60 + 2 });
  expect(wrongAccounts(machine, UP + 4 * HOUR)).toEqual([]);
}, 300_000);
