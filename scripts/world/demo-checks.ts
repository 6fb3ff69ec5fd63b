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
  if (wanted && !subjectPattern(wanted).test(mail.subject)) {
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
function subjectPattern(message: string): RegExp {
  const pieces = compiledSubjects()[message];
  if (!pieces) return /./;
  const source = pieces.map((piece) => (typeof piece === 'string' ? RegExp.escape(piece) : '.*'));
  return new RegExp(`^${source.join('')}$`, 's');
}

type Subjects = Record<string, readonly unknown[]>;

const compiledSubjects = (): Subjects =>
  Object.fromEntries(
    Object.entries(firstCourse()?.templates ?? {}).map(([id, { subject }]) => [id, subject]),
  );

/** Whether the course asks how it went. */
export const hasOutcomes = (): boolean => (firstCourse()?.outcomes.length ?? 1) > 0;

/** Undefined in the world of another checkout: then only the number of emails is checked. */
function firstCourse(): CompiledCourse | undefined {
  try {
    const file = join(root, 'src/course/compiled/courses.json');
    return (JSON.parse(readFileSync(file, 'utf8')) as Compiled).courses[0];
  } catch {
    return undefined;
  }
}
