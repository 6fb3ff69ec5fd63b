import { access, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type CoverageRow, coverageSchema } from './check-coverage.ts';
import { isLanguage } from './check-files.ts';
import type { Lock } from './lock.ts';
import { readLock } from './lock.ts';
import { parseWith } from './parse.ts';
import type { Report } from './problems.ts';
import {
  type CourseMeta,
  type CourseWordsMeta,
  courseSchema,
  courseWordsSchema,
  type LessonMeta,
  type LessonWordsMeta,
  lessonSchema,
  lessonWordsSchema,
  type MessageMeta,
  messageSchema,
  type PageMeta,
  type PageWordsMeta,
  pageSchema,
  pageWordsSchema,
} from './schema.ts';
import { listFiles, readMarkdown, readYaml, type Source } from './source.ts';

/** A file that was parsed. */
export type Entry<Meta> = { readonly source: Source; readonly meta: Meta };

/** A course as its author wrote it; files that could not be parsed are in the report. */
export type Draft = {
  /** `content/<folder>`, relative to the project. */
  readonly folder: string;
  /** Every file was parsed, so that a missing entry is really missing. */
  readonly complete: boolean;
  readonly course?: Entry<CourseMeta>;
  readonly lessons: readonly Entry<LessonMeta>[];
  readonly pages: readonly Entry<PageMeta>[];
  readonly messages: readonly Entry<MessageMeta>[];
  readonly translations: readonly Translation[];
  readonly lock: Lock;
  /** The rows that `covers:` may name; absent when there is no coverage file. */
  readonly coverage?: Coverage;
};

/** `content/coverage.yaml`: statements and the words that prove them. */
export type Coverage = {
  readonly source: Source;
  /** Absent if they could not be parsed. */
  readonly rows?: readonly CoverageRow[];
};

/** The texts of a course in another language, from a folder of its own. */
export type Translation = {
  /** `content/<course>/<language>`, relative to the project. */
  readonly folder: string;
  readonly language: string;
  readonly course?: Entry<CourseWordsMeta>;
  readonly lessons: readonly Entry<LessonWordsMeta>[];
  readonly pages: readonly Entry<PageWordsMeta>[];
  readonly messages: readonly Entry<MessageMeta>[];
};

/** Reads every course in `content/`. */
export async function loadDrafts(root: string, report: Report): Promise<Draft[]> {
  const content = join(root, 'content');
  const coverage = await loadCoverage(root, content, report);
  const folders = await readdir(content, { withFileTypes: true }).catch(() => []);
  const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  if (names.length === 0) report.error('content', 1, 'no course: add content/<course>/course.yaml');
  const drafts: Draft[] = [];
  for (const name of names.sort()) {
    drafts.push({
      ...(await loadDraft(root, join(content, name), report)),
      ...(coverage && { coverage }),
    });
  }
  return drafts;
}

async function loadDraft(root: string, path: string, report: Report): Promise<Draft> {
  const folder = path.slice(root.length + 1);
  const before = report.problems.length;
  const course = await loadSettings(root, path, courseSchema, report);
  if (course === 'missing') {
    report.error(
      `${folder}/course.yaml`,
      1,
      'is missing; add it (docs/writing-a-course.md), or move the folder out of content/',
    );
  }
  const all = <Meta>(name: string, schema: Parameters<typeof parseWith<Meta>>[0]) =>
    loadAll(root, join(path, name), schema, report);
  const draft = {
    folder,
    ...(typeof course === 'object' && { course }),
    lessons: await all('lessons', lessonSchema),
    pages: await all('pages', pageSchema),
    messages: await all('messages', messageSchema),
    translations: await loadTranslations(root, path, report),
    lock: await readLock(root, folder, report),
  };
  return { ...draft, complete: report.problems.length === before };
}

/** Folders that are named by a language; what they don't have is shown as the author wrote it. */
async function loadTranslations(root: string, path: string, report: Report) {
  const entries = await readdir(path, { withFileTypes: true });
  const languages = entries
    .filter((one) => one.isDirectory() && isLanguage(one.name))
    .map(({ name }) => name)
    .sort();
  const translations: Translation[] = [];
  for (const language of languages) {
    const own = join(path, language);
    const folder = own.slice(root.length + 1);
    const course = await loadSettings(root, own, courseWordsSchema, report);
    translations.push({
      folder,
      language,
      ...(typeof course === 'object' && { course }),
      lessons: await loadAll(root, join(own, 'lessons'), lessonWordsSchema, report),
      pages: await loadAll(root, join(own, 'pages'), pageWordsSchema, report),
      messages: await loadAll(root, join(own, 'messages'), messageSchema, report),
    });
  }
  return translations;
}

/** `course.yaml`; undefined if it has mistakes. */
async function loadSettings<Meta>(
  root: string,
  folder: string,
  schema: Parameters<typeof parseWith<Meta>>[0],
  report: Report,
): Promise<Entry<Meta> | undefined | 'missing'> {
  const path = join(folder, 'course.yaml');
  if (await exists(path)) return entry(schema, await readYaml(root, path, report), report);
  const other = join(folder, 'course.yml');
  if (!(await exists(other))) return 'missing';
  report.error(relative(root, other), 1, "isn't read; rename it to course.yaml");
  return undefined;
}

async function loadAll<Meta>(
  root: string,
  folder: string,
  schema: Parameters<typeof parseWith<Meta>>[0],
  report: Report,
): Promise<Entry<Meta>[]> {
  const entries: Entry<Meta>[] = [];
  for (const file of await listFiles(folder, '.md')) {
    const found = entry(schema, await readMarkdown(root, file, report), report);
    if (found) entries.push(found);
  }
  return entries;
}

async function loadCoverage(root: string, content: string, report: Report) {
  const file = join(content, 'coverage.yaml');
  if (!(await exists(file))) return undefined;
  const source = await readYaml(root, file, report);
  const rows = parseWith(coverageSchema, source, report);
  return { source, ...(rows && { rows }) };
}

export function entry<Meta>(
  schema: Parameters<typeof parseWith<Meta>>[0],
  source: Source,
  report: Report,
): Entry<Meta> | undefined {
  const meta = parseWith(schema, source, report);
  return meta && { source, meta };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
