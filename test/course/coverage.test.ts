import { expect, test } from 'vitest';
import { compileFiles, LESSON_FILE, mistakesAfter, smallCourse } from './fixture.ts';

const COVERAGE = 'content/coverage.yaml';

test('a text that covers a row contains one of its words', async () => {
  const files = smallCourse();
  const empty = files[LESSON_FILE]!.replaceAll(/boil|water|tasting/gi, 'tea');
  const { problems } = await compileFiles({ ...files, [LESSON_FILE]: empty });
  const line = empty.split('\n').indexOf('covers: [t-1]') + 1;
  expect(problems).toContainEqual(
    expect.objectContaining({
      file: LESSON_FILE,
      line,
      message: 'covers "t-1" without one of its words: boil, water, tasting',
    }),
  );
});

test('the texts that cover a row contain all of its words between them', async () => {
  const added = await mistakesAfter(COVERAGE, '[boil, water, tasting]', '[boil, water, sugar]');
  expect(added).toEqual([
    `${COVERAGE}:3: no text that covers "t-1" contains "sugar": ${LESSON_FILE}`,
  ]);
});

test('only the beginning of a word counts, in any case', async () => {
  expect(await mistakesAfter(COVERAGE, 'boil, water', 'WAT, water')).toEqual([]);
  expect(await mistakesAfter(COVERAGE, 'boil, water', 'oil, water')).toEqual([
    expect.stringContaining('contains "oil"'),
  ]);
});

test('every row is covered by a text', async () => {
  const more = '- id: t-2\n  statement: It cools.\n  words: [cool, ice, wait]\n- id: t-1';
  expect(await mistakesAfter(COVERAGE, '- id: t-1', more)).toEqual([
    `${COVERAGE}:1: no text covers "t-2"; name it in \`covers\``,
  ]);
});

test('a row has three words at least', async () => {
  expect(await mistakesAfter(COVERAGE, '[boil, water, tasting]', '[boil, water]')).toEqual([
    `${COVERAGE}:3: \`0.words\` has under 3 words`,
  ]);
});
