/**
 * `npm run build`: compiles `content/` and `emails/` to `src/course/compiled/courses.json`. Beside it
 * are the time zones in `zones.json`, the interface's languages in `catalogs.ts`, and the static
 * files in `assets/`.
 */

import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { CompiledCourse } from '../src/course/compiled.ts';
import { assetsOf } from './course/assets.ts';
import { catalogsOf } from './course/catalogs.ts';
import { compile, compiledFile } from './course/compile.ts';
import { staticSize } from './course/pieces.ts';
import { printable } from './course/problems.ts';
import { writeIfChanged } from './course/write.ts';
import { zoneRegions } from './course/zones.ts';
import { addressProblems, filledIn } from './deploy/settings.ts';

const root = join(import.meta.dirname, '..');
const today = new Date().toISOString().slice(0, 10);
const { problems, compiled, site, locks, lacks } = await compile(root, join(root, 'emails'), today);

for (const line of printable(problems)) console.error(line);
const addresses = addressProblems(filledIn(await readFile(join(root, 'wrangler.toml'), 'utf8')));
for (const line of addresses) console.error(`wrangler.toml: ${line}`);
if (addresses.length > 0) process.exit(1);
if (!compiled || !site) {
  const errors = problems.filter((problem) => problem.level === 'error').length;
  console.error(
    `\n${errors} mistake${errors === 1 ? '' : 's'} in the course; nothing was written.`,
  );
  process.exit(1);
}

for (const { file, text } of locks) {
  if (await writeIfChanged(join(root, file), text))
    console.log(`${file}: new lesson ids; commit it`);
}
for (const course of compiled.courses) {
  for (const [language, id, { subject, html, text, hash }] of templatesOf(course)) {
    const size = `${kilobytes(staticSize(html))} html ${kilobytes(staticSize(text))} text`;
    const title = subject.map((piece) => (typeof piece === 'string' ? piece : '…')).join('');
    console.log(`${course.id} ${language} ${id.padEnd(18)} ${size}  ${hash}  ${title}`);
  }
}
for (const line of lacks) console.log(`${line} (shown as the author wrote them)`);
const output = compiledFile(root);
const zones = zoneRegions(new Date().getUTCFullYear());
await writeIfChanged(join(dirname(output), 'zones.json'), `${JSON.stringify(zones)}\n`);
for (const [name, text] of await assetsOf(join(root, 'src/http/assets'), site)) {
  await writeIfChanged(join(dirname(output), 'assets', name), text);
}
await writeIfChanged(join(dirname(output), 'catalogs.ts'), catalogsOf(compiled.courses));
const changed = await writeIfChanged(output, `${JSON.stringify(compiled)}\n`);
console.log(
  `${relative(root, output)} ${changed ? 'written' : 'unchanged'}, version ${compiled.version}`,
);

function templatesOf({ language, templates, translations }: CompiledCourse) {
  const all = { [language]: { templates }, ...translations };
  return Object.entries(all).flatMap(([name, words]) =>
    Object.entries(words.templates).map(([id, template]) => [name, id, template] as const),
  );
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1).padStart(5)} KB`;
}
