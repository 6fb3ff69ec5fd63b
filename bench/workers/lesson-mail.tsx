/** @jsxImportSource react */
/** Shared by both tutorial Workers: the query for due emails, and the component from `emails/`. */
import { render, toPlainText } from 'react-email';
import LessonMail, { type LessonProps } from '../../emails/lesson.tsx';
import { en } from '../../src/words/en/all.ts';

export type Env = {
  DB: D1Database;
  PUBLIC_URL: string;
  MAIL_FROM: string;
  REPLY_TO: string;
  POSTAL_ADDRESS: string;
  RESEND_BASE_URL: string;
  RESEND_API_KEY: string;
};

export type Words = Pick<LessonProps, 'course' | 'lesson' | 'road' | 'next'> & {
  readonly subject: string;
  readonly preheader: string;
  readonly body: string;
};

export type Due = {
  id: string;
  subscription_id: string;
  address: string;
  name: string;
  target_date: string;
  requested_at: number;
};

/** The lesson's text, inserted by the bundler. */
declare const DATA: Words;

/** The index on scheduled rows is by class and due time. */
export const SELECT_DUE = `
  SELECT d.id, d.subscription_id, d.address, s.name, s.target_date, s.requested_at
  FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
  WHERE d.state = 'scheduled' AND d.class IN (0, 1, 2, 3) AND d.due_at <= ?1`;

export const MARK_SENT =
  "UPDATE deliveries SET state = 'sent', provider_id = ?2, sent_at = ?3 WHERE id = ?1";

/** The email in the form that the `resend` package takes. */
export async function mailFor(due: Due, now: number, env: Env) {
  const unsubscribe = `${env.PUBLIC_URL}/unsubscribe/${due.subscription_id}`;
  const html = await render(<LessonMail {...propsOf(due, now, env, unsubscribe)} />);
  return {
    from: env.MAIL_FROM,
    to: due.address,
    replyTo: env.REPLY_TO,
    subject: DATA.subject,
    html,
    text: toPlainText(html),
    headers: {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    tags: [{ name: 'delivery', value: due.id }],
  };
}

function propsOf(due: Due, now: number, env: Env, unsubscribe: string): LessonProps {
  const target = Date.parse(due.target_date);
  const days = Math.ceil((target - now) / DAY);
  const manage = `${env.PUBLIC_URL}/manage/${due.subscription_id}`;
  const values: Record<string, string> = {
    countdown: `in ${days} days`,
    target_date: longDay.format(target),
    move_url: `${manage}#move`,
    title: 'The day before: sleep, arrive early',
    day: longDay.format(target - DAY),
  };
  const filled = (text: string): string =>
    text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  return {
    voice: { language: 'en', words: en },
    original: null,
    course: DATA.course,
    message: { subject: DATA.subject, preheader: DATA.preheader, body: filled(DATA.body) },
    reader: {
      greeting: `Hello ${due.name},`,
      target_date: values.target_date!,
      days_to_go: `${days} days`,
      address: due.address,
      signed_up_on: longDay.format(due.requested_at),
      postal_address: env.POSTAL_ADDRESS,
      reply_to: env.REPLY_TO,
      manage_url: manage,
      move_url: values.move_url!,
      copy_url: `${manage}/mail/${due.id}`,
      unsubscribe_url: unsubscribe,
    },
    lesson: DATA.lesson,
    road: DATA.road,
    next: filled(DATA.next),
    next_day: [{ day: values.day! }],
    catch_up: [],
    welcome: [],
    open_items: [],
    day_notes: [],
  };
}

const DAY = 86_400_000;
const longDay = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeZone: 'UTC' });
