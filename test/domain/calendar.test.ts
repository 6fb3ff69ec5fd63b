/** Rules 1 and 2 against a second calendar, in workerd and in Node, each with its own zone data. */

import { describe, expect, it } from 'vitest';
import {
  civilDay,
  DAY,
  instantAt,
  later,
  shift,
  startOfDay,
  wallTime,
} from '../../src/domain/time.ts';
import { isTimeZone, zoneName } from '../../src/domain/zones.ts';
import * as oracle from '../support/calendar-oracle.ts';

const { navigator } = globalThis as { navigator?: { userAgent: string } };
const IS_WORKERD = navigator?.userAgent === 'Cloudflare-Workers';
const release = IS_WORKERD ? oracle.RELEASES.workerd : oracle.RELEASES.node;
const zones = [...release.zones].filter(([name]) => isTimeZone(name));

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const iso = (at: number | undefined): string => new Date(at ?? Number.NaN).toISOString();

describe('the zone data', () => {
  it('is the pinned release; for another one, pin the moment-timezone that contains it', () => {
    const told = (process.versions as Record<string, string | undefined>).tz;
    // workerd doesn't report its release, so a fact that only this release contains identifies it.
    const said = IS_WORKERD ? '2026e' : told;
    expect(said).toBe(release.version);
    const { workerd, node } = oracle.RELEASES;
    const other = release === workerd ? node : workerd;
    const telling = zones.filter(
      ([name, zone]) =>
        `${oracle.transitions(zone)}` !== `${oracle.transitions(other.zones.get(name) ?? [])}`,
    );
    const winter = telling.map(([name]) => civilDay(Date.UTC(2030, 0, 1, 5, 30), name));
    expect(winter).toEqual(
      telling.map(([, zone]) => oracle.civilDay(Date.UTC(2030, 0, 1, 5, 30), zone)),
    );
    expect(telling.map(([name]) => name)).toContain('America/Winnipeg');
  });

  it('has every zone that the runtime offers', () => {
    const unknown = Intl.supportedValuesOf('timeZone').filter((name) => !release.zones.has(name));
    expect(unknown).toEqual([]);
    expect(zones.length).toBeGreaterThan(500);
  });

  it("spells zones and links as the runtime does, however they're typed", () => {
    const names = zones.map(([name]) => name);
    expect(names.map((name) => zoneName(name.toLowerCase()))).toEqual(names);
    expect(names.map((name) => zoneName(name.toUpperCase()))).toEqual(names);
  });
});

describe('around every clock change, 2026 to 2037', () => {
  const hoursAround = (hour: number): number[] => [
    ...new Set([0, 23, ...[-3, -2, -1, 0, 1, 2, 3].map((step) => (hour + step + 24) % 24)]),
  ];

  it('an hour on a day is the same instant', () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const [name, zone] of zones) {
      for (const at of oracle.transitions(zone)) {
        const local = oracle.localAt(at - 1, zone);
        for (const day of [-1, 0, 1]) {
          const date = dayOf(local.getTime() + day * DAY);
          const hours = day === 0 ? hoursAround(local.getUTCHours()) : [0, local.getUTCHours()];
          for (const hour of hours) {
            asked++;
            const [ours, theirs] = [
              instantAt(date, hour, name),
              oracle.instantAt(date, hour, zone),
            ];
            if (ours !== theirs)
              wrong.push(`${date} ${hour}h ${name}: ${iso(ours)}, ${iso(theirs)}`);
          }
        }
      }
    }
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(asked).toBeGreaterThan(40_000);
  });

  it('a day starts and ends at the same instants', () => {
    const wrong: string[] = [];
    for (const [name, zone] of zones) {
      for (const at of oracle.transitions(zone)) {
        for (const day of [-1, 0, 1, 2]) {
          const date = dayOf(oracle.localAt(at - 1, zone).getTime() + day * DAY);
          const [ours, theirs] = [startOfDay(date, name), oracle.startOfDay(date, zone)];
          if (ours !== theirs) wrong.push(`${date} ${name}: ${iso(ours)}, ${iso(theirs)}`);
        }
        for (const near of [at - DAY, at - 1, at, at + 1, at + DAY]) {
          const [ours, theirs] = [civilDay(near, name), oracle.civilDay(near, zone)];
          if (ours !== theirs) wrong.push(`${iso(near)} ${name}: ${ours}, ${theirs}`);
        }
      }
    }
    expect(wrong.slice(0, 20)).toEqual([]);
  });
});

it('on ordinary days, an hour is the same instant in every zone and under every name', () => {
  const wrong: string[] = [];
  zones.forEach(([name, zone], index) => {
    for (let year = oracle.FIRST_YEAR; year <= oracle.LAST_YEAR; year++) {
      const date = dayOf(Date.UTC(year, index % 12, (index % 28) + 1));
      const hour = (index * 7 + year) % 24;
      const [ours, theirs] = [instantAt(date, hour, name), oracle.instantAt(date, hour, zone)];
      if (ours !== theirs) wrong.push(`${date} ${hour}h ${name}: ${iso(ours)}, ${iso(theirs)}`);
    }
  });
  expect(wrong.slice(0, 20)).toEqual([]);
});

it('from every day of 2026 to 2037, a duration leads to the same day', () => {
  const durations = ['-P1Y', '-P3M', '-P1M', '-P1W', '-P1D', 'P2D', 'P1M', 'P90D', 'P20Y'];
  const wrong: string[] = [];
  for (let at = Date.UTC(oracle.FIRST_YEAR, 0, 1); at < Date.UTC(2038, 0, 1); at += DAY) {
    const date = dayOf(at);
    for (const duration of durations) {
      const [ours, theirs] = [shift(date, duration), oracle.shift(date, duration)];
      if (ours !== theirs) wrong.push(`${date} ${duration}: ${ours}, ${theirs}`);
    }
  }
  expect(wrong.slice(0, 20)).toEqual([]);
});

describe('difficult cases', () => {
  it.each([
    ['a year before 29 February', '2028-02-29', '-P1Y', '2027-02-28'],
    ['four years before it', '2028-02-29', '-P4Y', '2024-02-29'],
    ['a month before the last of a longer one', '2027-03-31', '-P1M', '2027-02-28'],
    ['three months before the last of May in a leap year', '2028-05-31', '-P3M', '2028-02-29'],
    ['a month after the last of January', '2027-01-31', 'P1M', '2027-02-28'],
    ['a week over the end of a year', '2027-01-03', '-P1W', '2026-12-27'],
    ['a year of 2100, which is no leap year', '2101-02-28', '-P1Y', '2100-02-28'],
  ])('%s: %s %s is %s', (_, date, duration, expected) => {
    expect(shift(date, duration)).toBe(expected);
    expect(oracle.shift(date, duration)).toBe(expected);
  });

  it.each([
    ['hour 0', '2027-06-01', 0, 'Europe/Berlin', '2027-05-31T22:00:00.000Z'],
    ['hour 23', '2027-06-01', 23, 'Europe/Berlin', '2027-06-01T21:00:00.000Z'],
    [
      'Samoa, far east of the date line',
      '2027-01-02',
      8,
      'Pacific/Apia',
      '2027-01-01T19:00:00.000Z',
    ],
    [
      'its neighbour on the other side',
      '2027-01-02',
      8,
      'Pacific/Pago_Pago',
      '2027-01-02T19:00:00.000Z',
    ],
    [
      'Kiritimati, first on earth',
      '2027-01-01',
      0,
      'Pacific/Kiritimati',
      '2026-12-31T10:00:00.000Z',
    ],
    ['the last place on earth', '2027-01-01', 23, 'Etc/GMT+12', '2027-01-02T11:00:00.000Z'],
    [
      'Lord Howe skips half an hour',
      '2027-10-03',
      2,
      'Australia/Lord_Howe',
      '2027-10-02T15:30:00.000Z',
    ],
    [
      'Lord Howe goes back half an hour at 2, and it is 2 again',
      '2027-04-04',
      2,
      'Australia/Lord_Howe',
      '2027-04-03T15:30:00.000Z',
    ],
    [
      'Troll skips two hours: their first',
      '2027-03-28',
      1,
      'Antarctica/Troll',
      '2027-03-28T01:00:00.000Z',
    ],
    [
      'Troll skips two hours: their second',
      '2027-03-28',
      2,
      'Antarctica/Troll',
      '2027-03-28T01:00:00.000Z',
    ],
    [
      'Troll shows two hours twice',
      '2027-10-31',
      2,
      'Antarctica/Troll',
      '2027-10-31T00:00:00.000Z',
    ],
    ['Santiago has no midnight', '2027-09-05', 0, 'America/Santiago', '2027-09-05T04:00:00.000Z'],
    ['Havana has two midnights', '2027-11-07', 0, 'America/Havana', '2027-11-07T04:00:00.000Z'],
  ])('%s: %s at %i in %s is %s', (_, date, hour, zone, expected) => {
    expect(iso(instantAt(date, hour, zone))).toBe(expected);
    expect(iso(oracle.instantAt(date, hour, release.zones.get(zone)!))).toBe(expected);
  });

  // The tables end in 2037: these instants were computed by Temporal.
  it.each([
    ['2047-03-10', 2, 'America/New_York', '2047-03-10T07:00:00.000Z', '03:00'],
    ['2047-11-03', 1, 'America/New_York', '2047-11-03T05:00:00.000Z', '01:00'],
    ['2047-10-27', 2, 'Europe/Berlin', '2047-10-27T00:00:00.000Z', '02:00'],
    ['2047-10-06', 2, 'Australia/Lord_Howe', '2047-10-05T15:30:00.000Z', '02:30'],
    ['2047-09-08', 0, 'America/Santiago', '2047-09-08T04:00:00.000Z', '01:00'],
    ['2047-04-26', 0, 'Africa/Cairo', '2047-04-25T22:00:00.000Z', '01:00'],
    ['2047-11-03', 0, 'America/Havana', '2047-11-03T04:00:00.000Z', '00:00'],
    ['2047-03-31', 2, 'Antarctica/Troll', '2047-03-31T01:00:00.000Z', '03:00'],
    ['2047-04-07', 2, 'Pacific/Auckland', '2047-04-06T13:00:00.000Z', '02:00'],
  ])('20 years ahead, %s at %i in %s is %s, shown as %s', (date, hour, zone, expected, shown) => {
    const at = instantAt(date, hour, zone);
    expect([iso(at), civilDay(at, zone), wallTime(at, zone)]).toEqual([expected, date, shown]);
  });

  it('two days to a skipped time lead to the time after the gap', () => {
    const before = Date.parse('2047-03-08T07:20:00Z');
    expect(iso(later(before, 'P2D', 'America/New_York'))).toBe('2047-03-10T07:20:00.000Z');
  });

  it('Morocco sets its clocks back for Ramadan, and in September 2026 permanently', () => {
    const zone = release.zones.get('Africa/Casablanca')!;
    const days = oracle.transitions(zone).map(dayOf);
    expect(days).toEqual(['2026-02-15', '2026-03-22', '2026-09-20']);
    const at = (date: string, hour: number) => iso(instantAt(date, hour, 'Africa/Casablanca'));
    expect(at('2026-02-15', 2)).toBe('2026-02-15T01:00:00.000Z');
    expect(at('2026-03-22', 2)).toBe('2026-03-22T02:00:00.000Z');
    expect(at('2027-02-15', 8)).toBe('2027-02-15T08:00:00.000Z');
  });

  it('two people on either side of the date line share an instant, not a day', () => {
    const at = instantAt('2027-03-20', 8, 'Pacific/Apia');
    expect(civilDay(at, 'Pacific/Apia')).toBe('2027-03-20');
    expect(civilDay(at, 'Pacific/Pago_Pago')).toBe('2027-03-19');
  });
});
