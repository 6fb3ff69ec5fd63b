import { describe, expect, it } from 'vitest';
import { dayInWords } from '../../src/domain/format.ts';
import { maskAddress } from '../../src/domain/redact.ts';
import { moveInWords } from '../../src/http/manage/move-view.ts';
import { deliveryNote, distanceInWords } from '../../src/http/shared/wording.ts';
import { planInWords } from '../../src/http/timeline/preview.tsx';
import { previewPlan } from '../../src/usecases/sign-up/preview.ts';
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
    expect(planInWords(previewPlan(COURSE, wish, NOW), NOW, EN)).toBe(words);
  });

  it('a lesson still due today includes the missed ones at its hour', () => {
    const wish = { targetDate: '2027-03-27', timeZone: 'UTC', sendHour: 18 };
    expect(planInWords(previewPlan(COURSE, wish, NOW), NOW, EN)).toBe(
      'Two lessons were meant for an earlier day. The most useful steps come with “one-week”, at your next hour. Then one lesson, on its own day.',
    );
  });
});

describe('a preview summarizes the changes, in order and with numbers', () => {
  it.each<[Parameters<typeof moveInWords>[0][number]['effect'][], string]>([
    [
      ['has', 'moves', 'has', 'behind', 'moves', 'has', 'has'],
      '2 lessons move, 1 is behind you now, 4 you have already.',
    ],
    [['moves'], '1 lesson moves.'],
    [['behind', 'behind', 'has'], '2 lessons are behind you now, 1 you have already.'],
    [['has'], '1 lesson you have already.'],
    [['now', 'now', 'again'], '2 lessons are due at once, 1 comes a second time.'],
    [['now', 'again', 'again'], '1 lesson is due at once, 2 come a second time.'],
    [['in_catch_up', 'stays'], '1 lesson comes shortened, 1 stays where it is.'],
    [
      ['in_catch_up', 'in_catch_up', 'stays', 'stays'],
      '2 lessons come shortened, 2 stay where they are.',
    ],
    [['planned'], '1 lesson gets its day.'],
    [['planned', 'planned'], '2 lessons get their days.'],
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
  expect(deliveryNote({ state: 'failed', reason: null }, EN.words)).toContain('refused');
});

it('an address is masked so that only its owner recognizes it', () => {
  expect(maskAddress('ada@mail.example.com')).toBe('a•••@m•••.com');
});
