/** The slowest provider that isn't given up, apart because it takes a whole minute. */
import { afterAll, beforeAll, it } from 'vitest';
import { type Machine, startMachine } from './machine.ts';
import { sendSlowly } from './slow-provider.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine();
  await machine.start();
}, 120_000);
afterAll(() => machine?.stop());

it(
  '40 due, answers after 14 s: no call starts late, and none includes a person who left two seconds before',
  () => sendSlowly(machine, 40, 14_000, 1),
  200_000,
);
