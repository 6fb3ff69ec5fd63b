/** The longest course that an author may write: fifteen lessons of fifteen steps each. */

import { shelfOf } from '../../src/course/catalog.ts';
import { compileFiles, LESSON_FILE, PAGE_FILE, smallCourse } from '../course/fixture.ts';

const LENGTH = 15;

export async function longCourse() {
  const files = smallCourse();
  const pattern = files[LESSON_FILE]!;
  delete files[LESSON_FILE];
  files[PAGE_FILE] = files[PAGE_FILE]!.replace('/lessons/tea/one-week', '/lessons/tea/weeks-1');
  const ids = Array.from({ length: LENGTH }, (_, index) => `weeks-${index + 1}`);
  for (const [index, id] of ids.entries()) {
    files[`content/tea/lessons/${10 + index}-${id}.md`] = pattern
      .replace('id: one-week', `id: ${id}`)
      .replace('offset: -P1W', `offset: -P${index + 1}W`)
      .replace('title: One week of tea', `title: ${TITLE} (${index + 1})`)
      .replace('subject: One week until', `subject: ${index + 1} weeks until`)
      .replace('  - id: pour\n    text: Pour it & wait.\n', STEPS);
  }
  files['content/tea/ids.lock'] = `ids:\n${ids.map((id) => `  - ${id}\n`).join('')}retired: []\n`;
  const { compiled, problems } = await compileFiles(files);
  if (!compiled) throw new Error(JSON.stringify(problems));
  return shelfOf(compiled);
}

const TITLE = 'Water, leaves, a pot, a cup, and the patience to let them do what they do together';

const STEPS = Array.from(
  { length: LENGTH - 1 },
  (_, index) =>
    `  - id: step-${index}\n    text: Pour it & wait ${index + 2} minutes; then taste, and write down what you would change next time.\n`,
).join('');
