import type { CourseWords, LessonPage, Link, Page } from '../../src/course/compiled.ts';
import { capital } from '../../src/domain/locale.ts';
import { durationOf } from '../../src/domain/time.ts';
import { type I18n, i18nFor, type Words } from '../../src/words/words.ts';
import type { Entry } from './load.ts';
import { toHtml, toInlineHtml, toPlain } from './markdown.ts';
import type { CourseMeta, LessonMeta, PageMeta } from './schema.ts';
import { forKind } from './slots.ts';
import { SLOT } from './tags.ts';

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
    task: toHtml(speak(meta.task)),
    body: toHtml(speak(source.body)),
    checklist: meta.checklist.map(({ id, text }) => ({ id, html: toInlineHtml(text) })),
    links: livingLinks(meta.links),
  };
}

export function page({ meta, source }: Entry<PageMeta>, language: string): Page {
  return {
    id: meta.id,
    ...(meta.under && { under: meta.under }),
    language,
    title: meta.title,
    description: meta.description,
    body: toHtml(source.body.replace(SLOT, '')),
    links: livingLinks(meta.links),
  };
}

/** Drops the URL of dead links. */
export function livingLinks(links: LessonMeta['links']): Link[] {
  return links.map(({ label, url, status, note }) => ({
    label,
    ...(status !== 'dead' && { url }),
    ...(note && { note }),
  }));
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
