import type { CourseWords, LessonPage, Link, Page } from '../../src/course/compiled.ts';
import { capital, hourInWords } from '../../src/domain/locale.ts';
import { TASK_HOUR } from '../../src/domain/step-times.ts';
import { escapeHtml } from '../../src/domain/template.ts';
import { durationOf } from '../../src/domain/time.ts';
import { distanceInWords } from '../../src/http/shared/wording.ts';
import { type I18n, i18nFor, type Words } from '../../src/words/words.ts';
import type { Entry } from './load.ts';
import { toHtml, toInlineHtml, toPlain } from './markdown.ts';
import { parsePieces } from './pieces.ts';
import type { CourseMeta, LessonMeta, PageMeta } from './schema.ts';
import { forKind, SHEET } from './slots.ts';

/** A lesson as a public page: general words replace the personal values of the email. */
export function lessonPage(
  { meta, source }: Entry<LessonMeta>,
  course: CourseMeta,
  language: string,
  { title, yourTarget }: Pick<CourseWords, 'title' | 'yourTarget'>,
): LessonPage {
  const i18n = i18nFor(language, [language]);
  const named = { ...course, title };
  const speak = (text: string) => impersonal(text, meta.offset, named, yourTarget, i18n);
  return {
    language,
    title: meta.title,
    description: toPlain(speak(meta.preheader)),
    minutes: meta.minutes,
    task: toHtml(speak(meta.task)) + taskLinks(meta, course, i18n),
    body: toHtml(speak(source.body)),
    checklist: meta.checklist.map(({ id, text, by }) => ({
      id,
      html: toInlineHtml(text),
      ...(by && { by: distanceInWords(by, i18n) }),
    })),
    links: livingLinks(meta.links),
  };
}

export function page(entry: Entry<PageMeta>, language: string): Page {
  const { meta, source } = entry;
  const body = toHtml(source.body.replaceAll('{{base_url}}', ''));
  return {
    id: meta.id,
    ...(meta.under && { under: meta.under }),
    language,
    title: meta.title,
    description: meta.description,
    body: body.replace(BLANKS, BLANK('')),
    ...(isSheet(entry) && { sheet: parsePieces(body.replace(BLANKS, BLANK('$&'))) }),
    links: livingLinks(meta.links),
  };
}

/** The course's day sheet: a page with places for the reader's notes. */
export const isSheet = ({ source }: Entry<PageMeta>): boolean => source.body.search(BLANKS) >= 0;

const BLANKS = new RegExp(String.raw`\{\{\s*(?:${SHEET.join('|')})\s*\}\}`, 'g');

/** Shown as a line to write on while it is empty. */
const BLANK = (value: string): string => `<span class="blank">${value}</span>`;

/** Drops the URL of dead links. */
export function livingLinks(links: LessonMeta['links']): Link[] {
  return links.map(({ label, url, status, note }) => ({
    label,
    ...(status !== 'dead' && { url }),
    ...(note && { note }),
  }));
}

/**
 * Links that put the task into a calendar, in the visitor's zone; not for the lesson of the day
 * before, whose readers have no other day.
 */
function taskLinks(
  { id, offset, minutes }: LessonMeta,
  course: CourseMeta,
  { language, locale, words: { calendar } }: I18n,
): string {
  if (offset === '-P1D') return '';
  const own = language === course.language ? [] : [`locale=${language}`];
  const link = (query: readonly string[], text: string) => {
    const path = [`/tasks/${course.id}/${id}.ics`, ...query.slice(0, 1)].join('?');
    return `<a href="${[path, ...query.slice(1)].join('&#38;')}">${escapeHtml(text)}</a>`;
  };
  return [
    `<p class="fine">${escapeHtml(calendar.task(minutes, hourInWords(TASK_HOUR, locale)))} `,
    link([...own, 'to=google'], calendar.apps.google),
    ` · ${link(own, calendar.otherApp)}</p>`,
  ].join('');
}

/**
 * Removes what is about one reader: sections, and sentences that link to a personal page. The other
 * slots get words that are true for every reader of this lesson: `{{countdown}}` in the lesson
 * `-P3M` becomes "in three months", and a date after it is dropped.
 */
function impersonal(
  text: string,
  offset: string,
  course: CourseMeta,
  yours: string,
  { words: { web } }: I18n,
): string {
  const hour = `${String(course.send_hour).padStart(2, '0')}:00`;
  const words: { readonly [slot: string]: string } = {
    greeting: '',
    target_date: web.targetDate,
    your_date: yours,
    Your_date: capital(yours),
    countdown: relative(offset, web),
    days_to_go: web.long(durationOf(offset).spans),
    time_zone: web.zone,
    send_hour: hour,
    address: web.address,
    signed_up_on: web.signedUpOn,
    postal_address: '',
    reply_to: web.us,
    base_url: '',
    course: course.title,
    author: course.author,
  };
  return forKind(text, 'appointment')
    .replace(/\{\{#(\w+)\}\}[\s\S]*?\{\{\/\1\}\}/g, '')
    .split(/\n{2,}/)
    .map(withoutPersonalLinks)
    .join('\n\n')
    .replaceAll(`{{countdown}}${web.onDate}{{target_date}}`, '{{countdown}}')
    .replace(/\{\{\s*(\w+)\s*\}\}/g, (tag, slot: string) => words[slot] ?? tag);
}

/**
 * Removes a sentence with such a link and the question before it: "Has your date moved? Change it
 * here." In a list, `toHtml` keeps the text of the link.
 */
function withoutPersonalLinks(paragraph: string): string {
  const personal = /\]\(\{\{(?!base_url)\w+_url\}\}\)/;
  if (!personal.test(paragraph) || /^\s*([-*]|\d+\.) /.test(paragraph)) return paragraph;
  const sentences = paragraph.split(/(?<=[.?!])\s+/);
  return sentences
    .filter((sentence, index) => {
      const answer = sentences[index + 1] ?? '';
      return !personal.test(sentence) && !(sentence.endsWith('?') && personal.test(answer));
    })
    .join(' ');
}

function relative(offset: string, web: Words['web']): string {
  if (offset === '-P1D') return web.tomorrow;
  const { back, spans } = durationOf(offset);
  if (spans.length === 0) return web.today;
  return back ? web.ahead(spans) : web.ago(spans);
}
