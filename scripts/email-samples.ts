/** Writes every email of every course as a React Email template: `email-samples.ts <folder>`. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Courses, shelfOf } from '../src/course/catalog.ts';
import type { CompiledCourse } from '../src/course/compiled.ts';
import { SYSTEM_MESSAGES } from '../src/domain/messages.ts';
import { escapeHtml, fill } from '../src/domain/template.ts';
import { sampleEmail } from './cli/sample-email.ts';
import { compile } from './course/compile.ts';
import { printable } from './course/problems.ts';
import { writeIfChanged } from './course/write.ts';
import { root } from './world/wrangler.ts';

const [folder = join(root, '.milepost/emails')] = process.argv.slice(2);
const now = Date.now();
const today = new Date(now).toISOString().slice(0, 10);
const { compiled, problems } = await compile(root, join(root, 'emails'), today);
for (const line of printable(problems)) console.error(line);
if (!compiled) process.exit(1);

const courses = shelfOf(compiled);
const files = new Map(compiled.courses.flatMap((course) => samplesOf(courses, course)));
for (const [name, text] of files) {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeIfChanged(join(folder, name), text);
}
for (const name of await readdir(folder, { recursive: true })) {
  if (name.endsWith('.tsx') && !files.has(name)) await rm(join(folder, name));
}

function samplesOf(shelf: Courses, course: CompiledCourse): [string, string][] {
  const ids = [...course.lessons.map(({ id }) => id), ...SYSTEM_MESSAGES];
  const sender = {
    from: 'Milepost <course@milepost.test>',
    replyTo: course.sender?.replyTo ?? 'help@milepost.test',
    postalAddress: 'Milepost, 1 Sample Street, 12345 Sampletown',
    baseUrl: 'http://localhost:8787',
  };
  return course.languages.flatMap((locale) =>
    ids.flatMap((id, index): [string, string][] => {
      const reader = { address: 'ada@example.com', name: 'Ada', timeZone: 'UTC', locale };
      const email = sampleEmail(shelf, course, id, reader, sender, now);
      if (email === null) return [];
      const html = fill(email.template.html, email.values, escapeHtml);
      const place = String(index + 1).padStart(2, '0');
      return [[join(course.id, locale, `${place}-${id}.tsx`), templateOf(html)]];
    }),
  );
}

/** The document as a component: its `html` element with everything in it as it is. */
function templateOf(html: string): string {
  const [, attributes = '', inner = ''] = /<html([^>]*)>([\s\S]*)<\/html>/.exec(html) ?? [];
  return `/** @jsxImportSource react */
const inner = ${JSON.stringify(inner)};
const Email = () => <html${attributes} dangerouslySetInnerHTML={{ __html: inner }} />;
export default Email;
`;
}
