/** All the letters that the gates judge, and how a gate says which of them fails. */
import { catalog } from '../../src/course/catalog.ts';
import { composeLetters, type Letter } from './compose-emails.ts';
import { longCourse } from './long-course.ts';
import { READERS } from './people.ts';

/** The messages that are lessons of our own courses. */
export const LESSONS = catalog.all.flatMap(({ lessons }) => lessons.map(({ id }) => id));

/** Our courses for every reader, and the longest course for the one who strains everything. */
export async function everyLetter(): Promise<{ ours: Letter[]; letters: Letter[] }> {
  const ours = await composeLetters(READERS);
  const extreme = READERS.filter(({ case: name }) => name === 'extreme');
  const long = await composeLetters(extreme, await longCourse());
  if (ours.length === 0 || long.length === 0) throw new Error('Nothing was sent.');
  const named = long.map((letter) => ({ ...letter, name: `long-course/${letter.name}` }));
  return { ours, letters: [...ours, ...named] };
}

/**
 * One letter of each kind that one of these readers got; by default, of each skeleton: what differs
 * in words alone is the same to the slow gates. Of the long course, one lesson speaks for all.
 */
export function oneOfEach(
  letters: readonly Letter[],
  readers: readonly string[],
  kindOf: (letter: Letter) => string = skeletonOf,
): Letter[] {
  const seen = new Set<string>();
  return letters.filter((letter) => {
    const { name, reader, message } = letter;
    if (!readers.includes(reader.case) || /^weeks-(?!1$)/.test(message)) return false;
    const kind = `${name.startsWith('long')} ${kindOf(letter)}`;
    return !seen.has(kind) && seen.add(kind);
  });
}

/** The tags without their words. Rows of a plan more or less are the same kind. */
const skeletonOf = ({ message, html }: Letter): string =>
  `${message} ${[...new Set(html.match(/<[^>]+>/g))].map((tag) => tag.replace(/href="[^"]*"/, '')).length}`;

/** Names what is wrong with which letter. `fault` gives something false for a good one. */
export function faultsOf(letters: readonly Letter[], fault: (letter: Letter) => unknown): string[] {
  return letters.flatMap((letter) => {
    const found = fault(letter);
    return found ? [`${letter.name}: ${found === true ? letter.subject : String(found)}`] : [];
  });
}

/** The words between the tags, with entities still in them. */
export const between = (html: string): string =>
  html.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, '\n');

/** Where the HTML part links to. */
export const linksOf = ({ html }: Letter): string[] =>
  [...html.matchAll(/\bhref="([^"]*)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));
