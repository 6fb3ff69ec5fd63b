import { join } from 'node:path';
import type {
  Compiled,
  CompiledCourse,
  CourseWords,
  Translation,
} from '../../src/course/compiled.ts';
import type { Template } from '../../src/domain/template.ts';
import { type Emails, loadEmails } from './bundle.ts';
import { checkDrafts } from './check.ts';
import { checkCoverage } from './check-coverage.ts';
import { checkFiles } from './check-files.ts';
import {
  type Edition,
  editionsOf,
  lacksOf,
  lessonOf,
  lessonWordsOf,
  linksIn,
  outcomesOf,
  weekdaysOf,
  yourTargetOf,
} from './edition.ts';
import { type Draft, type Entry, loadDrafts } from './load.ts';
import { updatedLock } from './lock.ts';
import { withNeutral } from './neutral.ts';
import { staticSize } from './pieces.ts';
import { hasErrors, newReport, type Problem, type Report } from './problems.ts';
import { hashOf, renderLesson, renderMessage } from './render.ts';
import { loadSite, type Site } from './site.ts';
import { lessonPage, page } from './web.ts';

export type Result = {
  readonly problems: readonly Problem[];
  /** Absent when there are errors. */
  readonly compiled?: Compiled;
  readonly site?: Site;
  /** What has no translation yet, one line per language of a course. */
  readonly lacks: readonly string[];
  /** The content as its authors wrote it. */
  readonly drafts: readonly Draft[];
  /** Lock files to write for new ids, relative to the project. */
  readonly locks: readonly { readonly file: string; readonly text: string }[];
};

/** Email clients clip a message at about 100 KB; values and encoding add to this size. */
const LARGEST_HTML = 60 * 1024;

/**
 * Compiles `content/` with the components of `emails/`. Writes nothing.
 * @param root the folder that contains `content/`
 * @param emails the folder of the components and of the neutral messages
 * @param today an ISO date, for yearly checks
 */
export async function compile(root: string, emails: string, today: string): Promise<Result> {
  const report = newReport();
  const drafts: Draft[] = [];
  await checkFiles(root, report);
  for (const draft of await loadDrafts(root, report)) {
    drafts.push(await withNeutral(emails, draft, report));
  }
  checkDrafts(drafts, today, report);
  const ids = drafts.map(({ course }) => course?.meta.id);
  const site = await loadSite(root, ids, report);
  checkCoverage(drafts, report);
  if (hasErrors(report)) return { problems: report.problems, locks: [], lacks: [], drafts };

  const bundle = await loadEmails(emails, site);
  const courses: CompiledCourse[] = [];
  for (const draft of drafts) courses.push(await compileCourse(draft, bundle, site, report));
  courses.sort((a, b) => rank(site, a.id) - rank(site, b.id));
  if (hasErrors(report)) return { problems: report.problems, locks: [], lacks: [], drafts };

  const locks = drafts.flatMap((draft) => {
    const text = updatedLock(draft);
    return text ? [{ file: draft.lock.file, text }] : [];
  });
  const lacks = drafts.flatMap((draft) => {
    const [own, ...others] = editionsOf(draft) as [Edition, ...Edition[]];
    return others.flatMap((edition) => {
      const missing = lacksOf(edition, own).join('; ');
      return missing === '' ? [] : [`${edition.course.id} ${edition.language} lacks ${missing}`];
    });
  });
  const { light, dark } = site.colors;
  const paper = { light: light.paper, dark: dark.paper };
  const look = { name: site.name, paper, hasLogo: site.logo !== null };
  const compiled = { version: hashOf([look, courses]), site: look, courses };
  return { problems: report.problems, compiled, locks, lacks, drafts, site };
}

/** Courses that `site.yaml` does not list follow in the order of their folders. */
const rank = ({ courses }: Site, id: string): number =>
  courses.includes(id) ? courses.indexOf(id) : courses.length;

/** The path of the output. */
export function compiledFile(root: string): string {
  return join(root, 'src/course/compiled/courses.json');
}

async function compileCourse(
  draft: Draft,
  emails: Emails,
  { senders }: Site,
  report: Report,
): Promise<CompiledCourse> {
  const [own, ...others] = editionsOf(draft) as [Edition, ...Edition[]];
  const { course } = own;
  const weekdays = weekdaysOf(course);
  const translations: { [language: string]: Translation } = {};
  for (const edition of others) {
    const words = await compileWords(edition, emails, report);
    translations[edition.language] = {
      ...words,
      lessons: edition.lessons.map(lessonWordsOf),
      outcomes: outcomesOf(edition),
    };
  }
  const { from, reply_to: replyTo } = senders[course.id] ?? {};
  return {
    id: course.id,
    ...((from || replyTo) && { sender: { ...(from && { from }), ...(replyTo && { replyTo }) } }),
    author: course.author,
    sendHour: course.send_hour,
    forgetAfter: course.forget_after,
    ...(weekdays && { weekdays }),
    askFrom: course.ask_from,
    outcomes: outcomesOf(own),
    language: own.language,
    languages: [own.language, ...others.map(({ language }) => language)],
    lessons: own.lessons.map(lessonOf),
    ...(await compileWords(own, emails, report)),
    translations,
  };
}

/** Compiles all texts of an edition. */
async function compileWords(
  edition: Edition,
  emails: Emails,
  report: Report,
): Promise<CourseWords> {
  const linked = <E extends Entry<unknown>>(entry: E): E => ({
    ...entry,
    source: { ...entry.source, body: linksIn(entry.source.body, edition) },
  });
  const lessons = edition.lessons.map(linked).map((entry) => ({
    ...entry,
    meta: { ...entry.meta, task: linksIn(entry.meta.task, edition) },
  }));
  const whole: Edition = { ...edition, lessons, messages: edition.messages.map(linked) };
  const templates: { [message: string]: Template } = {};
  for (const entry of whole.lessons) {
    templates[entry.meta.id] = await renderLesson(emails, whole, entry);
  }
  for (const entry of whole.messages) {
    templates[entry.meta.id] = await renderMessage(emails, whole, entry);
  }
  for (const { meta, source } of [...lessons, ...whole.messages]) {
    const size = staticSize(templates[meta.id]!.html);
    if (size <= LARGEST_HTML) continue;
    const message = `the email has ${size} bytes of HTML, over ${LARGEST_HTML}; shorten it`;
    report.error(source.file, 1, message);
  }
  return {
    ...edition.words,
    templates,
    messageTitles: Object.fromEntries(edition.messages.map(({ meta }) => [meta.id, meta.title])),
    lessonPages: Object.fromEntries(
      lessons.map((entry) => {
        const { course, language, words } = edition;
        const yourTarget = yourTargetOf(course.target, course.language)!;
        const own = { title: course.title, yourTarget };
        const named = entry.language === language ? words : own;
        return [entry.meta.id, lessonPage(entry, course, entry.language, named)];
      }),
    ),
    pages: edition.pages.map(linked).map((entry) => page(entry, entry.language)),
  };
}
