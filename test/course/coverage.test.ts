import { expect, test } from 'vitest';
import { loadDrafts } from '../../scripts/course/load.ts';
import { newReport } from '../../scripts/course/problems.ts';
import { PROJECT } from './fixture.ts';

test('every statement of the sources is covered by the course', async () => {
  const drafts = await loadDrafts(PROJECT, newReport());
  const covered = drafts.flatMap(({ lessons, pages, messages }) =>
    [...lessons, ...pages, ...messages].flatMap(({ meta }) => meta.covers ?? []),
  );
  expect([...new Set(covered)].sort()).toEqual([...drafts[0]!.coverage!].sort());
});
