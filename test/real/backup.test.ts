/** A backup of yesterday is restored today, on a running Worker, while the provider has moved on. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root, run } from '../../scripts/world/wrangler.ts';
import { tokens } from '../../src/links/links.ts';
import { accepted, addDue, states, wrongAccounts } from './ledger.ts';
import { LINK_SECRET, type Machine, startMachine } from './machine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const NOW = Date.now();
const THIS_HOUR = Math.floor(NOW / HOUR) * HOUR;
const YESTERDAY = THIS_HOUR - 24 * HOUR;
const LAST_NIGHT = YESTERDAY + 12 * HOUR;
const TOMORROW = YESTERDAY + 48 * HOUR;

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine();
  await machine.start();
}, 120_000);
afterAll(() => machine?.stop());

const milepost = (...args: string[]) =>
  run([join(root, 'scripts/milepost.ts'), ...args, '--state', machine.home]);

async function works(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await milepost(...args);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).not.toContain('@');
  return stdout;
}

const folder = () => join(machine.home, 'backups');
const backups = (label: string) =>
  readdirSync(folder()).flatMap((name) => (name.startsWith(label) ? [join(folder(), name)] : []));

const { currentKey, sign } = tokens([LINK_SECRET]);

const onPage = (id: string, verb: string, form: Record<string, string> = {}) =>
  machine.request(`/manage/${sign('manage', currentKey, id, null)}/${verb}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });

const leave = (id: string) =>
  machine.request(`/unsubscribe/${sign('unsubscribe', currentKey, id, null)}`, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });

const deliveries = (where: string) =>
  machine.database.prepare(`SELECT id FROM deliveries WHERE ${where}`).all().length;

it('a backup is a dated file that only its owner can read, with every row', async () => {
  const { database } = machine;
  addDue(database, { prefix: 'early', count: 3, at: YESTERDAY - HOUR });
  await machine.tick(YESTERDAY - 30 * MINUTE);
  addDue(database, { prefix: 'night', count: 60, at: LAST_NIGHT });
  addDue(database, { prefix: 'wiped', count: 6, at: LAST_NIGHT });
  addDue(database, { prefix: 'hung', count: 2, at: THIS_HOUR });
  addDue(database, { prefix: 'ahead', count: 5, at: TOMORROW });
  addDue(database, { prefix: 'gone', count: 10, at: TOMORROW });
  addDue(database, { prefix: 'moves', count: 1, at: TOMORROW });
  await machine.tick(YESTERDAY);
  const said = await works('backup', '--folder', folder());
  expect(said).toContain('87 subscribers and 87 emails');
  const [file] = backups('local-20');
  expect(statSync(file!).mode & 0o777).toBe(0o600);
  expect(readFileSync(file!, 'utf8')).toContain('gone1@real.example');
}, 300_000);

it('restored a day later, it doubles nothing, loses nothing and emails no one who left', async () => {
  const { database, provider } = machine;
  const [file] = backups('local-20');

  await machine.tick(LAST_NIGHT);
  for (let i = 1; i <= 5; i++) expect((await leave(`gone${i}`)).status).toBe(200);
  for (let i = 6; i <= 10; i++)
    expect((await onPage(`gone${i}`, 'erase')).status).toBeLessThan(400);
  const later = new Date(TOMORROW + 20 * 24 * HOUR).toISOString().slice(0, 10);
  expect((await onPage('moves1', 'reschedule', { target_date: later })).status).toBeLessThan(400);
  const form = { email: 'joined@real.example', target_date: later, time_zone: 'UTC' };
  const body = new URLSearchParams(form);
  expect((await machine.request('/subscribe', { method: 'POST', body })).status).toBe(303);
  // Two calls hang after they were accepted: their results aren't known.
  provider.addFaults({ kind: 'stall_after', match: { to: 'hung' }, times: 2, ms: 3 * MINUTE });
  await machine.tick(NOW);
  expect(accepted(machine, 'night')).toEqual({ 1: 60 });
  expect(states(machine, 'hung')).toEqual({ sending: 2 });

  // A mistake: by hand, all emails ahead are canceled and some sent ones deleted.
  database.exec(`UPDATE deliveries SET state = 'cancelled' WHERE state = 'scheduled';
                 DELETE FROM deliveries WHERE id LIKE 'wiped%'`);
  const calls = provider.state.calls.length;
  const said = await works('restore', file!, '--folder', folder());
  expect(said).toContain(
    'unsubscribed: 5\n  erased or expired: 5\n  moved the date: 1\n  signed up: 1',
  );
  expect(said).toContain('8 emails may have been sent');
  expect(said).toContain('Restored. Sending starts again');
  expect(provider.state.calls.length).toBe(calls);
  expect(backups('local-before-restore').length).toBe(1);

  // Every doubt is named: sent or not, the deleted rows and the hanging calls are in the list.
  const doubts = JSON.parse(await works('unknown', '--json'));
  expect(doubts.map(({ id }: { id: string }) => id.replace(/\d.*/, '')).sort()).toEqual([
    ...Array(2).fill('hung'),
    ...Array(6).fill('wiped'),
  ]);
  for (let minute = 1; minute <= 5; minute++) await machine.tick(NOW + minute * MINUTE);
  expect(deliveries("state = 'unknown'")).toBe(0);
  await machine.tick(TOMORROW);
  await machine.tick(TOMORROW + MINUTE);

  expect(Object.keys(accepted(machine, ''))).toEqual(['1']);
  expect(states(machine, 'night')).toEqual({ sent: 60 });
  expect(states(machine, 'wiped')).toEqual({ sent: 6 });
  expect(states(machine, 'hung')).toEqual({ sent: 2 });
  expect(states(machine, 'ahead')).toEqual({ sent: 5 });
  expect(accepted(machine, 'gone')).toEqual({});
  expect(states(machine, 'moves')).toEqual({ scheduled: 1 });
  const joined = database.prepare("SELECT 1 FROM subscribers WHERE address LIKE 'joined@%'").all();
  expect(joined.length).toBe(1);
  expect(provider.mailsTo('joined@real.example').length).toBe(1);
  expect(wrongAccounts(machine, TOMORROW + HOUR)).toEqual([]);
}, 300_000);

it('over a damaged database it says that it cannot tell who left, and sending stays held', async () => {
  const [file] = backups('local-20');
  const before = accepted(machine, '');
  machine.database.exec('DROP TABLE subscriptions');
  const said = await works('restore', file!, '--folder', folder());
  expect(said).toContain("It's damaged.");
  expect(said).toContain('Sending stays held');
  await machine.tick(TOMORROW + 2 * HOUR);
  expect(accepted(machine, '')).toEqual(before);
  expect((await machine.request('/health')).status).toBe(503);
}, 300_000);

it('a file that is no backup changes nothing, and the database stays open', async () => {
  mkdirSync(folder(), { recursive: true });
  const file = join(folder(), 'half.sql');
  writeFileSync(file, readFileSync(backups('local-20')[0]!, 'utf8').slice(0, 4_000));
  const before = deliveries('true');
  const { code, stderr } = await milepost('restore', file, '--folder', folder());
  expect(code).toBe(2);
  expect(stderr).toContain("isn't a whole backup");
  expect(deliveries('true')).toBe(before);
  expect((await leave('gone1')).status).toBe(200);
}, 300_000);
