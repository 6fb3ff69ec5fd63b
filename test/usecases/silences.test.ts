/** The times without a cron run, as the ticks keep them. */
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { readHeartbeat } from '../../src/storage/sending-state.ts';
import { heartbeat } from '../../src/usecases/operator/heartbeat.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { ports, spending } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

const START = Date.parse('2028-03-01T08:00:00Z');
const MINUTE = 60_000;
const DAY = 86_400_000;

const tickAt = (...minutes: number[]) =>
  minutes.reduce(
    (before, minute) => before.then(() => tick(ports(), () => START + minute * MINUTE)),
    Promise.resolve(),
  );

/** In minutes since the start. */
const silences = async () =>
  (await readHeartbeat(ports().db)).silences.map((times) =>
    times.map((at) => (at === 0 ? 'never' : (at - START) / MINUTE)),
  );

const figure = async (now: number) => heartbeat(await readHeartbeat(ports().db), now);

// The maintenance jobs of a new database.
beforeAll(() => tickAt(0, 1, 2, 3));
beforeEach(() =>
  bindings.DB.prepare("UPDATE settings SET last_tick_at = NULL, silences = '[]'").run(),
);

it('what was before the first tick is not known', async () => {
  await tickAt(0, 1);
  expect(await silences()).toEqual([['never', 0]]);
  const { rows, strip } = await figure(START + MINUTE);
  expect([rows, strip!.since]).toEqual([[], START]);
});

it('a silence is kept if it takes more than 5 minutes', async () => {
  await tickAt(0, 1, 6, 12, 40, 41);
  expect((await silences()).slice(1)).toEqual([
    [6, 12],
    [12, 40],
  ]);
  expect((await figure(START + 41 * MINUTE)).rows).toEqual([
    ['2028-03-01 08:06 UTC', 6],
    ['2028-03-01 08:12 UTC', 28],
  ]);
});

it('a silence that goes on is shown before a tick ends it', async () => {
  await tickAt(0, 1);
  expect((await figure(START + 6 * MINUTE)).rows).toEqual([]);
  expect((await figure(START + 61 * MINUTE)).rows).toEqual([['2028-03-01 08:01 UTC', 60]]);
});

it('a tick with an earlier clock is no silence', async () => {
  await tickAt(0, 60, 58, 59, 10, 11);
  expect((await silences()).slice(1)).toEqual([[0, 60]]);
});

it('only the last two weeks are shown, from their first minute', async () => {
  await tickAt(0, 30, 60 * 24 * 10);
  const now = START + 15 * DAY;
  await tick(ports(), () => now);
  const { rows, strip } = await figure(now);
  expect(rows[0]).toEqual(['2028-03-02 08:00 UTC', 9 * 24 * 60]);
  expect(strip!.silent[0]![0]).toBe(strip!.from);
});

it('200 silences are kept at most, and nothing is claimed of the time before them', async () => {
  await tickAt(...Array.from({ length: 210 }, (_, index) => index * 10));
  const kept = await silences();
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([200, [90, 100], [2080, 2090]]);
  const { strip } = await figure(START + 2090 * MINUTE);
  expect(strip!.since).toBe(START + 90 * MINUTE);
});

it('a tick that ends a silence writes no more rows than one that ends none', async () => {
  const at = (minute: number) =>
    spending((own) => tick(own, () => START + minute * MINUTE)).then(({ written }) => written);
  await tickAt(0);
  expect(await at(60)).toBe(await at(61));
});
