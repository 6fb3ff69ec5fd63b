/** All the emails that the gates judge, and how a gate says which of them fails. */
import { catalog } from '../../src/course/catalog.ts';
import { composeEmails, type Email } from './compose-emails.ts';
import { longCourse } from './long-course.ts';
import { READERS } from './people.ts';

/** The messages that are lessons of our own courses. */
export const LESSONS = catalog.all.flatMap(({ lessons }) => lessons.map(({ id }) => id));

/** Our courses for every reader, and the longest course for the one who strains everything. */
export async function everyEmail(): Promise<{ ours: Email[]; emails: Email[] }> {
  const ours = await composeEmails(READERS);
  const extreme = READERS.filter(({ case: name }) => name === 'extreme');
  const long = await composeEmails(extreme, await longCourse());
  if (ours.length === 0 || long.length === 0) throw new Error('Nothing was sent.');
  const named = long.map((email) => ({ ...email, name: `long-course/${email.name}` }));
  return { ours, emails: [...ours, ...named] };
}

/**
 * One email of each kind that one of these readers got; by default, of each skeleton: what differs
 * in words alone is the same to the slow gates. Of the long course, one lesson speaks for all.
 */
export function oneOfEach(
  emails: readonly Email[],
  readers: readonly string[],
  kindOf: (email: Email) => string = skeletonOf,
): Email[] {
  const seen = new Set<string>();
  return emails.filter((email) => {
    const { name, reader, message } = email;
    if (!readers.includes(reader.case) || /^weeks-(?!1$)/.test(message)) return false;
    const kind = `${name.startsWith('long')} ${kindOf(email)}`;
    return !seen.has(kind) && seen.add(kind);
  });
}

/** The tags without their words. Rows of a plan more or less are the same kind. */
const skeletonOf = ({ message, html }: Email): string =>
  `${message} ${[...new Set(html.match(/<[^>]+>/g))].map((tag) => tag.replace(/href="[^"]*"/, '')).length}`;

/** Names what is wrong with which email. `fault` gives something false for a good one. */
export function faultsOf(emails: readonly Email[], fault: (email: Email) => unknown): string[] {
  return emails.flatMap((email) => {
    const found = fault(email);
    return found ? [`${email.name}: ${found === true ? email.subject : String(found)}`] : [];
  });
}

/** The words between the tags, with entities still in them. */
export const between = (html: string): string =>
  html.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, '\n');

/** Where the HTML part links to. */
export const linksOf = ({ html }: Email): string[] =>
  [...html.matchAll(/\bhref="([^"]*)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));
