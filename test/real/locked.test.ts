/** A real write lock on a local D1: another connection holds it during an unsubscribe. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tokens } from '../../src/links/links.ts';
import { addDue } from './ledger.ts';
import { LINK_SECRET, type Machine, pause, startMachine } from './machine.ts';

const NOW = Date.parse('2028-03-13T08:00:00Z');

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine();
  await machine.start();
}, 120_000);
afterAll(() => machine?.stop());

it('a write lock held for two seconds during a one-click POST: 200, and left', async () => {
  addDue(machine.database, { prefix: 'locked', count: 1, at: NOW + 86_400_000 });
  const { currentKey, sign } = tokens([LINK_SECRET]);
  const token = sign('unsubscribe', currentKey, 'locked1', null);
  machine.database.exec('BEGIN IMMEDIATE');
  const posted = machine.request(`/unsubscribe/${token}`, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  await pause(2_000);
  machine.database.exec('COMMIT');
  expect((await posted).status).toBe(200);
  const row = machine.database.prepare("SELECT status FROM subscriptions WHERE id = 'locked1'");
  expect(row.get()).toEqual({ status: 'left' });
}, 60_000);
