import { join } from 'node:path';
import type { Compiled, CompiledCourse } from '../../src/course/compiled.ts';
import type { Lesson } from '../../src/domain/course.ts';
import type { Template } from '../../src/domain/template.ts';
import { type Emails, loadEmails } from './bundle.ts';
import { checkDraft } from './check.ts';
import { parseEssential, roughDays } from './duration.ts';
import { type Draft, type Entry, loadDrafts } from './load.ts';
import { updatedLock } from './lock.ts';
import { toPlain } from './markdown.ts';
import { staticSize } from './pieces.ts';
import { hasErrors, newReport, type Problem, type Report } from './problems.ts';
import { hashOf, renderLesson, renderMessage } from './render.ts';
import type { CourseMeta, LessonMeta } from './schema.ts';
import { lessonPage, page } from './web.ts';

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export type Result = {
  readonly problems: readonly Problem[];
  /** Absent when there are errors. */
  readonly compiled?: Compiled;
  /** Files of new ids to write, relative to the project. */
  readonly locks: readonly { readonly file: string; readonly text: string }[];
};

/** Mail clients cut a message at about 100 KB; the values and the encoding come on top of this. */
const LARGEST_HTML = 60 * 1024;

/**
 * Compiles `content/` with the components of `emails/`. Writes nothing.
 *
 * @param root the folder that holds `content/`
 * @param today an ISO date, for what is to be checked once a year
 */
export async function compile(root: string, emails: string, today: string): Promise<Result> {
  const report = newReport();
  const drafts = await loadDrafts(root, report);
  for (const draft of drafts) checkDraft(draft, today, report);
  if (hasErrors(report)) return { problems: report.problems, locks: [] };

  const bundle = await loadEmails(emails);
  const courses: CompiledCourse[] = [];
  for (const draft of drafts) courses.push(await compileCourse(draft, bundle, report));
  if (hasErrors(report)) return { problems: report.problems, locks: [] };

  const locks = drafts.flatMap((draft) => {
    const text = updatedLock(draft);
    return text ? [{ file: draft.lock.file, text }] : [];
  });
  return { problems: report.problems, compiled: { version: hashOf(courses), courses }, locks };
}

/** Where the output belongs. */
export function compiledFile(root: string): string {
  return join(root, 'src/course/compiled/courses.json');
}

async function compileCourse(
  draft: Draft,
  emails: Emails,
  report: Report,
): Promise<CompiledCourse> {
  const course = draft.course!.meta;
  const lessons = [...draft.lessons].sort(
    (a, b) => roughDays(a.meta.offset) - roughDays(b.meta.offset),
  );
  const templates: { [message: string]: Template } = {};
  for (const entry of lessons) {
    templates[entry.meta.id] = await renderLesson(emails, course, lessons, entry);
  }
  for (const entry of draft.messages) {
    templates[entry.meta.id] = await renderMessage(emails, course, lessons, entry);
  }
  for (const { meta, source } of [...lessons, ...draft.messages]) {
    const size = staticSize(templates[meta.id]!.html);
    if (size <= LARGEST_HTML) continue;
    report.error(
      source.file,
      1,
      `the mail has ${size} bytes of HTML, over ${LARGEST_HTML}: shorten it`,
    );
  }
  return {
    ...courseWords(course),
    lessons: lessons.map(lesson),
    templates,
    lessonPages: Object.fromEntries(
      lessons.map((entry) => [entry.meta.id, lessonPage(entry, course)]),
    ),
    pages: draft.pages.map((entry) => page(entry, course.language)),
  };
}

function courseWords(course: CourseMeta) {
  const { id, title, tagline, description, target, author, license, language } = course;
  return {
    id,
    title,
    tagline,
    description: description.trim(),
    target,
    yourTarget: course.your_target ?? `your ${target}`,
    author,
    license,
    language,
    languages: [language],
    translations: {},
    sendHour: course.send_hour,
    forgetAfter: course.forget_after,
    ...(course.weekdays ? { weekdays: course.weekdays.map((day) => WEEK.indexOf(day) + 1) } : {}),
  };
}

function lesson({ meta }: Entry<LessonMeta>): Lesson {
  const { id, title, offset, window, repeat, late } = meta;
  return {
    id,
    title,
    offset,
    ...(window && { window }),
    ...(repeat && { repeat }),
    ...(late && { late }),
    steps: meta.checklist.map((step) => ({
      id: step.id,
      text: toPlain(step.text),
      ...(step.essential && {
        essential: { short: toPlain(step.short ?? ''), ...parseEssential(step.essential) },
      }),
    })),
  };
}
