/** All the emails that the gates check, and the report of those that fail. */
import { catalog } from '../../src/course/catalog.ts';
import { composeEmails, type Email } from './compose-emails.ts';
import { longCourse } from './long-course.ts';
import { READERS } from './people.ts';

/** The lessons' messages of the real courses. */
export const LESSONS = catalog.all.flatMap(({ lessons }) => lessons.map(({ id }) => id));

type Every = { readonly ours: Email[]; readonly emails: Email[] };

/**
 * The real courses for every reader, and the longest possible course for the most demanding one.
 * Composed once in a test worker.
 */
export function everyEmail(): Promise<Every> {
  composed ??= compose();
  return composed;
}

let composed: Promise<Every> | undefined;

async function compose(): Promise<Every> {
  const ours = await composeEmails(READERS);
  const extreme = READERS.filter(({ case: name }) => name === 'extreme');
  const long = await composeEmails(extreme, await longCourse());
  if (ours.length === 0 || long.length === 0) throw new Error('Nothing was sent.');
  const named = long.map((email) => ({ ...email, name: `long-course/${email.name}` }));
  return { ours, emails: [...ours, ...named] };
}

/**
 * One email of each kind sent to these readers; by default one per structure, since wording doesn't
 * matter to the slow gates. One lesson stands for the whole long course.
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

/** The tags without text. A different number of plan rows counts as the same structure. */
const skeletonOf = ({ message, html }: Email): string =>
  `${message} ${[...new Set(html.match(/<[^>]+>/g))].map((tag) => tag.replace(/href="[^"]*"/, '')).length}`;

/**
 * Names each failing email with its fault; `fault` returns something falsy if the email is fine.
 */
export function faultsOf(emails: readonly Email[], fault: (email: Email) => unknown): string[] {
  return emails.flatMap((email) => {
    const found = fault(email);
    return found ? [`${email.name}: ${found === true ? email.subject : String(found)}`] : [];
  });
}

/** The text between tags, entities not decoded. */
export const between = (html: string): string =>
  html.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, '\n');

/** The links of the HTML part. */
export const linksOf = ({ html }: Email): string[] =>
  [...html.matchAll(/\bhref="([^"]*)"/g)].map(([, href]) => href!.replace(/&(amp|#38);/g, '&'));
