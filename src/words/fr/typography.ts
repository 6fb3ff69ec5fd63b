/** The spaces before `;`, `:`, `!`, `?` and inside « »; not those of Markdown's images and tables. */
export const NARROW_SPACES = / (?=[;?»]|!(?!\[)|:(?![-\w:]))|(?<=«) /g;

export const NARROW_SPACE = '\u202f';

/** Narrow no-break spaces in every text of a catalog: translators type ordinary ones. */
export function typeset<T>(words: T): T {
  if (typeof words === 'string') return words.replace(NARROW_SPACES, NARROW_SPACE) as T;
  if (typeof words === 'function') return ((...args: unknown[]) => typeset(words(...args))) as T;
  if (Array.isArray(words)) return words.map(typeset) as T;
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, one]) => [key, typeset(one)])) as T;
}
