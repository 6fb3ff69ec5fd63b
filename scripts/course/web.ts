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

/** A lesson as a public page, and as the page of a subscriber. */
export function lessonPage(
  { meta, source }: Entry<LessonMeta>,
  course: CourseMeta,
  language: string,
  { title, yourTarget }: Pick<CourseWords, 'title' | 'yourTarget'>,
): LessonPage {
  const i18n = i18nFor(language, [language]);
  const words = generalWords(meta.offset, { ...course, title }, yourTarget, i18n);
  const speak = (text: string) => forEveryone(text, words, i18n);
  const links = taskLinks(meta, course, i18n);
  const own = [meta.task, source.body].map((text) => toHtml(forSubscriber(text, words)));
  const [task = '', body = ''] = own.map(unwrapped);
  return {
    language,
    title: meta.title,
    description: toPlain(speak(meta.preheader)),
    minutes: meta.minutes,
    task: toHtml(speak(meta.task)) + links,
    body: toHtml(speak(source.body)),
    ...(/\{\{/.test(task + body) && {
      own: { task: parsePieces(task + links), body: parsePieces(body) },
    }),
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

type General = { readonly [slot: string]: string };

/**
 * Words that are true for every reader of this lesson: `{{countdown}}` in the lesson `-P3M` is "in
 * three months".
 */
function generalWords(
  offset: string,
  course: CourseMeta,
  yours: string,
  { words: { web } }: I18n,
): General {
  return {
    greeting: '',
    target_date: web.targetDate,
    your_date: yours,
    Your_date: capital(yours),
    countdown: relative(offset, web),
    days_to_go: web.long(durationOf(offset).spans),
    time_zone: web.zone,
    send_hour: `${String(course.send_hour).padStart(2, '0')}:00`,
    address: web.address,
    signed_up_on: web.signedUpOn,
    postal_address: '',
    reply_to: web.us,
    base_url: '',
    course: course.title,
    author: course.author,
  };
}

/** The text without its reader, in general words; a date after a distance is dropped. */
const forEveryone = (text: string, words: General, { words: { web } }: I18n): string =>
  inWords(
    ofNoEmail(forKind(text, 'appointment')).replaceAll(
      `{{countdown}}${web.onDate}{{target_date}}`,
      '{{countdown}}',
    ),
    words,
  );

/** The text with slots for what the page knows of its reader. */
const forSubscriber = (text: string, words: General): string =>
  inWords(
    ofNoEmail(text.replace(/^\{\{[#/]\w+\}\}$/gm, '\n$&\n'))
      .split(/\n{2,}/)
      .map((paragraph) => counting(paragraph, words))
      .join('\n\n'),
    Object.fromEntries(Object.entries(words).filter(([slot]) => !OF_READER.has(slot))),
  );

const OF_READER = new Set([
  ...['target_date', 'countdown', 'days_to_go', 'your_date', 'Your_date'],
  ...['time_zone', 'send_hour'],
]);

/** Section tags on lines of their own stand between the elements, not in paragraphs. */
const unwrapped = (html: string): string => html.replace(/<p>(\{\{[#/]\w+\}\})<\/p>\n?/g, '$1');

const inWords = (text: string, words: General): string =>
  text.replace(/\{\{\s*(\w+)\s*\}\}/g, (tag, slot: string) => words[slot] ?? tag);

/** Removes what only the email has: its sections, and sentences that link to a personal page. */
const ofNoEmail = (text: string): string =>
  text
    .replace(/\{\{#(?!(?:appointment|goal)\}\})(\w+)\}\}[\s\S]*?\{\{\/\1\}\}/g, '')
    .split(/\n{2,}/)
    .map(withoutPersonalLinks)
    .join('\n\n');

/**
 * Removes a sentence with such a link and the question before it: "Has your date moved? Change it
 * here." In a list, `toHtml` keeps the text of the link.
 */
function withoutPersonalLinks(paragraph: string): string {
  const personal = /\]\(\{\{(?!base_url)\w+_url\}\}\)/;
  if (!personal.test(paragraph) || isNoProse(paragraph)) return paragraph;
  const sentences = sentencesOf(paragraph);
  return sentences
    .filter((sentence, index) => {
      const answer = sentences[index + 1] ?? '';
      return !personal.test(sentence) && !(sentence.endsWith('?') && personal.test(answer));
    })
    .join(' ');
}

/** Where no distance is known, its sentence is left out; outside sentences, it's a general one. */
function counting(paragraph: string, words: General): string {
  const distance = /\{\{\s*(countdown|days_to_go)\s*\}\}/g;
  if (paragraph.search(distance) < 0) return paragraph;
  const either = (text: string) =>
    text.replace(
      distance,
      (tag, slot: string) =>
        `{{#counting}}${tag}{{/counting}}{{#resting}}${words[slot]}{{/resting}}`,
    );
  if (isNoProse(paragraph)) return either(paragraph);
  return sentencesOf(paragraph)
    .map((sentence) => {
      if (sentence.search(distance) < 0) return `${sentence} `;
      return isWhole(sentence) ? `{{#counting}}${sentence} {{/counting}}` : `${either(sentence)} `;
    })
    .join('')
    .trimEnd();
}

/** A list, heading, quotation or table, or a paragraph with one right under it. */
const isNoProse = (paragraph: string): boolean =>
  /^\s*(?:(?:[-*+]|\d+[.)])\s|[#>|])/m.test(paragraph);

const sentencesOf = (paragraph: string): string[] => paragraph.split(/(?<=[.?!])\s+/);

/** No emphasis begins in this sentence and ends in another. */
const isWhole = (sentence: string): boolean =>
  (sentence.replace(/\{\{.*?\}\}/g, '').match(/\*\*|__|[*_`]/g)?.length ?? 0) % 2 === 0;

function relative(offset: string, web: Words['web']): string {
  if (offset === '-P1D') return web.tomorrow;
  const { back, spans } = durationOf(offset);
  if (spans.length === 0) return web.today;
  return back ? web.ahead(spans) : web.ago(spans);
}
