import type { LessonPage, Link, Page } from '../../src/course/compiled.ts';
import { inWords } from './duration.ts';
import type { Entry } from './load.ts';
import { toHtml, toInlineHtml, toPlain } from './markdown.ts';
import type { CourseMeta, LessonMeta, PageMeta } from './schema.ts';
import { SLOT } from './tags.ts';

/** A lesson as everybody may read it: in general words where the mail is personal. */
export function lessonPage({ meta, source }: Entry<LessonMeta>, course: CourseMeta): LessonPage {
  const speak = (text: string) => impersonal(text, meta.offset, course);
  return {
    title: meta.title,
    description: toPlain(speak(meta.preheader)),
    minutes: meta.minutes,
    task: toHtml(speak(meta.task)),
    body: toHtml(speak(source.body)),
    checklist: meta.checklist.map(({ id, text }) => ({ id, html: toInlineHtml(text) })),
    links: livingLinks(meta.links),
    reviewed: meta.reviewed,
  };
}

export function page({ meta, source }: Entry<PageMeta>): Page {
  return {
    id: meta.id,
    title: meta.title,
    description: meta.description,
    body: toHtml(source.body.replace(SLOT, '')),
    links: livingLinks(meta.links),
    reviewed: meta.reviewed,
  };
}

/** A dead link keeps its words only. */
export function livingLinks(links: LessonMeta['links']): Link[] {
  return links.map(({ label, url, status, note }) => ({
    label,
    ...(status !== 'dead' && { url }),
    ...(note && { note }),
  }));
}

/**
 * Sections are about one reader and left out; slots get the words that hold for every reader of
 * this lesson: `{{countdown}}` in the lesson `-P3M` is "in three months". Slots with an address of
 * a personal page stay, and `toHtml` shows the words of such a link without the link.
 */
function impersonal(text: string, offset: string, course: CourseMeta): string {
  const hour = `${String(course.send_hour).padStart(2, '0')}:00`;
  const words: { readonly [slot: string]: string } = {
    greeting: '',
    target_date: 'your date',
    countdown: relative(offset),
    days_to_go: inWords(offset),
    time_zone: 'your time zone',
    send_hour: hour,
    address: 'your address',
    signed_up_on: 'the day you signed up',
    postal_address: '',
    reply_to: 'us',
    base_url: '',
  };
  return text
    .replace(/\{\{#(\w+)\}\}[\s\S]*?\{\{\/\1\}\}/g, '')
    .replace(/\{\{\s*(\w+)\s*\}\}/g, (tag, slot: string) => words[slot] ?? tag);
}

function relative(offset: string): string {
  if (offset === '-P1D') return 'tomorrow';
  if (!/[1-9]/.test(offset)) return 'today';
  return offset.startsWith('-') ? `in ${inWords(offset)}` : `${inWords(offset)} ago`;
}
