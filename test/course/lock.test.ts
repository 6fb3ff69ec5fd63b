import { expect, test } from 'vitest';
import { compileFiles, LESSON_FILE, smallCourse } from './fixture.ts';

const LOCK = 'content/tea/ids.lock';

test("a compiled lesson id can't disappear", async () => {
  const files = smallCourse();
  files[LESSON_FILE] = files[LESSON_FILE]!.replace('id: one-week', 'id: last-week');
  files['content/tea/pages/pots.md'] = files['content/tea/pages/pots.md']!.replace(
    'lessons/tea/one-week',
    'lessons/tea/last-week',
  );
  const { problems, compiled } = await compileFiles(files);
  expect(compiled).toBeUndefined();
  expect(problems).toMatchObject([{ file: LOCK, line: 2 }]);
  expect(problems[0]?.message).toMatch(/"one-week" was compiled before.*`id: one-week`.*`retired`/);
});

test('a removed lesson is retired', async () => {
  const lock = 'ids:\n  - one-week\n  - one-year\nretired:\n  - one-year\n';
  const { problems } = await compileFiles({ ...smallCourse(), [LOCK]: lock });
  expect(problems).toEqual([]);
});

test("a retired id can't be reused", async () => {
  const lock = 'ids: []\nretired:\n  - one-week\n';
  const { problems } = await compileFiles({ ...smallCourse(), [LOCK]: lock });
  expect(problems).toMatchObject([{ file: LOCK, line: 3 }]);
});

test('the build adds the ids of new lessons', async () => {
  const { locks } = await compileFiles({ ...smallCourse(), [LOCK]: undefined });
  expect(locks).toEqual([
    { file: LOCK, text: expect.stringContaining('ids:\n  - one-week\nretired: []\n') },
  ]);
  const again = await compileFiles({ ...smallCourse(), [LOCK]: locks[0]!.text });
  expect(again).toMatchObject({ problems: [], locks: [] });
});
