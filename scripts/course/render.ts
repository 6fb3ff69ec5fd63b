import { createHash } from 'node:crypto';
import type { MailProps, MessageProps, Voice } from '../../emails/types.ts';
import { durationInWords } from '../../src/domain/locale.ts';
import type { SystemMessage } from '../../src/domain/messages.ts';
import { hoursOf } from '../../src/domain/step-times.ts';
import { escapeHtml, type Template } from '../../src/domain/template.ts';
import { isAfterDate } from '../../src/domain/time.ts';
import { i18nFor } from '../../src/words/words.ts';
import type { Emails } from './bundle.ts';
import { roughDays } from './duration.ts';
import type { Edition } from './edition.ts';
import { finishHtml } from './html.ts';
import type { Entry } from './load.ts';
import { parsePieces } from './pieces.ts';
import type { LessonMeta, MessageMeta } from './schema.ts';
import { isToStranger } from './slots.ts';
import { toText } from './text.ts';
import {
  catchUp,
  dated,
  dayNotes,
  nextDay,
  openAgain,
  openItems,
  original,
  plan,
  planAfter,
  reader,
  taskEntry,
  welcome,
} from './tokens.ts';
import { isSheet, livingLinks } from './web.ts';

/** Renders a lesson's email. An untranslated one is put in a frame that says so. */
export function renderLesson(
  emails: Emails,
  edition: Edition,
  entry: Edition['lessons'][number],
): Promise<Template> {
  const { meta, source, language } = entry;
  const { lessons } = edition;
  const index = lessons.indexOf(entry);
  const foreign = language !== edition.language;
  const voice = voiceOf(language);
  const { body, next } = takeApart(source.body, voice);
  const hours = hoursOf(meta.checklist);
  const progress = road(edition, index);
  return template(
    emails,
    { id: meta.id, subject: foreign ? inOriginal(meta.subject) : meta.subject },
    edition,
    emails.createElement(emails.mails.lesson, {
      ...mailProps(edition, meta, body),
      lesson: {
        title: meta.title,
        url: `{{manage_url}}/lessons/${meta.id}`,
        minutes: meta.minutes,
        task: withOwnLinks(meta.task, edition),
        entry: taskEntry(edition, meta.id),
        steps: meta.checklist.map(({ text, by, hours }) => ({
          text,
          ...(by && { by: `{{by:${by}${hours ? `:${hours}` : ''}}}` }),
        })),
        ...(hours > 0 && { hours: `{{hours:${hours}}}` }),
        links: livingLinks(meta.links),
        number: index + 1,
        of: lessons.length,
      },
      road: progress,
      next,
      next_day: nextDay,
      catch_up: catchUp,
      welcome,
      open_items: meta.recall === 'skip' ? [] : openItems,
      day_notes: index === progress.marks.length - 1 ? dayNotes : [],
      original: foreign ? { voice, part: original } : null,
    }),
  );
}

const inOriginal = (subject: string): string =>
  `{{#${original.section}}}${subject}{{/${original.section}}}`;

/** Renders a message other than a lesson. */
export function renderMessage(
  emails: Emails,
  edition: Edition,
  { meta, source }: Entry<MessageMeta>,
): Promise<Template> {
  const { lessons } = edition;
  const props: MessageProps = {
    ...mailProps(edition, meta, source.body),
    confirm_url: '{{confirm_url}}',
    address_url: '{{address_url}}',
    restore_url: '{{restore_url}}',
    change_url: '{{change_url}}',
    asked_date: '{{asked_date}}',
    outcomes: edition.course.outcomes.map(({ id, label }) => ({
      label,
      url: `{{manage_url}}?outcome=${id}#outcome`,
    })),
    goal_url: '{{manage_url}}?date_kind=goal#move',
    keep_url: '{{manage_url}}?ending=kept#off',
    plan,
    plan_after: lessons.some(({ meta }) => isAfterDate(meta.offset)) ? planAfter : [],
    with_date: dated,
    catch_up: catchUp,
    open_again: openAgain,
    welcome,
    road: road(edition, lessons.length),
  };
  const design = emails.mails[meta.id as SystemMessage];
  return template(emails, meta, edition, emails.createElement(design, props));
}

async function template(
  emails: Emails,
  { id, subject }: Pick<MessageMeta, 'id' | 'subject'>,
  { course, language, words, lessons }: Edition,
  element: Parameters<Emails['render']>[0],
): Promise<Template> {
  const named = (text: string, safe = (value: string) => value) =>
    text.replace(/\{\{\s*(course|author)\s*\}\}/g, (_, slot) =>
      safe(slot === 'course' ? words.title : course.author),
    );
  const rendered = named(await emails.render(element), escapeHtml);
  const parts = {
    course: course.id,
    message: id,
    subject: parsePieces(named(subject)),
    html: parsePieces(finishHtml(rendered, voiceOf(language).words.dir)),
    text: parsePieces(toText(rendered, emails.toPlainText)),
    known: lessons.map(({ meta }) => meta.title),
  };
  return { hash: hashOf(parts), ...parts };
}

/** The first 96 bits of a value's SHA-256: enough to distinguish all versions of a template. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
}

const voiceOf = (language: string): Voice => {
  const { words } = i18nFor(language, [language]);
  return { language, words };
};

function mailProps(edition: Edition, meta: MessageMeta | LessonMeta, body: string): MailProps {
  const { title } = edition.words;
  const { subject, preheader } = meta;
  const voice = voiceOf(edition.language);
  const { id, author, language } = edition.course;
  const query = edition.language === language ? '' : `?locale=${edition.language}`;
  const url = `{{base_url}}/c/${id}${query}`;
  const linked = isToStranger(meta.id) ? body : withOwnLinks(body, edition);
  const course = { title, yourTarget: '{{Your_date}}', author, url };
  return { voice, course, message: { subject, preheader, body: linked }, reader };
}

/**
 * A subscriber opens other lessons and the day sheet behind their personal link. Quoted lines are
 * for passing on, so their links stay public.
 */
function withOwnLinks(markdown: string, { course, pages }: Edition): string {
  const sheet = pages.find(isSheet)?.meta.id;
  return markdown.replace(/^(?!>).+$/gm, (line) =>
    line
      .replaceAll(`{{base_url}}/lessons/${course.id}/`, '{{manage_url}}/lessons/')
      .replaceAll(`{{base_url}}/pages/${course.id}/${sheet}`, '{{manage_url}}/sheet'),
  );
}

/** The lesson's design has separate places for the greeting and for what comes next. */
function takeApart(markdown: string, { words }: Voice): { body: string; next: string } {
  const next = /^\{\{#next\}\}$[\s\S]*?^\{\{\/next\}\}$/m.exec(markdown)?.[0];
  return {
    body: markdown.replace(/^\s*\{\{\s*greeting\s*\}\}\s*$/m, '').replace(next ?? '', ''),
    next: next ?? `{{#next}}\n${words.email.next('{{title}}', '{{day}}')}\n{{/next}}`,
  };
}

/** The lessons before the date, and a lesson's position among them. */
function road({ lessons, language }: Edition, index: number) {
  const before = lessons.filter(({ meta }) => roughDays(meta.offset) < 0);
  return {
    marks: before.map(({ meta }) => durationInWords(meta.offset, language)),
    at: Math.min(index, before.length),
  };
}
