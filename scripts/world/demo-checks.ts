import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Compiled, CompiledCourse } from '../../src/course/compiled.ts';
import { unexpected } from './demo-person.ts';
import { linksOf, linkTo, unsubscribeTarget } from './mail-links.ts';
import type { Mail } from './provider-types.ts';
import { root } from './wrangler.ts';

/** Checks that there is exactly one email and that it is well formed. */
export function onlyMail(mails: Mail[], when: string, wanted?: string): Mail {
  const subjects = mails.map(({ subject }) => `"${subject}"`).join(', ');
  const [mail] = mails;
  if (!mail || mails.length > 1) {
    throw unexpected(`${when}: expected one email, got ${mails.length}.`, subjects);
  }
  if (wanted && !subjectPattern(wanted, courseOf(mail)).test(mail.subject)) {
    throw unexpected(`${when}: expected the email "${wanted}".`, `Got ${subjects}.`);
  }
  checkMail(mail, when);
  return mail;
}

export function noMail(mails: Mail[], when: string): void {
  if (mails.length === 0) return;
  const subjects = mails.map(({ subject }) => `"${subject}"`).join(', ');
  throw unexpected(`${when}: expected no email.`, `Got ${subjects}.`);
}

function checkMail(mail: Mail, when: string): void {
  const complain = (what: string) => {
    throw unexpected(`${when}: the email "${mail.subject}" ${what}.`);
  };
  if (!mail.text?.trim()) complain('has no plain text');
  if (!mail.html?.includes('</')) complain('has no HTML');
  if (/\{\{|\}\}|undefined|\[object/.test(`${mail.subject}${mail.text}`))
    complain('has an unfilled slot');
  if (!unsubscribeTarget(mail)) complain('has no List-Unsubscribe header');
  if (!linkTo(mail, 'confirm') && !linkTo(mail, 'manage'))
    complain('has no link to a personal page');
  if (!mail.tags.some(({ name }) => name === 'delivery')) complain('has no delivery tag');
  const local = linksOf(mail).filter((link) =>
    /^\/(confirm|manage)\//.test(new URL(link).pathname),
  );
  const inText = local.filter((link) => mail.text?.includes(link));
  if (inText.length < local.length)
    complain("has a personal link that's missing in its plain text");
}

/** The subject of a message as a pattern: personal values match anything. */
function subjectPattern(message: string, course: string | undefined): RegExp {
  const pieces: readonly unknown[] | undefined = compiled(course)?.templates[message]?.subject;
  if (!pieces) return /./;
  const source = pieces.map((piece) => (typeof piece === 'string' ? RegExp.escape(piece) : '.*'));
  return new RegExp(`^${source.join('')}$`, 's');
}

/** From `Feedback-ID`, which is `message:course:milepost`. */
const courseOf = ({ headers }: Mail): string | undefined => headers['Feedback-ID']?.split(':')[1];

/** Whether the course asks how it went. */
export const hasOutcomes = (course: string | undefined): boolean =>
  (compiled(course)?.outcomes.length ?? 1) > 0;

/**
 * The course with this id, else the first. Undefined in the world of another checkout: then only the
 * number of emails is checked.
 */
function compiled(id: string | undefined): CompiledCourse | undefined {
  try {
    const file = join(root, 'src/course/compiled/courses.json');
    const { courses } = JSON.parse(readFileSync(file, 'utf8')) as Compiled;
    return id === undefined ? courses[0] : courses.find((one) => one.id === id);
  } catch {
    return undefined;
  }
}
