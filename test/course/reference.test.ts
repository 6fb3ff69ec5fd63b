import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reference } from '../../scripts/course/reference.ts';
import { PROJECT } from './fixture.ts';

test('the reference has every key and every tag as the build knows them', () => {
  const kept = readFileSync(join(PROJECT, 'docs/course-reference.md'), 'utf8');
  expect(kept === reference() || 'run npm run reference').toBe(true);
});
