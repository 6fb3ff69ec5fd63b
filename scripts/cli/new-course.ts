/** The files of a new course. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Document, parseDocument, stringify } from 'yaml';
import { durationInWords } from '../../src/domain/locale.ts';
import { durationOf } from '../../src/domain/time.ts';
import type { Language } from '../../src/words/words.ts';
import { yourTargetOf } from '../course/edition.ts';
import { idOf } from './distances.ts';
import { STARTER_TEXTS } from './new-texts.ts';

export type NewCourse = {
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  readonly target: { readonly name: string; readonly your?: string };
  /** Signed ISO 8601 durations, in order of time. */
  readonly lessons: readonly string[];
  readonly author: string;
  readonly from?: string | undefined;
  readonly replyTo?: string | undefined;
  /** Shown at `/`. */
  readonly first: boolean;
};

/** Writes the course into `content/`. Returns the paths of the files, relative to `root`. */
export async function writeCourse(root: string, course: NewCourse): Promise<string[]> {
  const folder = `content/${course.id}`;
  const files = new Map([
    [`${folder}/course.yaml`, settingsOf(course)],
    ...course.lessons.map((offset, index): [string, string] => [
      `${folder}/lessons/${String((index + 1) * 10).padStart(2, '0')}-${idOf(offset)}.md`,
      lessonOf(course, offset),
    ]),
  ]);
  const site = await siteWith(root, course);
  if (site !== null) files.set('content/site.yaml', site);
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return [...files.keys()];
}

const WIDTH = { lineWidth: 100 };

function settingsOf({ id, title, language, target, lessons, author }: NewCourse): string {
  const said = STARTER_TEXTS[language];
  const yours = yourTargetOf(target, language)!;
  const settings = {
    id,
    title,
    tagline: said.tagline(lessons.length, yours),
    description: said.description(yours),
    ...(language !== 'en' && { language }),
    target: target.your === undefined ? target.name : target,
    author,
  };
  return stringify(settings, WIDTH);
}

function lessonOf({ language, target }: NewCourse, offset: string): string {
  const said = STARTER_TEXTS[language];
  const yours = yourTargetOf(target, language)!;
  const { back, spans } = durationOf(offset);
  const amount = durationInWords(offset, language);
  const { title, task, body } =
    spans.length === 0 ? said.onTheDay(yours) : (back ? said.before : said.after)(amount, yours);
  const front = stringify({ id: idOf(offset), offset, title, minutes: 10, task }, WIDTH);
  return `---\n${front}---\n\n${body}\n`;
}

/** `site.yaml` with the course's sender and place; null if there is nothing to say. */
async function siteWith(root: string, course: NewCourse): Promise<string | null> {
  const { id, from, replyTo, first } = course;
  const path = join(root, 'content/site.yaml');
  const site = existsSync(path)
    ? (parseDocument(await readFile(path, 'utf8')) as Document)
    : new Document({});
  const others = await courseIds(root);
  if (from) site.setIn(['senders', id, 'from'], from);
  if (replyTo) site.setIn(['senders', id, 'reply_to'], replyTo);
  if (first && others.length > 0) {
    const { courses = others } = (site.toJS() ?? {}) as { courses?: readonly string[] };
    site.set('courses', [id, ...courses]);
  }
  const changed = from || replyTo || (first && others.length > 0);
  return changed ? site.toString(WIDTH) : null;
}

/** The folders of courses. A course has the id of its folder, unless its author wrote another. */
async function courseIds(root: string): Promise<string[]> {
  const folders = await readdir(join(root, 'content'), { withFileTypes: true }).catch(() => []);
  const ids: string[] = [];
  for (const { name } of folders.filter((entry) => entry.isDirectory())) {
    const file = join(root, 'content', name, 'course.yaml');
    if (!existsSync(file)) continue;
    const settings = parseDocument(await readFile(file, 'utf8')).toJS() as { id?: unknown } | null;
    ids.push(typeof settings?.id === 'string' ? settings.id : name);
  }
  return ids.sort();
}
