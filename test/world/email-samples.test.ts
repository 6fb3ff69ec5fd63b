import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root, run } from '../../scripts/world/wrangler.ts';
import { shelfOf } from '../../src/course/catalog.ts';
import { decoded } from '../support/entities.ts';

const compiled = join(root, 'src/course/compiled/courses.json');
const catalog = shelfOf(JSON.parse(readFileSync(compiled, 'utf8')));
const folder = mkdtempSync(join(tmpdir(), 'milepost-samples-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('npm run email shows every lesson of the course in each language, and no former one', async () => {
  const former = join(folder, '09-former.tsx');
  writeFileSync(former, 'export default () => null;');
  const { code } = await run(['--no-warnings', join(root, 'scripts/email-samples.ts'), folder]);
  expect([code, existsSync(former)]).toEqual([0, false]);
  const [course] = catalog.all;
  for (const language of course!.languages) {
    const { lessons } = catalog.find(course!.id, language)!;
    lessons.forEach(({ id, title }, index) => {
      const name = join(course!.id, language, `0${index + 1}-${id}.tsx`);
      const [html] = /^const inner = (.*);$/m
        .exec(readFileSync(join(folder, name), 'utf8'))!
        .slice(1);
      expect(decoded(JSON.parse(html!)).includes(title), name).toBe(true);
    });
  }
});
