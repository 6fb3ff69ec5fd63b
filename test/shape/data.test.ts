import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tablesOf } from '../support/schema.ts';

const page = readFileSync('docs/data.md', 'utf8');

it.each(tablesOf())('docs/data.md says why $table is stored, column by column', (one) => {
  const section = page.split(`\n## \`${one.table}\``)[1]?.split('\n## ')[0] ?? '';
  const missing = one.columns.filter((column) => !section.includes(`\`${column}\``));
  expect([one.columns.length > 0, missing]).toEqual([true, []]);
});
