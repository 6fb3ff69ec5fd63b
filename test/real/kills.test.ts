import { afterAll, beforeAll, expect, it } from 'vitest';
import { killAndRecover } from './kills.ts';
import { accepted, addDue, states, wrongAccounts } from './ledger.ts';
import { type Machine, startMachine } from './machine.ts';

/** `KILLS=100 npm run verify` runs more kills. */
const KILLS = Number(process.env.KILLS ?? 10);

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine();
  await machine.start();
}, 120_000);
afterAll(() => machine?.stop());

it(`killed ${KILLS} times at chosen moments, the Worker loses and doubles nothing`, async () => {
  const tally: Record<string, number> = {};
  for (let nth = 0; nth < KILLS; nth++) {
    const { moment, found } = await killAndRecover(machine, nth);
    tally[found] = (tally[found] ?? 0) + 1;
    if (KILLS > 10) console.log(`kill ${nth + 1} of ${KILLS}: ${moment}; it was ${found}`);
  }
  if (KILLS > 10) console.log(tally);
  expect(accepted(machine, 'kill')).toEqual({ 1: states(machine, 'kill').sent });
}, 600_000);

it('fifty ticks at once over 1,000 due rows send each email once', async () => {
  const at = Date.parse('2029-03-12T08:00:00Z');
  addDue(machine.database, { prefix: 'crowd', count: 1_000, at });
  await Promise.all(Array.from({ length: 50 }, () => machine.tick(at)));
  expect(accepted(machine, 'crowd')).toEqual({ 1: 1_000 });
  expect(states(machine, 'crowd')).toEqual({ sent: 1_000 });
  expect(wrongAccounts(machine, at)).toEqual([]);
}, 120_000);
