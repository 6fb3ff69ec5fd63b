/**
 * `src/domain/time.ts` against Temporal; both use the same runtime's zone data. In Node only:
 * after 189 zones in the shared workerd process, the polyfill once stopped reporting clock changes.
 * workerd is compared with tables in `calendar.test.ts`.
 */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  type CivilDate,
  civilDay,
  DAY,
  HOUR,
  type Instant,
  instantAt,
  isCivilDate,
  later,
  MINUTE,
  shift,
  wallTime,
} from '../../src/domain/time.ts';
import { offsetIn } from '../../src/domain/zones.ts';

const zones = Intl.supportedValuesOf('timeZone');
const [first, last] = [Date.UTC(2020, 0, 1), Date.UTC(2060, 11, 31)];

const zoned = (at: Instant, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** The instants in these years at which a zone changes its clocks. */
function changesOf(zone: string): Instant[] {
  const found: Instant[] = [];
  let next = zoned(first, zone).getTimeZoneTransition('next');
  while (next && next.epochMilliseconds < last) {
    found.push(next.epochMilliseconds);
    next = next.getTimeZoneTransition('next');
  }
  return found;
}

/**
 * Rule 2 with Temporal: the earlier of two instants, or the clock change if the hour is skipped.
 */
function ruleTwo(date: CivilDate, hour: number, zone: string): Instant {
  const wanted = Temporal.PlainDateTime.from(date).with({ hour });
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return found.toPlainDateTime().equals(wanted)
    ? found.epochMilliseconds
    : found.getTimeZoneTransition('next')!.epochMilliseconds;
}

const theirs = {
  day: (at: Instant, zone: string) => zoned(at, zone).toPlainDate().toString(),
  time: (at: Instant, zone: string) => zoned(at, zone).toPlainTime().toString().slice(0, 5),
  offset: (at: Instant, zone: string) => zoned(at, zone).offsetNanoseconds / 1e6,
  later: (at: Instant, duration: string, zone: string) =>
    zoned(at, zone).add(duration).epochMilliseconds,
};

describe('at every clock change of every zone, 2020 to 2060', () => {
  it('days, times, hours and windows are the same', () => {
    const wrong: string[] = [];
    let changes = 0;
    const hold = (said: unknown, expected: unknown, what: string) => {
      if (said !== expected) wrong.push(`${what}: ${said}, not ${expected}`);
    };
    for (const zone of zones) {
      for (const change of changesOf(zone)) {
        changes++;
        for (const at of [change - 1, change, change - HOUR, change + HOUR]) {
          const where = `${new Date(at).toISOString()} in ${zone}`;
          hold(civilDay(at, zone), theirs.day(at, zone), where);
          hold(wallTime(at, zone), theirs.time(at, zone), where);
        }
        const date = theirs.day(change, zone);
        const shown = Number(theirs.time(change - 1, zone).slice(0, 2));
        for (const hour of [0, shown, (shown + 1) % 24, (shown + 2) % 24]) {
          const where = `${date} ${hour}h in ${zone}`;
          hold(instantAt(date, hour, zone), ruleTwo(date, hour, zone), where);
        }
        for (const before of [change - 2 * DAY + 20 * MINUTE, change - 2 * DAY - 20 * MINUTE]) {
          const where = `two days after ${new Date(before).toISOString()} in ${zone}`;
          hold(later(before, 'P2D', zone), theirs.later(before, 'P2D', zone), where);
        }
      }
    }
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(changes).toBeGreaterThan(5_000);
  });
});

describe('at any time, in any zone', () => {
  const aZone = fc.constantFrom(...zones);
  const anInstant = fc.integer({ min: first, max: last });
  const aDate = anInstant.map((at) => new Date(at).toISOString().slice(0, 10));
  const aDuration = fc
    .tuple(fc.constantFrom('', '-'), fc.nat(20), fc.nat(30), fc.nat(60), fc.nat(400))
    .map(([sign, years, months, weeks, days]) => `${sign}P${years}Y${months}M${weeks}W${days}D`);

  it('days, times and hours are the same', () => {
    fc.assert(
      fc.property(aZone, anInstant, aDate, fc.nat(23), (zone, at, date, hour) => {
        expect(civilDay(at, zone)).toBe(theirs.day(at, zone));
        expect(wallTime(at, zone)).toBe(theirs.time(at, zone));
        expect(instantAt(date, hour, zone)).toBe(ruleTwo(date, hour, zone));
      }),
      { numRuns: 300 },
    );
  });

  it('durations from a day and from an instant are the same', () => {
    fc.assert(
      fc.property(aZone, anInstant, aDate, aDuration, (zone, at, date, duration) => {
        expect(shift(date, duration)).toBe(Temporal.PlainDate.from(date).add(duration).toString());
        expect(later(at, duration, zone)).toBe(theirs.later(at, duration, zone));
      }),
      { numRuns: 300 },
    );
  });
});

it('February 29 exists in leap years only', () => {
  for (let year = 2000; year <= 2400; year++) {
    const leap = Temporal.PlainYearMonth.from({ year, month: 2 }).daysInMonth === 29;
    expect(isCivilDate(`${year}-02-29`)).toBe(leap);
    expect(isCivilDate(`${year}-02-30`)).toBe(false);
  }
});

it('a historical offset has seconds, and a sign if it is under an hour', () => {
  const old = Date.UTC(1860, 0, 1);
  for (const zone of zones) expect(offsetIn(zone, old)).toBe(theirs.offset(old, zone));
  expect(offsetIn('Africa/Monrovia', Date.UTC(1950, 0, 1))).toBe(-(44 * MINUTE + 30_000));
});
