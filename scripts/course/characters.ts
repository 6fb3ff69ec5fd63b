/** Characters that readers don't see, or that providers and mailboxes reject or show broken. */

/** The first such character of a text; undefined if there is none. */
export function strangeCharacter(text: string): { index: number; message: string } | undefined {
  const found = STRANGE.exec(text);
  if (!found) return undefined;
  const { 0: char, index } = found;
  const before = text.slice(0, index).replace(/\s+/g, ' ').slice(-20);
  const place = before.trim() === '' ? 'at the beginning' : `after "${before}"`;
  const code = `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  if (char === '\uFFFD' || char.length > 1) {
    return { index, message: `has "${char}" ${place}: a broken character; type it again` };
  }
  return { index, message: `has the invisible character ${code} ${place}; delete it` };
}

/**
 * Control characters, marks of the direction of writing, zero-width characters, soft hyphens, the
 * replacement character, and UTF-8 that was read as Latin-1. Emoji and some scripts need joiners
 * (U+200C, U+200D): only those beside Latin letters are strange.
 */
const STRANGE = new RegExp(
  [
    '[\\0-\\x08\\x0B-\\x1F\\x7F-\\x9F\\xAD\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u2069\\uFEFF\\uFFFD]',
    '(?<=[\\p{Script=Latin}\\s])[\\u200C\\u200D]|[\\u200C\\u200D](?=[\\p{Script=Latin}\\s])',
    'Ã[\\u00A0-\\u00BF\\u0152-\\u0178\\u2018-\\u2122]|â€[\\u0093-\\u00A6\\u0153-\\u2122]',
  ].join('|'),
  'u',
);
