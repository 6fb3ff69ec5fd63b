/** Imports in a world that is then played. */
import { afterAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { AUDIT } from '../../src/storage/consistency-check.ts';
import { findEnrolment } from '../../src/storage/enrolments.ts';
import { eraseSubscription } from '../../src/storage/leaving.ts';
import { erase } from '../../src/usecases/own-data.ts';
import { exportCsv, importCsv } from '../support/in-process/imports.ts';

const worlds: World[] = [];
function newWorld(start = '2027-01-04T08:00:00Z'): World {
  const world = createWorld({ start });
  worlds.push(world);
  return world;
}
afterAll(() => {
  for (const world of worlds) world.close();
});

const HEADER = 'email,target_date,time_zone,consent_at,consent_source,status\n';
const PROOF = '2026-11-02 14:30,Our form';
const messages = (world: World, to: string) =>
  world.mails({ to }).map(({ delivery }) => delivery.split('_').at(-3));
const skips = (ready: Awaited<ReturnType<typeof importCsv>>) =>
  ready.skipped.map(({ row, skip }) => [row, skip]);

describe('a person with a proof of consent', () => {
  const csv = `${HEADER}ada@example.com,2027-06-01,Asia/Kolkata,${PROOF},\n`;

  it('gets what a person who signed up gets, with the welcome or without', async () => {
    for (const welcome of [true, false]) {
      const world = newWorld();
      await world.join({
        email: 'bob@example.com',
        target_date: '2027-06-01',
        time_zone: 'Asia/Kolkata',
      });
      await importCsv(world, csv, { welcome });
      await world.play('2027-07-01T00:00:00Z');
      const signedUp = messages(world, 'bob@example.com').slice(1);
      const expected = welcome ? signedUp : signedUp.filter((id) => id !== 'welcome');
      expect(messages(world, 'ada@example.com')).toEqual(expected);
      expect(expected.length).toBeGreaterThan(3);
    }
  });

  it('has the time and the source of the consent', async () => {
    const world = newWorld();
    await importCsv(world, csv);
    const at = Date.parse('2026-11-02T14:30:00Z');
    expect(world.rows('SELECT asked_how, asked_words, confirmed_at FROM consents')).toEqual([
      { asked_how: 'import', asked_words: 'Our form', confirmed_at: at },
    ]);
  });
});

it('a person without a proof gets one confirmation, and the course only after it', async () => {
  const world = newWorld();
  await importCsv(world, `${HEADER}ada@example.com,2027-06-01,UTC,,,\n`, { welcome: true });
  await world.play('2027-08-01T00:00:00Z');
  expect(messages(world, 'ada@example.com')).toEqual(['confirm']);
});

it('running an import again changes nothing', async () => {
  const world = newWorld();
  const csv = `${HEADER}ada@example.com,2027-06-01,UTC,${PROOF},\nbob@example.com,,UTC,,,\neve@example.com,,,,,cleaned\n`;
  await importCsv(world, csv, { welcome: true });
  const before = world.sqlite.save();
  const again = await importCsv(world, csv, { welcome: true });
  expect(skips(again)).toEqual([
    [2, 'already'],
    [3, 'already'],
  ]);
  expect(Buffer.from(world.sqlite.save()).equals(Buffer.from(before))).toBe(true);
});

it('an address in a file twice is imported once; a row that says to stop wins', async () => {
  const world = newWorld();
  const ready = await importCsv(
    world,
    `${HEADER}Ada@example.com,2027-06-01,UTC,${PROOF},\nada@EXAMPLE.com,,UTC,${PROOF},\nbob@example.com,,UTC,${PROOF},\nbob@example.com,,UTC,,,unsubscribed\n`,
  );
  expect(skips(ready)).toEqual([
    [3, 'twice'],
    [4, 'stopped_in_file'],
  ]);
  expect(world.rows('SELECT address FROM subscribers')).toEqual([{ address: 'Ada@example.com' }]);
});

it('of a row that bounced, complained or left elsewhere, only a keyed hash is kept, which stops imports', async () => {
  const world = newWorld();
  const of = (status: string) => `${status}@example.com,2027-06-01,UTC,${PROOF},`;
  const names = ['cleaned', 'complained', 'unsubscribed'];
  await importCsv(world, `${HEADER}${names.map((name) => of(name) + name).join('\n')}\n`);
  expect(world.rows('SELECT * FROM subscribers')).toEqual([]);
  expect(world.rows('SELECT reason FROM suppressions ORDER BY reason')).toEqual([
    { reason: 'bounced' },
    { reason: 'complained' },
    { reason: 'left' },
  ]);
  const later = await importCsv(world, `${HEADER}${names.map((name) => of(name)).join('\n')}\n`);
  expect(skips(later)).toEqual([
    [2, 'suppressed'],
    [3, 'suppressed'],
    [4, 'left'],
  ]);
});

describe('a person who left is never imported', () => {
  const csv = `${HEADER}ada@example.com,2027-06-01,UTC,${PROOF},\n`;
  const join = { email: 'ada@example.com', target_date: '2027-06-01', time_zone: 'UTC' };

  it.each([
    ['as long as they are known', async () => {}],
    ['after their data has expired', async (world: World) => world.play('2027-06-01T00:00:00Z')],
    [
      'after they erased it',
      async (world: World, id: string) =>
        erase(world.ports, (await findEnrolment(world.ports.db, id))!),
    ],
    [
      'nor one who signed up again and never confirmed',
      async (world: World) => {
        await world.subscribe(join);
        await world.play('2027-08-01T00:00:00Z');
      },
    ],
  ])('%s', async (_, then) => {
    const world = newWorld();
    const id = await world.join(join);
    await world.unsubscribe(id);
    await then(world, id);
    const before = world.log.length;
    const later = csv.replace('2027-06-01', '2028-02-01');
    expect(skips(await importCsv(world, later, { welcome: true }))).toEqual([[2, 'left']]);
    await world.play('2028-03-01T00:00:00Z');
    expect(world.log.length).toBe(before);
  });

  it('nor one who erased their data without leaving first', async () => {
    const world = newWorld();
    const id = await world.join(join);
    await erase(world.ports, (await findEnrolment(world.ports.db, id))!);
    expect(skips(await importCsv(world, csv))).toEqual([[2, 'left']]);
  });

  it('their own new sign-up lifts it', async () => {
    const world = newWorld();
    const id = await world.join(join);
    await world.unsubscribe(id);
    await eraseSubscription(world.ports, id);
    expect(world.rows('SELECT reason FROM suppressions')).toEqual([{ reason: 'left' }]);
    await world.join(join);
    expect(world.rows('SELECT reason FROM suppressions')).toEqual([]);
    expect(messages(world, 'ada@example.com')).toContain('welcome');
  });
});

it('people exported, imported into an empty database and exported again are the same bytes', async () => {
  const world = newWorld();
  const join = (name: string, more: object) =>
    world.join({ email: `${name}@example.com`, time_zone: 'Asia/Calcutta', ...more } as never);
  await join('Ada', { target_date: '2027-06-01', name: '=1+1', locale: 'de-AT', send_hour: 6 });
  await join('goal', { target_date: '2028-02-29', name: 'Zoë, "Z"', date_kind: 'goal' });
  await join('undecided', { target_date: 'none', name: '-' });
  await world.pause(await join('paused', { target_date: '2027-05-01' }), '2027-03-01');
  await world.unsubscribe(await join('left', { target_date: '2027-05-01' }));
  await join('soon', { target_date: '2027-01-20' });
  await world.subscribe({
    email: 'pending@example.com',
    target_date: '2028-02-02',
    time_zone: 'UTC',
  });
  await world.play('2027-02-20T12:00:00Z');
  const first = await exportCsv(world, 'people');
  const other = newWorld('2027-02-20T13:00:00Z');
  const ready = await importCsv(other, first);
  expect(ready.skipped).toEqual([]);
  expect(await exportCsv(other, 'people')).toBe(first);
  expect(first.split('\n')).toHaveLength(8);
  expect(first).toContain("'=1+1");
  expect(first).not.toContain('left@');
  expect(await exportCsv(world, 'stopped')).toBe('email,status\nleft@example.com,unsubscribed\n');
});

it('an import leaves rows that the consistency check accepts', async () => {
  const world = newWorld();
  await importCsv(
    world,
    `${HEADER}ada@example.com,2027-06-01,UTC,${PROOF},\nbob@example.com,2027-01-06,UTC,${PROOF},\neve@example.com,2027-02-01,UTC,,,\n`,
    { welcome: true },
  );
  const wrong = AUDIT.filter(
    ({ of, when }) =>
      world.rows(`SELECT 1 FROM ${of} d WHERE ?1 > 0 AND ${when}`, world.now).length > 0,
  );
  expect(wrong).toEqual([]);
});

it('of every export, neither notes nor links are part', async () => {
  const world = newWorld();
  const id = await world.join({
    email: 'ada@example.com',
    target_date: '2027-06-01',
    time_zone: 'UTC',
  });
  world.rows('UPDATE subscriptions SET notes = \'[{"place":"secret"}]\' WHERE id = ?1', id);
  for (const kind of ['people', 'stopped', 'deliveries', 'consents']) {
    expect(await exportCsv(world, kind)).not.toMatch(/secret|\/manage\/|https?:/);
  }
  expect((await exportCsv(world, 'deliveries')).split('\n').length).toBeGreaterThan(3);
  expect(await exportCsv(world, 'consents')).toContain('ada@example.com,ml-interviews,2027-01-04T');
  expect(await exportCsv(world, 'people', world.now + 1)).not.toContain('@');
});
