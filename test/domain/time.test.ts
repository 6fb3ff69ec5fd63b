import { describe, expect, it } from 'vitest';
import {
  civilDay,
  daysBetween,
  instantAt,
  isCivilDate,
  later,
  shift,
  startOfDay,
  wallTime,
} from '../../src/domain/time.ts';
import { isTimeZone, zoneName } from '../../src/domain/zones.ts';

const iso = (instant: number): string => new Date(instant).toISOString();

describe('a target date and an offset (R1)', () => {
  it.each([
    ['2027-05-31', '-P3M', '2027-02-28'],
    ['2028-05-31', '-P3M', '2028-02-29'],
    ['2028-02-29', '-P1Y', '2027-02-28'],
    ['2027-03-20', '-P1Y', '2026-03-20'],
    ['2027-03-20', '-P1W', '2027-03-13'],
    ['2027-03-01', '-P1D', '2027-02-28'],
    ['2027-12-31', 'P2D', '2028-01-02'],
  ])('%s %s is %s', (date, offset, expected) => {
    expect(shift(date, offset)).toBe(expected);
  });
});

describe('the send hour on a day in a zone (R2)', () => {
  it.each([
    ['an ordinary day', '2027-06-01', 7, 'America/New_York', '2027-06-01T11:00:00.000Z'],
    [
      'a skipped hour is the first instant after the gap',
      '2027-03-14',
      2,
      'America/New_York',
      '2027-03-14T07:00:00.000Z',
    ],
    [
      'an hour that occurs twice is its first occurrence',
      '2027-11-07',
      1,
      'America/New_York',
      '2027-11-07T05:00:00.000Z',
    ],
    ['a gap of two hours', '2026-03-29', 1, 'Antarctica/Troll', '2026-03-29T01:00:00.000Z'],
    [
      'half an hour of daylight saving',
      '2027-10-03',
      2,
      'Australia/Lord_Howe',
      '2027-10-02T15:30:00.000Z',
    ],
    ['a day that Samoa left out', '2011-12-30', 8, 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    [
      'the far east of the date line',
      '2027-01-01',
      0,
      'Pacific/Kiritimati',
      '2026-12-31T10:00:00.000Z',
    ],
    ['a quarter of an hour off', '2027-01-01', 8, 'Asia/Kathmandu', '2027-01-01T02:15:00.000Z'],
  ])('%s', (_, date, hour, zone, expected) => {
    expect(iso(instantAt(date, hour, zone))).toBe(expected);
  });

  it('starts a day at its first instant, which is not always midnight', () => {
    expect(wallTime(startOfDay('2026-09-06', 'America/Santiago'), 'America/Santiago')).toBe(
      '01:00',
    );
  });
});

describe('valid dates, zones and durations', () => {
  it.each(['2027-02-30', '2027-13-01', '27-01-01', '2027-1-1', '', '2027-02-29', 'none'])(
    '%s is not a date',
    (text) => expect(isCivilDate(text)).toBe(false),
  );
  it('29 February is a date in leap years', () => expect(isCivilDate('2028-02-29')).toBe(true));

  it.each(['Asia/Calcutta', 'Asia/Kolkata', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])(
    '%s is a zone',
    (name) => expect(isTimeZone(name)).toBe(true),
  );
  it.each(['', 'Mars/Olympus', '+01:00', 'Etc/Unknown', 'Europe/Berlin\n', 'BST', 'ist'])(
    '%j is not a zone',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
      expect(() => zoneName(name)).toThrow(RangeError);
    },
  );
  it('a zone has one spelling, and a link stays a link', () => {
    expect(zoneName('europe/berlin')).toBe('Europe/Berlin');
    expect(zoneName('asia/calcutta')).toBe('Asia/Calcutta');
  });
});

it('counts days by the calendar, not by hours', () => {
  expect(daysBetween('2027-03-13', '2027-03-15')).toBe(2);
  expect(daysBetween('2028-01-01', '2027-12-31')).toBe(-1);
});

it("counts a window on the zone's clocks", () => {
  const before = instantAt('2027-03-13', 8, 'America/New_York');
  expect(iso(later(before, 'P2D', 'America/New_York'))).toBe('2027-03-15T12:00:00.000Z');
  expect(civilDay(before, 'Asia/Tokyo')).toBe('2027-03-13');
});
