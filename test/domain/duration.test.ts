import { expect, it } from 'vitest';
import { isDuration, isOffset, shift } from '../../src/domain/time.ts';

it.each(['P2D', 'P1M2D', 'P30D', 'P1Y', 'P0D'])('%s is a duration and an offset', (text) =>
  expect([isDuration(text), isOffset(text)]).toEqual([true, true]),
);

it.each(['-P1Y', '-P3M', '-P0D'])('%s is an offset, but not a duration', (text) =>
  expect([isDuration(text), isOffset(text)]).toEqual([false, true]),
);

it.each(['P', '1Y', '-P', 'PT1H', 'PT12H', 'P1DT12H', 'P1.5D', 'P-1D', '+P1D', 'P1D '])(
  '%j is neither, and is rejected in a plan',
  (text) => {
    expect([isDuration(text), isOffset(text)]).toEqual([false, false]);
    expect(() => shift('2027-03-20', text)).toThrow('is not a calendar duration');
  },
);
