import { describe, expect, it } from 'vitest';
import { maskAddress } from '../../src/http/mask.ts';
import { planInWords } from '../../src/http/sentences.ts';
import { distanceInWords, fateInWords } from '../../src/http/words.ts';
import { previewPlan } from '../../src/usecases/preview.ts';
import { COURSE } from '../support/people.ts';

const NOW = Date.parse('2027-03-20T12:00:00Z');

describe('a plan before sign-up says what will come', () => {
  it.each([
    ['2029-06-01', 'Four lessons, each on its own day.'],
    ['2028-03-22', 'Four lessons, each on its own day.'],
    [
      '2028-03-19',
      '“one-year” comes as soon as you confirm. Then three lessons, each on its own day.',
    ],
    [
      '2027-12-01',
      'One lesson was meant for an earlier day. The most useful steps come in one mail, as soon as you confirm. Then three lessons, each on its own day.',
    ],
    [
      '2027-04-29',
      'Two lessons were meant for an earlier day. The most useful steps come in one mail, as soon as you confirm. Then two lessons, each on its own day.',
    ],
    [
      '2027-03-26',
      'Two lessons were meant for an earlier day. The most useful steps come with “one-week”, as soon as you confirm. Then one lesson, on its own day.',
    ],
    [
      '2027-03-21',
      'Three lessons were meant for an earlier day. The most useful steps come with “one-day”, as soon as you confirm.',
    ],
  ])('%s', (targetDate, words) => {
    const wish = { targetDate, timeZone: 'UTC', sendHour: 8 };
    expect(planInWords(previewPlan(COURSE, wish, NOW), NOW)).toBe(words);
  });

  it('a lesson still due today brings the missed ones at its hour', () => {
    const wish = { targetDate: '2027-03-27', timeZone: 'UTC', sendHour: 18 };
    expect(planInWords(previewPlan(COURSE, wish, NOW), NOW)).toContain('at your next hour');
  });
});

it.each([
  ['-P1Y', '1 year before'],
  ['-P3M', '3 months before'],
  ['-P1Y6M', '1 year 6 months before'],
  ['P2D', '2 days after'],
])('%s is %s', (offset, words) => {
  expect(distanceInWords(offset)).toBe(words);
});

it('what may have arrived is not called sent', () => {
  expect(fateInWords({ state: 'sent', reason: null })).toBe('');
  expect(fateInWords({ state: 'unknown', reason: null })).toContain('may have reached you');
  expect(fateInWords({ state: 'failed', reason: null })).toContain('refused');
});

it('an address is shown so that only its owner knows it', () => {
  expect(maskAddress('ada@mail.example.com')).toBe('a•••@m•••.com');
});
