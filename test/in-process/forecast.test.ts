/** The forecast, compared with a year that is then played. */
import { afterAll, describe, expect, it } from 'vitest';
import { forecastChart } from '../../scripts/cli/forecast-chart.ts';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { forecastOf } from '../../src/domain/forecast.ts';
import { civilDay, DAY, instantAt } from '../../src/domain/time.ts';
import {
  forecastLedger,
  forecastPopulation,
  type Population,
  signUpsOf,
} from '../../src/usecases/operator/forecast.ts';

const DAYS = 400;
const worlds: World[] = [];
const newWorld = (start: string): World => {
  const world = createWorld({ start });
  worlds.push(world);
  return world;
};
afterAll(() => {
  for (const world of worlds) world.close();
});

/** The provider's journal from an instant on, by day and message. */
function journal({ log }: World, since: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { at, delivery } of log.filter((mail) => mail.at >= since)) {
    // subscription_message_round_occasion
    const name = `${civilDay(at, 'UTC')} ${delivery.split('_').at(-3)}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** A forecast in the journal's form. */
function asJournal(counts: Parameters<typeof forecastOf>[0], from: string) {
  const { days, series } = forecastOf(counts, [], from, DAYS);
  const entries = series.flatMap(({ message, counts }) =>
    counts.map((n, index) => [`${days[index]} ${message}`, n] as const),
  );
  return Object.fromEntries(entries.filter(([, n]) => n > 0));
}

describe('the forecast from the ledger', () => {
  it('equals the year that is then played, day by day and message by message', async () => {
    const world = newWorld('2027-06-01T09:30:00Z');
    const join = (email: string, target_date: string, time_zone = 'UTC', more = {}) =>
      world.join({ email: `${email}@example.com`, target_date, time_zone, ...more });
    await join('early', '2028-06-27', 'Asia/Kolkata');
    await join('late', '2027-08-11', 'America/New_York');
    await join('eve', '2027-06-02');
    await join('goal', '2027-12-24', 'Europe/Berlin', { date_kind: 'goal' });
    await join('undecided', 'none');
    const moves = await join('moves', '2027-09-30', 'Australia/Lord_Howe');
    const rests = await join('rests', '2027-10-20', 'Pacific/Auckland');
    const rests2 = await join('rests-long', '2027-07-20');
    const leaves = await join('leaves', '2027-11-11');
    const reads = await join('reads', '2028-01-15');
    await world.subscribe({
      email: 'pending@example.com',
      target_date: '2028-02-02',
      time_zone: 'UTC',
    });
    await world.play('2027-06-20T12:00:00Z');
    await world.reschedule(moves, { target_date: '2028-03-01' });
    await world.pause(rests, '2027-10-16');
    await world.pause(rests2);
    await world.unsubscribe(leaves);
    await world.read(reads, 'one-week');

    const now = world.now + 1;
    const from = civilDay(now, 'UTC');
    const { db, courses } = world.ports;
    const counts = await forecastLedger({ db, courses }, now, Date.parse(from) + DAYS * DAY);
    await world.play(Date.parse(from) + DAYS * DAY - 1);
    const played = journal(world, now);
    expect(asJournal(counts, from)).toEqual(played);
    const messages = new Set(Object.keys(played).map((name) => name.split(' ')[1]));
    expect([...messages].sort()).toEqual([
      ...['ask-date', 'catch-up', 'date-moved', 'date-now', 'how-did-it-go', 'one-day'],
      ...['one-week', 'one-year', 'stop-asking', 'three-months'],
    ]);
  });
});

describe('the forecast of a described population', () => {
  const population: Population = {
    signUpsADay: 0.125,
    confirmed: 75,
    distances: [
      { distance: 'P1Y', weight: 1 },
      { distance: 'P100D', weight: 3 },
      { distance: 'P20D', weight: 2 },
      { distance: 'P1D', weight: 1 },
      { distance: null, weight: 1 },
    ],
    timeZone: 'America/Los_Angeles',
    sendHour: 7,
  };
  const from = '2027-02-03';
  const signUps = signUpsOf(population, from, DAYS);

  it('has the sign-ups of each day in whole people, in the shares described', () => {
    expect(signUps.length).toBe(50);
    expect(signUps.filter(({ confirms }) => confirms).length).toBe(38);
    expect(signUps.filter(({ targetDate }) => targetDate === null).length).toBe(6);
    expect(civilDay(signUps[49]!.at, population.timeZone)).toBe('2028-03-01');
  });

  it('equals the year in which these people sign up', async () => {
    const world = newWorld('2027-02-03T00:00:00Z');
    for (const [index, { at, targetDate, confirms }] of signUps.entries()) {
      await world.play(at);
      const fields = {
        email: `person${index}@example.com`,
        target_date: targetDate ?? 'none',
        time_zone: population.timeZone,
        send_hour: String(population.sendHour),
      };
      if (confirms) await world.join(fields);
      else await world.subscribe(fields);
    }
    await world.play(Date.parse(from) + DAYS * DAY - 1);
    const course = world.ports.courses.all[0]!;
    const counts = forecastPopulation(course, population, from, DAYS);
    expect(asJournal(counts, from)).toEqual(journal(world, 0));
  });
});

describe('the chart', () => {
  const hex = {
    paper: '#fff',
    ink: '#111',
    muted: '#555',
    line: '#ddd',
    road: '#063',
    day: '#b40',
  };
  const counts = [
    { day: '2027-01-02', course: 'c', message: 'a-lesson', n: 7 },
    { day: '2027-01-03', course: 'c', message: 'confirm', n: 120 },
  ];

  it('has a title, a description with the busiest day, a layer for each message and the quota', () => {
    const svg = forecastChart(forecastOf(counts, [], '2027-01-01', 30), 100, hex);
    expect(svg).toContain('<title id="forecast-title">Emails a day from 2027-01-01 to 2027-01-30');
    expect(svg).toContain('The busiest day is 2027-01-03 with 120 emails. 1 days are over');
    expect(svg.match(/<path /g)?.length).toBe(2);
    expect(svg).toContain('Quota: 100 a day');
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});

it('a day of the forecast is a day in UTC, whatever the zone of its people', () => {
  const at = instantAt('2027-01-01', 8, 'Pacific/Auckland');
  expect(civilDay(at, 'UTC')).toBe('2026-12-31');
});
