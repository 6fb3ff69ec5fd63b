import { expect, test } from 'vitest';
import { findingsIn, hardIn, longIn, uncontractedIn } from '../../../test/voice/findings.ts';
import { ENGLISH, GERMAN } from '../../../test/voice/phrases.ts';
import { courseTextsIn } from '../../../test/voice/texts.ts';

const texts = await courseTextsIn('content');

test('no text says what the voice rules out', () => {
  expect(texts.length).toBeGreaterThan(1000);
  expect(findingsIn(texts, 'en', ENGLISH)).toEqual([]);
  expect(findingsIn(texts, 'de', GERMAN)).toEqual([]);
});

test('nine of ten places are contracted', () => {
  expect(uncontractedIn(texts)).toEqual([]);
});

test('every text is easy enough for its readers, in short sentences', () => {
  expect(hardIn(texts)).toEqual([]);
  expect(longIn(texts)).toEqual([]);
});
