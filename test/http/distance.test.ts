/** How far a lesson is from the date, in words. */
import { expect, it } from 'vitest';
import { distanceInWords } from '../../src/http/shared/wording.ts';
import { i18nFor } from '../../src/words/words.ts';

it.each([
  ['-P3M', '3 months before', '3 Monate vorher'],
  ['-P0D', 'on the day', 'am Tag selbst'],
  ['P0D', 'on the day', 'am Tag selbst'],
  ['P1W', '1 week after', '1 Woche danach'],
])('%s is %s', (offset, english, german) => {
  expect(distanceInWords(offset, i18nFor('en'))).toBe(english);
  expect(distanceInWords(offset, i18nFor('de'))).toBe(german);
});

it('the duration can be marked', () => {
  const mark = (text: string) => `<b>${text}</b>`;
  expect(distanceInWords('-P1W', i18nFor('en'), mark)).toBe('<b>1 week</b> before');
  expect(distanceInWords('P0D', i18nFor('en'), mark)).toBe('<b>on the day</b>');
});
