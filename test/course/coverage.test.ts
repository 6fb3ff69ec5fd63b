import { expect, test } from 'vitest';
import { checkCoverage } from '../../scripts/course/check-coverage.ts';
import { type Draft, loadDrafts } from '../../scripts/course/load.ts';
import { newReport } from '../../scripts/course/problems.ts';
import { compileFiles, LESSON_FILE, mistakesAfter, PROJECT, smallCourse } from './fixture.ts';

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

test("no text of the courses can be emptied without losing a row's words", async () => {
  const drafts = await loadDrafts(PROJECT, newReport());
  expect(problemsOf(drafts)).toEqual([]);
  const files = drafts
    .flatMap(({ lessons, pages, messages }) => [...lessons, ...pages, ...messages])
    .filter(({ meta }) => (meta.covers ?? []).length > 0)
    .map(({ source }) => source.file);
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => problemsOf(drafts.map(emptied(file))).length === 0)).toEqual([]);
});

function problemsOf(drafts: readonly Draft[]) {
  const report = newReport();
  checkCoverage(drafts, report);
  return report.problems;
}

/** A course in which one file has only its title and its links. */
const emptied =
  (file: string) =>
  (draft: Draft): Draft => {
    const empty = <E extends { source: Draft['lessons'][number]['source'] }>(entry: E): E =>
      entry.source.file === file ? { ...entry, source: { ...entry.source, body: '' } } : entry;
    return {
      ...draft,
      lessons: draft.lessons
        .map(empty)
        .map((entry) =>
          entry.source.body === ''
            ? { ...entry, meta: { ...entry.meta, task: '', checklist: [] } }
            : entry,
        ),
      pages: draft.pages.map(empty),
      messages: draft.messages.map(empty),
    };
  };
