import type { Draft, Entry } from './load.ts';
import { isNeutral } from './neutral.ts';
import type { Report } from './problems.ts';
import { type Source, stringsIn } from './source.ts';

/** Words of the course that ships with Milepost, which most courses are copied from. */
const SHIPPED = ['ML', 'machine learning', 'interview', 'Vorstellungsgespräch'];

/**
 * Reports words that a course has kept from the one it was copied from: what the other courses are
 * called, and what they call their date. `foreign_words` replaces the list.
 */
export function checkLeftovers(drafts: readonly Draft[], report: Report): void {
  for (const draft of drafts) {
    const own = namesOf(draft).join('\n');
    const others = drafts.filter((one) => one !== draft).map((one) => namesOf(one, NAMES));
    // A course that says one of another's words about itself is of the same field.
    const unrelated = [SHIPPED, ...others].filter((words) => firstOf(words, own) === undefined);
    const foreign = draft.course?.meta.foreign_words ?? unrelated.flat();
    for (const source of sourcesOf(draft)) check(source, foreign, report);
  }
}

const NAMES = /^(title|target(\.name)?)$/;
const SETTINGS = /^(title|tagline|description|target(\.name|\.your)?)$/;

/** What the course's settings say, in all of its languages. */
const namesOf = ({ course, translations }: Draft, keys = SETTINGS): string[] =>
  [course, ...translations.map((one) => one.course)].flatMap((entry) =>
    stringsIn(entry?.source.data)
      .filter(({ path }) => keys.test(path.join('.')))
      .map(({ value }) => value),
  );

function sourcesOf(draft: Draft): Source[] {
  const texts = [draft, ...draft.translations].flatMap(
    ({ course, lessons, pages, messages }): Entry<unknown>[] => [
      ...(course ? [course] : []),
      ...lessons,
      ...pages,
      ...messages,
    ],
  );
  return texts.filter((entry) => !isNeutral(entry)).map(({ source }) => source);
}

/** Values that no reader sees. */
const UNSEEN = /(^|\.)(id|url|sources|covers|foreign_words|license)(\.|$)/;

function check(source: Source, words: readonly string[], report: Report): void {
  const say = (line: number, word: string) => {
    const cure = 'change it, or list `foreign_words` of your own in course.yaml';
    report.error(source.file, line, `"${word}" is a word of another course; ${cure}`);
  };
  for (const { path, value } of stringsIn(source.data)) {
    const word = UNSEEN.test(path.join('.')) ? undefined : firstOf(words, value);
    if (word) say(source.lineOf(path), word.text);
  }
  // One message a line is enough to find the others.
  let at = 0;
  for (const line of source.body.split('\n')) {
    const word = firstOf(words, line.replace(/\]\([^)]*\)|\{\{[^}]*\}\}/g, ''));
    if (word) say(source.bodyLine(at), word.text);
    at += line.length + 1;
  }
}

function firstOf(words: readonly string[], text: string): { text: string } | undefined {
  for (const word of words) {
    const found = patternOf(word).exec(text);
    if (found) return { text: found[0] };
  }
  return undefined;
}

/** A word and its longer forms, in any case; an abbreviation only as it is. */
function patternOf(word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return word === word.toUpperCase()
    ? new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u')
    : new RegExp(`(?<![\\p{L}\\p{N}])${escaped}`, 'iu');
}
