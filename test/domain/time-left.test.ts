import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shift } from '../../src/domain/time.ts';
import { conditionOf, fits, isLeft, lastDayWith } from '../../src/domain/time-left.ts';
import { anyDate } from '../support/courses.ts';

describe('the time left', () => {
  it('is within its bounds from `at_least` to just before `under`', () => {
    const week = (day: string) => fits({ atLeast: 'P3D', under: 'P1W' }, day, '2028-03-20');
    expect(['2028-03-13', '2028-03-14', '2028-03-17', '2028-03-18'].map(week)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('has no end without a date', () => {
    expect(fits({ atLeast: 'P6W' }, '2028-03-13', null)).toBe(true);
    expect(fits({ under: 'P6W' }, '2028-03-13', null)).toBe(false);
  });

  it('is enough until the last day, however months are clamped', () => {
    const anyDuration = fc.constantFrom('P1D', 'P2D', 'P6W', 'P1M', 'P3M', 'P1Y', 'P1M1D');
    fc.assert(
      fc.property(anyDate, anyDuration, (targetDate, duration) => {
        const last = lastDayWith(duration, targetDate);
        expect(isLeft(duration, last, targetDate)).toBe(true);
        expect(isLeft(duration, shift(last, 'P1D'), targetDate)).toBe(false);
      }),
    );
  });

  it.each([
    ['under_P6W', { under: 'P6W' }],
    ['at_least_P2D', { atLeast: 'P2D' }],
    ['under_6W', null],
    ['with_date', null],
  ])('is named by a section: %s', (section, condition) => {
    expect(conditionOf(section)).toEqual(condition);
  });
});
