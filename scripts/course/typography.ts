import { NARROW_SPACE, NARROW_SPACES } from '../../src/words/fr/typography.ts';

/** Opening and closing quotation marks, double and single. */
const MARKS: Readonly<Record<string, readonly [string, string, string, string]>> = {
  en: ['“', '”', '‘', '’'],
  de: ['„', '“', '‚', '‘'],
  fr: [`«${NARROW_SPACE}`, `${NARROW_SPACE}»`, '“', '”'],
};

/** Code, tags, link targets, addresses and HTML stay as they are. */
const NO_PROSE =
  /^(`{3,}|~{3,})[\s\S]*?^\1|(`+)[^`][\s\S]*?\2(?!`)|\{\{[^}]*\}\}|\]\([^)]*\)|<[^>\s][^>]*>|https?:[^\s)>]*/;

const PARTS = new RegExp(`${NO_PROSE.source}|["']|${NARROW_SPACES.source}`, 'gm');

/**
 * Sets quotes, apostrophes and French spaces in prose, so that Markdown agrees with the interface's
 * texts. Leaves texts in a language without an entry unchanged.
 */
export function curly(text: string, language: string): string {
  const marks = MARKS[language];
  if (!marks) return text;
  const [open, close, openSingle, closeSingle] = marks;
  let inSingle = false;
  return text.replace(PARTS, (part: string, ...rest: unknown[]) => {
    if (part === ' ' && language === 'fr') return NARROW_SPACE;
    if (part !== '"' && part !== "'") return part;
    const at = rest.find((one) => typeof one === 'number') as number;
    const opens = opensQuote(text[at - 1] ?? ' ', text[at + 1] ?? ' ');
    if (part === '"') return opens ? open : close;
    if (opens) inSingle = true;
    if (opens) return openSingle;
    const ends = inSingle && !/\p{L}/u.test(text[at + 1] ?? ' ');
    if (ends) inSingle = false;
    return ends ? closeSingle : '’';
  });
}

const opensQuote = (before: string, after: string): boolean =>
  /[\s([{*_–—/>|-]/.test(before) && /[\p{L}\p{N}*_[({…$]/u.test(after);

/** The same for every string of a value. */
export function curlyIn<T>(value: T, language: string): T {
  if (typeof value === 'string') return curly(value, language) as T;
  if (Array.isArray(value)) return value.map((one) => curlyIn(one, language)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, curlyIn(one, language)]),
  ) as T;
}
