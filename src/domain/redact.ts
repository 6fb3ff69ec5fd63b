import { PERSONAL_PAGES } from './personal-pages.ts';

/**
 * The text of an error as a log may have it: without addresses, without links and keys, and without
 * anything in quotes, for that is how databases and parsers show the value that they did not like.
 * @example discreet('no row for "Ada" <ada@example.com>') // 'no row for … <…>'
 */
export const redact = (text: string): string =>
  HIDDEN.reduce((rest, pattern) => rest.replace(pattern, '…'), text.slice(0, LONGEST));

/** Whoever makes an error long shall not make the log long, nor the search slow. */
const LONGEST = 4_000;

const HIDDEN: readonly RegExp[] = [
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|“[^”]*”/gs,
  // An address, also one that a URL has escaped.
  /[^\s<>()[\]{},;:"/]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu,
  // What follows in the path of a personal page, and a token wherever it stands.
  new RegExp(`(?<=/(?:${PERSONAL_PAGES.join('|')})/)[^\\s)"']+`, 'g'),
  /[\w-]+(?:\.[\w-]*){1,5}\.[\w-]{20,}/g,
  /\b(?:re|whsec)_[\w+/=-]+|(?<=\b(?:Bearer|Basic) )\S+/g,
];

/** The same of anything that was thrown, with the places in the code that it came through. */
export const thrown = (error: unknown): string =>
  redact(error instanceof Error ? (error.stack ?? String(error)) : String(error));
