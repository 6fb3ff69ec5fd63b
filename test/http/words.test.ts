import { describe, expect, it } from 'vitest';
import { dayInWords } from '../../src/domain/locale.ts';
import { maskAddress } from '../../src/domain/redact.ts';
import { moveInWords } from '../../src/http/manage/move-view.ts';
import { distanceInWords } from '../../src/http/shared/wording.ts';
import { planInWords } from '../../src/http/timeline/preview.tsx';
import { previewPlan } from '../../src/usecases/show.ts';
import { deliveryNote } from '../../src/words/lesson-words.ts';
import { i18nFor } from '../../src/words/words.ts';
import { COURSE } from '../support/people.ts';

const EN = i18nFor('en');
const NOW = Date.parse('2027-03-20T12:00:00Z');

describe('a plan before sign-up says what will be sent', () => {
  it.each([
    ['2029-06-01', 'Four lessons, each on its own day.'],
    ['2028-03-22', 'Four lessons, each on its own day.'],
    [
      '2028-03-19',
      'You’ll get “one-year” as soon as you confirm. Then three lessons, each on its own day.',
    ],
    [
      '2027-12-01',
      'You’ll get one email with the key steps of one earlier lesson as soon as you confirm. Then three lessons, each on its own day.',
    ],
    [
      '2027-04-29',
      'You’ll get one email with the key steps of two earlier lessons as soon as you confirm. Then two lessons, each on its own day.',
    ],
    [
      '2027-03-26',
      'You’ll get “one-week” as soon as you confirm, with the key steps of two earlier lessons. Then one lesson, on its own day.',
    ],
    [
      '2027-03-21',
      'You’ll get “one-day” as soon as you confirm, with the key steps of three earlier lessons.',
    ],
  ])('%s', (targetDate, words) => {
    const wish = { targetDate, dateKind: 'appointment' as const, timeZone: 'UTC', sendHour: 8 };
    expect(planInWords(previewPlan(COURSE, wish, NOW), NOW, 'UTC', EN)).toBe(words);
  });

  it('a lesson still due today includes the missed ones at its hour', () => {
    const wish = {
      targetDate: '2027-03-27',
      dateKind: 'appointment' as const,
      timeZone: 'UTC',
      sendHour: 18,
    };
    expect(planInWords(previewPlan(COURSE, wish, NOW), NOW, 'UTC', EN)).toBe(
      'You’ll get “one-week” on Saturday, March 20, 2027, 6:00 PM, with the key steps of two earlier lessons. Then one lesson, on its own day.',
    );
  });
});

describe('a plan before sign-up says what is too late', () => {
  const late = {
    ...COURSE,
    lessons: COURSE.lessons.map((own) => ({ ...own, steps: [], carries: 'none' as const })),
  };
  it.each([
    [
      '2027-04-29',
      'Two earlier lessons would come too late to help: skip them. Two lessons, each on its own day.',
    ],
    [
      '2027-12-01',
      'One earlier lesson would come too late to help: skip it. Three lessons, each on its own day.',
    ],
    [
      '2027-03-21',
      'You’ll get “one-day” as soon as you confirm. Three earlier lessons would come too late to help: skip them.',
    ],
  ])('%s', (targetDate, words) => {
    const wish = { targetDate, dateKind: 'appointment' as const, timeZone: 'UTC', sendHour: 8 };
    expect(planInWords(previewPlan(late, wish, NOW), NOW, 'UTC', EN)).toBe(words);
  });
});

describe('a preview summarizes the changes, in order and with numbers', () => {
  it.each<[Parameters<typeof moveInWords>[0][number]['effect'][], string]>([
    [
      ['has', 'moves', 'has', 'behind', 'moves', 'has', 'has'],
      '2 lessons move, 1 is already over, 4 are already with you.',
    ],
    [['moves'], '1 lesson moves.'],
    [['behind', 'behind', 'has'], '2 lessons are already over, 1 is already with you.'],
    [['has'], '1 lesson is already with you.'],
    [['now', 'now', 'again'], '2 lessons are sent right away, 1 is sent again.'],
    [['now', 'again', 'again'], '1 lesson is sent right away, 2 are sent again.'],
    [['in_catch_up', 'stays'], '1 lesson is cut to its key steps, 1 stays as it is.'],
    [
      ['in_catch_up', 'in_catch_up', 'stays', 'stays'],
      '2 lessons are cut to their key steps, 2 stay as they are.',
    ],
    [['left_out', 'left_out', 'moves'], '1 lesson moves, 2 would come too late.'],
    [['has_steps', 'stays'], '1 lesson stays as it is, 1 was cut to its key steps.'],
    [['planned'], '1 lesson is added.'],
    [['planned', 'planned'], '2 lessons are added.'],
    [['waits'], '1 lesson waits until you have a date.'],
    [['waits', 'waits'], '2 lessons wait until you have a date.'],
    [[], 'No lesson changes.'],
  ])('%j', (effects, words) => {
    expect(
      moveInWords(
        effects.map((effect) => ({ effect })),
        EN,
      ),
    ).toBe(words);
  });
});

it.each(['en', 'th-TH', 'fa-IR', 'ar-SA', 'ja-JP-u-ca-japanese'])(
  "a day is in the date field's calendar, in %s",
  (locale) => {
    const arabic = dayInWords('2027-11-02', `${locale.split('-u-')[0]}-u-nu-latn`);
    expect(arabic).toContain('2027');
  },
);

it.each([
  ['-P1Y', '1 year before'],
  ['-P3M', '3 months before'],
  ['-P1Y6M', '1 year 6 months before'],
  ['P2D', '2 days after'],
])('%s is %s', (offset, words) => {
  expect(distanceInWords(offset, EN)).toBe(words);
});

it('an email that may have arrived is not called sent', () => {
  expect(deliveryNote({ state: 'sent', reason: null }, EN.words)).toBe('');
  expect(deliveryNote({ state: 'unknown', reason: null }, EN.words)).toContain(
    'may have reached you',
  );
  expect(deliveryNote({ state: 'failed', reason: null }, EN.words)).toContain('rejected');
});

it('an address is masked so that only its owner recognizes it', () => {
  expect(maskAddress('ada@mail.example.com')).toBe('a•••@m•••.com');
});
