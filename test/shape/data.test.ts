import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const sql = readdirSync('migrations')
  .sort()
  .map((file) => readFileSync(`migrations/${file}`, 'utf8'))
  .join('\n');
const page = readFileSync('docs/data.md', 'utf8');

const tables = [...sql.matchAll(/^CREATE TABLE (\w+) \(\n([\s\S]*?)^\)/gm)].map(
  ([, table, body]) => ({
    table: table!,
    columns: [
      ...[...body!.matchAll(/^ {2}([a-z_]+) [A-Z]/gm)].map(([, column]) => column!),
      ...[...sql.matchAll(new RegExp(`^ALTER TABLE ${table} ADD COLUMN (\\w+)`, 'gm'))].map(
        ([, column]) => column!,
      ),
    ],
  }),
);

it.each(tables)('docs/data.md says why $table is stored, column by column', (one) => {
  const section = page.split(`\n## \`${one.table}\``)[1]?.split('\n## ')[0] ?? '';
  const missing = one.columns.filter((column) => !section.includes(`\`${column}\``));
  expect([one.columns.length > 0, missing]).toEqual([true, []]);
});
