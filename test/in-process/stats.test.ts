/** What `npx milepost stats` prints of a played world, whose clock is ahead. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { stats } from '../../scripts/cli/stats.ts';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';

const START = Date.parse('2031-03-03T08:00:00Z');

let world: World;
let state: string;

beforeAll(async () => {
  world = createWorld({ start: START, idle: MINUTE });
  const dates = ['2031-03-12', '2031-06-20', '2032-02-20'];
  for (const [index, target_date] of dates.entries()) {
    const time_zone = index === 0 ? 'Asia/Tokyo' : 'UTC';
    await world.join({ email: `p${index}@example.com`, target_date, time_zone });
  }
  await world.subscribe({ email: 'asks@example.com', target_date: '2031-09-01', time_zone: 'UTC' });
  await world.play(START + 2 * DAY);
  // The cron is silent for a day.
  world.advanceTo(START + 3 * DAY);
  await world.play(START + 4 * DAY + HOUR);
  state = mkdtempSync(join(tmpdir(), 'milepost-stats-'));
  const folder = join(state, 'state/v3/d1/miniflare-D1DatabaseObject');
  for (const one of [folder, join(state, 'mailbox')]) mkdirSync(one, { recursive: true });
  writeFileSync(join(folder, `${'0'.repeat(64)}.sqlite`), world.sqlite.save());
  writeFileSync(join(state, 'mailbox/clock'), String(world.now - Date.now()));
});
afterAll(() => {
  world?.close();
  if (state) rmSync(state, { recursive: true });
});

async function printed(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line) => lines.push(line));
  await stats([...args, '--state', state]);
  log.mockRestore();
  return lines.join('\n');
}

type Told = {
  readonly counted_at: string;
  readonly figures: readonly {
    readonly id: string;
    readonly head: readonly string[];
    readonly rows: readonly (readonly [string, ...number[]])[];
    readonly limit?: number;
  }[];
};

const told = async (...args: string[]): Promise<Told> =>
  JSON.parse(await printed('--json', ...args));

const rowsOf = ({ figures }: Told, id: string) => figures.find((one) => one.id === id)!.rows;

it('--json has every figure of the overview', async () => {
  const all = await told();
  expect(all.counted_at).toMatch(/^2031-03-0[67]T/);
  expect(all.figures.map(({ id }) => id)).toEqual([
    ...['heartbeat', 'planned', 'delivered', 'funnel', 'zones', 'on-time', 'waits'],
    ...['dates', 'hours'],
  ]);
  expect(rowsOf(all, 'funnel').slice(0, 2)).toEqual([
    ['Signed up', 4],
    ['Confirmed', 3],
  ]);
  expect(rowsOf(all, 'zones')).toEqual([
    ['UTC', 2],
    ['Asia/Tokyo', 1],
  ]);
});

it("takes the time from the world's clock", async () => {
  const all = await told();
  expect(rowsOf(all, 'delivered').at(-1)![0]).toBe('2031-03-07');
  expect(rowsOf(all, 'planned')[0]![0]).toBe('2031-03-03');
  expect(rowsOf(all, 'dates')[0]).toEqual(['2031-03-01', 1]);
});

it('says when the cron was silent', async () => {
  expect(rowsOf(await told(), 'heartbeat')).toEqual([['2031-03-05 08:00 UTC', 24 * 60 + 1]]);
  const [band] = (await printed()).match(/^ {2}[█░ ]{56}$/m)!;
  expect(band.trim()).toBe('████████░░░░░████');
});

it('compares with the quota of --quota', async () => {
  const { figures } = await told('--quota', '7');
  expect(figures.find(({ id }) => id === 'planned')!.limit).toBe(49);
  expect(await printed('--quota', '7')).toContain('Quota: 7 a day, 49 a week. Over it: 0');
});

it('draws a line for each series, with its sum and its peak, and a bar for each name', async () => {
  const text = await printed();
  expect(text).toMatch(/^ {2}[ ▁-█]{53} {2}.+ {2}\d+, at most \d+$/m);
  expect(text).toMatch(/^ {2}Signed up +█{24} {2}4$/m);
  expect(text).toMatch(/^ {2}Confirmed +█{18} +3$/m);
});

it('a quota that is no number is a mistake', async () => {
  await expect(printed('--quota', 'x')).rejects.toThrow('--quota is "x".');
});
