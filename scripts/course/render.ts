import { createHash } from 'node:crypto';
import type { MailProps } from '../../emails/types.ts';
import type { SystemMessage } from '../../src/domain/course.ts';
import type { Template } from '../../src/domain/template.ts';
import type { Emails } from './bundle.ts';
import { inFigures, roughDays } from './duration.ts';
import { finishHtml } from './html.ts';
import type { Entry } from './load.ts';
import { parsePieces } from './pieces.ts';
import type { CourseMeta, LessonMeta, MessageMeta } from './schema.ts';
import { toText } from './text.ts';
import { catchUp, dated, nextDay, openItems, plan, reader } from './tokens.ts';
import { livingLinks } from './web.ts';

/** A lesson's mail. `lessons` are all of the course, in order of time. */
export function renderLesson(
  emails: Emails,
  course: CourseMeta,
  lessons: readonly Entry<LessonMeta>[],
  entry: Entry<LessonMeta>,
): Promise<Template> {
  const { meta, source } = entry;
  const index = lessons.indexOf(entry);
  const { body, next } = takeApart(source.body);
  return template(
    emails,
    meta.subject,
    emails.createElement(emails.mails.lesson, {
      ...mailProps(course, meta, body),
      lesson: {
        title: meta.title,
        minutes: meta.minutes,
        task: meta.task,
        steps: meta.checklist,
        links: livingLinks(meta.links),
        number: index + 1,
        of: lessons.length,
      },
      road: road(lessons, index),
      next,
      next_day: nextDay,
      catch_up: catchUp,
      open_items: meta.recall === 'skip' ? [] : openItems,
    }),
  );
}

/** A message that is not a lesson. */
export function renderMessage(
  emails: Emails,
  course: CourseMeta,
  lessons: readonly Entry<LessonMeta>[],
  { meta, source }: Entry<MessageMeta>,
): Promise<Template> {
  const mail = mailProps(course, meta, source.body);
  const { createElement, mails } = emails;
  const element = {
    confirm: () => createElement(mails.confirm, { ...mail, confirm_url: '{{confirm_url}}', plan }),
    welcome: () => createElement(mails.welcome, { ...mail, with_date: dated, plan }),
    'catch-up': () => createElement(mails['catch-up'], { ...mail, catch_up: catchUp }),
    'date-moved': () => createElement(mails['date-moved'], { ...mail, with_date: dated, plan }),
    'how-did-it-go': () =>
      createElement(mails['how-did-it-go'], {
        ...mail,
        outcome_url: '{{outcome_url}}',
        road: road(lessons, lessons.length),
      }),
    'round-two': () => createElement(mails['round-two'], { ...mail, plan }),
    'ask-date': () => createElement(mails['ask-date'], mail),
    'stop-asking': () => createElement(mails['stop-asking'], mail),
    'already-subscribed': () => createElement(mails['already-subscribed'], mail),
    'confirm-address': () =>
      createElement(mails['confirm-address'], { ...mail, address_url: '{{address_url}}' }),
  } satisfies Record<SystemMessage, () => unknown>;
  return template(emails, meta.subject, element[meta.id as SystemMessage]());
}

async function template(
  emails: Emails,
  subject: string,
  element: Parameters<Emails['render']>[0],
): Promise<Template> {
  const rendered = await emails.render(element);
  const parts = {
    subject: parsePieces(subject),
    html: parsePieces(finishHtml(rendered)),
    text: parsePieces(toText(rendered, emails.toPlainText)),
  };
  return { hash: hashOf(parts), ...parts };
}

/** SHA-256 of a value, 96 bits of it: enough to tell every version of a template apart. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
}

function mailProps(course: CourseMeta, meta: MessageMeta | LessonMeta, body: string): MailProps {
  const { title, target, author } = course;
  const { subject, preheader } = meta;
  return { course: { title, target, author }, message: { subject, preheader, body }, reader };
}

/** The lesson's design has places of its own for the greeting and for what comes next. */
function takeApart(markdown: string): { body: string; next: string } {
  const next = /^\{\{#next\}\}$[\s\S]*?^\{\{\/next\}\}$/m.exec(markdown)?.[0];
  return {
    body: markdown.replace(/^\s*\{\{\s*greeting\s*\}\}\s*$/m, '').replace(next ?? '', ''),
    next: next ?? '{{#next}}\nNext: {{title}}, {{day}}.\n{{/next}}',
  };
}

/** The lessons before the date, and how far along them a lesson is. */
function road(lessons: readonly Entry<LessonMeta>[], index: number) {
  const before = lessons.filter(({ meta }) => roughDays(meta.offset) < 0);
  return {
    marks: before.map(({ meta }) => inFigures(meta.offset)),
    at: Math.min(index, before.length),
  };
}
