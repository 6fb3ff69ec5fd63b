/** Rule 16: by when a step is to be done, and how many hours a week its lesson takes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Course } from '../../src/domain/course.ts';
import { plan } from '../../src/domain/plan.ts';
import { type Dated, dayFrom, hoursAWeek, hoursOf, stepDay } from '../../src/domain/step-times.ts';
import { civilDay, DAY, daysBetween, shift, startOfDay } from '../../src/domain/time.ts';
import { milestones } from '../../src/domain/windows.ts';
import { rowsFrom, unsentRow } from '../../src/usecases/planned-rows.ts';
import { anyDate, anyZone } from '../support/courses.ts';
import { COURSE, sent, subscription } from '../support/people.ts';

const BYS: Readonly<Record<string, readonly string[]>> = {
  'one-year': ['-P1Y', '-P11M', '-P9M2W', '-P3M'],
  'three-months': ['-P3M', '-P6W', '-P10D', '-P1W'],
  'one-week': ['-P1W', '-P3D', '-P1D'],
  'one-day': ['-P1D', 'P0D'],
};

const DATED: Course = {
  ...COURSE,
  lessons: COURSE.lessons.map((lesson) => ({
    ...lesson,
    steps: BYS[lesson.id]!.map((by, index) => ({
      id: `step-${index}`,
      text: by,
      by,
      essential: { short: by },
    })),
  })),
};

const leapDays = fc.constantFrom('2028-02-29', '2032-02-29', '2036-02-29', '2029-03-31');
const dates = fc.oneof(anyDate, leapDays);

const [FIRST] = DATED.lessons;
const at = (text: string): number => Date.parse(text);
const own = (over: Partial<Dated> = {}): Dated => ({ ...subscription(), ledger: [], ...over });

describe('the day of a step', () => {
  it.each([
    ['2028-05-31', '-P3M', '2028-02-29'],
    ['2028-02-29', '-P1Y', '2027-02-28'],
    ['2028-03-20', '-P1M2W', '2028-02-06'],
    ['2028-03-20', 'P2D', '2028-03-22'],
  ])('is counted like the day of a lesson: %s %s', (date, by, day) => {
    expect(dayFrom({ by }, date, '2027-01-01')).toBe(day);
  });

  it.each([
    [12, '2028-02-04', null],
    [12, '2028-02-03', '2028-02-07'],
    [1, '2028-02-07', '2028-02-07'],
    [3, '2028-02-07', null],
    [undefined, '2028-02-07', '2028-02-07'],
    [undefined, '2028-02-08', null],
  ])('leaves time for the %s hours of the step, at 20 a week: from %s', (hours, from, day) => {
    expect(dayFrom({ by: '-P6W', hours }, '2028-03-20', from)).toBe(day);
  });

  it('is between the day of its lesson and the next lesson, and not after the date', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const days = milestones(DATED, date, { timeZone: 'UTC', sendHour: 8 });
        days.forEach(({ lesson, day }, index) => {
          for (const step of lesson.steps) {
            const by = dayFrom(step, date, day)!;
            expect(by >= day && by <= (days[index + 1]?.day ?? date)).toBe(true);
          }
        });
      }),
    );
  });

  it('is never before the email that has the step, whenever the person joins or moves', () => {
    fc.assert(
      fc.property(dates, anyZone, fc.integer({ min: 0, max: 400 }), (date, timeZone, before) => {
        const now = startOfDay(shift(date, `-P${before}D`), timeZone) + 5 * 3_600_000;
        const person = subscription({ targetDate: date, timeZone, sendHour: 8, movedAt: now });
        const planned = plan(DATED, person, [], now);
        const ledger = rowsFrom(planned, { address: 'a', ledger: [], checked: [] }, person, now);
        const rows = ledger.map(unsentRow);
        for (const { lesson, leavesAt, status } of planned.lessons) {
          for (const step of lesson.steps) {
            const by = stepDay(lesson, step, { ...person, ledger: rows });
            const expected = ['upcoming', 'now', 'catch_up'].includes(status)
              ? dayFrom(step, date, civilDay(leavesAt, timeZone))
              : null;
            expect(by).toBe(expected);
            if (by !== null) expect(by >= civilDay(now, timeZone) && by <= date).toBe(true);
          }
        }
      }),
    );
  });

  it('counts from the first email with the lesson, or with some of its steps', () => {
    const step = { id: 'x', text: 'x', by: '-P6M' };
    const day = (...ledger: Dated['ledger']) => stepDay(FIRST!, step, own({ ledger }));
    expect(day()).toBeNull();
    expect(day(sent('one-year', at('2027-03-20T11:00Z')))).toBe('2027-09-20');
    expect(day(sent('one-year', at('2027-09-20T11:00Z')))).toBe('2027-09-20');
    expect(day(sent('one-year', at('2027-09-21T11:00Z')))).toBeNull();
    const carrier = { facts: { carries: ['one-year'] } };
    expect(day(sent('catch-up', at('2027-09-01T11:00Z'), carrier))).toBe('2027-09-20');
    expect(day(sent('catch-up', at('2027-10-01T11:00Z'), carrier))).toBeNull();
    const refused = { state: 'failed' as const };
    expect(day(sent('one-year', at('2027-03-20T11:00Z'), refused))).toBeNull();
    const read = { state: 'skipped' as const, reason: 'read', firstCallAt: null, sentAt: null };
    expect(day(sent('one-year', at('2027-03-20T11:00Z'), read))).toBe('2027-09-20');
    expect(day(sent('one-year', at('2027-03-20T11:00Z'), { round: 2 }))).toBeNull();
  });

  it('moves with the date, and is not one that had passed before the move', () => {
    const step = { id: 'x', text: 'x', by: '-P6M' };
    const ledger = [sent('one-year', at('2027-03-20T11:00Z'))];
    const moved = (targetDate: string | null, movedAt: string) =>
      stepDay(FIRST!, step, own({ ledger, targetDate, movedAt: at(movedAt) }));
    expect(moved('2028-06-20', '2027-08-01T12:00Z')).toBe('2027-12-20');
    expect(moved('2028-01-20', '2027-08-01T12:00Z')).toBeNull();
    expect(moved(null, '2027-08-01T12:00Z')).toBeNull();
  });
});

describe('the hours of steps', () => {
  it.each([
    [40, 91, 3],
    [60, 366, 1],
    [12, 28, 3],
    [10, 366, null],
    [40, 13, null],
    [280, 98, 20],
    [320, 98, null],
    [8, 0, null],
  ])('%i hours in %i days are %s a week', (hours, days, aWeek) => {
    expect(hoursAWeek(hours, '2027-01-01', shift('2027-01-01', `P${days}D`))).toBe(aWeek);
  });

  it('are not divided into weeks once the date has passed', () => {
    expect(hoursAWeek(8, '2027-02-01', '2027-01-01')).toBeNull();
  });

  it('a week are one to twenty, and nearly enough until the date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 800 }), anyDate, anyDate, (hours, today, date) => {
        const aWeek = hoursAWeek(hours, today, date);
        if (aWeek === null) return;
        const weeks = (daysBetween(today, date) * DAY) / (7 * DAY);
        expect(weeks >= 2 && aWeek >= 1 && aWeek <= 20).toBe(true);
        expect(aWeek * weeks).toBeGreaterThanOrEqual(0.79 * hours);
      }),
    );
  });

  it('are added up; a step that says none adds none', () => {
    expect(hoursOf([{ hours: 3 }, {}, { hours: 4 }])).toBe(7);
  });
});
