import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkCoverage } from '../../../scripts/course/check-coverage.ts';
import { type Draft, loadDrafts } from '../../../scripts/course/load.ts';
import { newReport } from '../../../scripts/course/problems.ts';

const PROJECT = join(import.meta.dirname, '../../..');

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
