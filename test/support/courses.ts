/** Generators of courses, dates and subscription histories for property tests. */
import fc from 'fast-check';
import type { Course } from '../../src/domain/course.ts';
import { shift } from '../../src/domain/time.ts';
import { COURSE, lesson } from './people.ts';

export const ZONES = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Asia/Calcutta'];

export const anyZone = fc.constantFrom(...ZONES);
export const anyHour = fc.integer({ min: 0, max: 23 });

/** A civil date from 2026 to 2045. */
export const anyDate = fc
  .integer({ min: 0, max: 7000 })
  .map((days) => shift('2026-06-01', `P${days}D`));

/** An instant in those years, in whole minutes. */
export const anyInstant = fc
  .integer({ min: 0, max: 7000 * 1440 })
  .map((minutes) => Date.parse('2026-01-01') + minutes * 60_000);

const offset = fc
  .record({
    sign: fc.constantFrom('-', '-', '-', ''),
    amount: fc.integer({ min: 1, max: 13 }),
    unit: fc.constantFrom('D', 'W', 'M'),
  })
  .map(({ sign, amount, unit }) => `${sign}P${amount}${unit}`);

const anyStep = fc
  .constantFrom(
    { short: 'Do.' },
    { short: 'Do.', atLeast: 'P6W' },
    { short: 'Do.', atLeast: 'P3D', under: 'P1M' },
    { short: 'Do.', under: 'P1W' },
    undefined,
  )
  .map((essential) => ({ id: 'do', text: 'Do it.', ...(essential && { essential }) }));

const anyLesson = fc.record(
  {
    offset,
    window: fc.constantFrom('P1D', 'P2D', 'P5D', 'P20D'),
    repeat: fc.constantFrom('P1D', 'P1W'),
    late: fc.constant('skip' as const),
    carries: fc.constant('none' as const),
    steps: fc.tuple(anyStep),
  },
  { requiredKeys: ['offset'] },
);

/** The real course, or one to six lessons with all kinds of windows, repeats and late policies. */
export const anyCourse: fc.Arbitrary<Course> = fc.oneof(
  fc.constant(COURSE),
  fc.array(anyLesson, { minLength: 1, maxLength: 6 }).map((lessons) => ({
    ...COURSE,
    lessons: lessons.map((own, index) => ({ ...lesson(`lesson-${index}`, own.offset), ...own })),
  })),
);
