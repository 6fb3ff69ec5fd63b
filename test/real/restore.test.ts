import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root, run } from '../../scripts/world/wrangler.ts';
import { accepted, addDue, states, wrongAccounts } from './ledger.ts';
import { type Machine, startMachine } from './machine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The last full hour; the database is restored to five minutes before it. */
const DUE = Math.floor(Date.now() / HOUR) * HOUR;
const RESTORED = DUE - 5 * MINUTE;
const NOW = Math.max(Date.now(), DUE + 10 * MINUTE);

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine();
  await machine.start();
}, 120_000);
afterAll(() => machine?.stop());

async function milepost(...args: string[]): Promise<string> {
  const script = join(root, 'scripts/milepost.ts');
  const { code, stdout, stderr } = await run([script, ...args, '--state', machine.home]);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

it('restored to an hour ago, then held, reconciled and released, it doubles and loses nothing', async () => {
  const { database, provider } = machine;
  // An earlier email, so that the list reaches back beyond the calls to reconcile.
  addDue(database, { prefix: 'before', count: 3, at: DUE - HOUR });
  await machine.tick(RESTORED - 15 * MINUTE);
  addDue(database, { prefix: 'overdue', count: 3, at: DUE - HOUR });
  database.exec(`UPDATE deliveries SET waits_until = ${RESTORED}
                 WHERE id LIKE 'overdue%'`);
  addDue(database, { prefix: 'since', count: 60, at: DUE });
  addDue(database, { prefix: 'unsent', count: 4, at: DUE });
  addDue(database, { prefix: 'ahead', count: 2, at: DUE + 24 * HOUR });
  addDue(database, { prefix: 'flying', count: 60, at: DUE - HOUR });

  // The copy was made during a call. Its batch was rejected and then split.
  const match = { path: '/emails/batch' };
  provider.addFaults({ kind: 'latency', ms: 500, match }, { kind: 'daily_quota', match });
  const called = (): number =>
    provider.state.calls.filter(({ path }) => path === match.path).length;
  const before = called();
  const ticking = machine.tick(RESTORED - MINUTE);
  await expect.poll(called).toBeGreaterThan(before);
  machine.saveDatabase(join(machine.home, 'copy.sqlite'));
  await ticking;
  database.exec(`UPDATE deliveries SET waits_until = ${NOW + HOUR}
                 WHERE id LIKE 'unsent%'`);
  await machine.tick(DUE + MINUTE);
  expect(accepted(machine, '')).toEqual({ 1: 3 + 3 + 60 + 60 });

  machine.kill();
  machine.restoreDatabase(join(machine.home, 'copy.sqlite'));
  await milepost('hold');
  await machine.start();
  await machine.tick(NOW);
  expect(accepted(machine, '')).toEqual({ 1: 126 });
  expect(await (await machine.request('/health')).json()).toMatchObject({
    problems: expect.arrayContaining(['Sending is stopped: held by the operator.']),
  });

  await milepost('release', '--restored', new Date(RESTORED).toISOString());
  const doubts = JSON.parse(await milepost('unknown', '--json'));
  expect(doubts.length).toBe(127);
  expect(doubts[0].action).toContain(`the tag delivery=${doubts[0].id}`);
  for (let minute = 1; minute <= 15; minute++) await machine.tick(NOW + minute * MINUTE);
  expect(accepted(machine, '')).toEqual({ 1: 130 });
  expect(states(machine, '')).toEqual({ sent: 3 + 3 + 60 + 60 + 4, scheduled: 2 });
  expect(wrongAccounts(machine, NOW + HOUR)).toEqual([]);
}, 120_000);

it("a clone sends nothing and says why, until it's adopted", async () => {
  const address = 'https://clone.milepost.test';
  addDue(machine.database, { prefix: 'clone', count: 2, at: DUE });
  machine.kill();
  await machine.start({ PUBLIC_URL: address });
  await machine.tick(NOW + 2 * HOUR);
  const form = { email: 'new@real.example', target_date: '2031-03-20', time_zone: 'UTC' };
  const body = new URLSearchParams(form);
  expect((await machine.request('/subscribe', { method: 'POST', body })).status).toBe(503);
  const health = await machine.request('/health');
  expect(health.status).toBe(503);
  expect(await health.text()).toContain('Sending is stopped: other_public_url');
  expect(accepted(machine, 'clone')).toEqual({});
  expect(machine.provider.mailsTo('new@real.example')).toEqual([]);

  await milepost('release', '--adopt', address);
  await machine.tick(NOW + 2 * HOUR + MINUTE);
  expect(accepted(machine, 'clone')).toEqual({ 1: 2 });
  expect((await machine.request('/subscribe', { method: 'POST', body })).status).toBe(303);
  await machine.tick(NOW + 2 * HOUR + 2 * MINUTE);
  expect(machine.provider.mailsTo('new@real.example').length).toBe(1);
}, 120_000);
