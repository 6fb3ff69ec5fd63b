import { expect, test } from 'vitest';
import { compileFiles, LESSON_FILE, smallCourse } from './fixture.ts';

test("two lessons can't have the same id", async () => {
  const files = smallCourse();
  const twin = files[LESSON_FILE]!.replace('-P1W', '-P2W').replace('until', 'before');
  const { problems } = await compileFiles({ ...files, 'content/tea/lessons/20.md': twin });
  expect(problems).toMatchObject([
    { file: 'content/tea/lessons/20.md', line: 2, message: expect.stringContaining('is taken by') },
  ]);
});

test('a folder without a course is reported', async () => {
  const { problems } = await compileFiles({ 'content/LICENSE': 'free' });
  expect(problems).toMatchObject([
    { file: 'content', message: expect.stringContaining('no course') },
  ]);
});

test('a link that has not been opened needs no day', async () => {
  const files = smallCourse();
  files[LESSON_FILE] = files[LESSON_FILE]!.replace(
    'status: live\n    checked: 2026-11-01',
    'status: unknown',
  );
  const { problems } = await compileFiles(files);
  expect(problems).toEqual([]);
});
