/** Pages whose path contains a token: never cached, indexed, logged or sent as a referrer. */
export const PERSONAL_PAGES = [
  'confirm',
  'confirm-address',
  'restore-address',
  'manage',
  'unsubscribe',
  'calendar',
] as const;

export type PersonalPage = (typeof PERSONAL_PAGES)[number];

/**
 * Redacts the text of an error for a log: addresses, links, keys, and anything in quotes, because
 * databases and parsers quote the value that they rejected.
 * @example redact('no row for "Ada" <ada@example.com>') // 'no row for … <…>'
 */
export const redact = (text: string): string => {
  const unquoted = text.slice(0, LONGEST).replace(QUOTED, '…');
  const unaddressed = unquoted.replace(WORD, (word) => (AT.test(word) ? hide(word) : word));
  return HIDDEN.reduce((rest, pattern) => rest.replace(pattern, '…'), unaddressed);
};

const hide = (word: string): string => word.replace(ADDRESS, '…');

/** Truncate to 4,000 characters: bounds log size and regex time. */
const LONGEST = 4_000;

const QUOTED = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|“[^”]*”/gs;

/** An address is searched for only in words with an at sign: a search takes quadratic time. */
const WORD = /[^\s<>()[\]{},;:"/]+/g;
const AT = /@|%40/;
const ADDRESS = /[^\s<>()[\]{},;:"/]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;

const HIDDEN: readonly RegExp[] = [
  // The rest of a personal page's path (not a module in a folder of that name), and any token.
  new RegExp(`(?<=/(?:${PERSONAL_PAGES.join('|')})/)(?![\\w-]+\\.tsx?:\\d)[^\\s)"']+`, 'g'),
  /(?<![\w-])[\w-]+(?:\.[\w-]*){1,5}\.[\w-]{20,}/g,
  /\b(?:re|whsec)_[\w+/=-]+|(?<=\b(?:Bearer|Basic) )\S+/g,
];

/** The same for any thrown value, including its stack trace. */
export const thrown = (error: unknown): string =>
  redact(error instanceof Error ? (error.stack ?? String(error)) : String(error));

/**
 * Masks an address: recognizable to its owner, but not usable by others, because emails are
 * forwarded.
 * @example maskAddress('ada@example.com') // 'a•••@e•••.com'
 */
export function maskAddress(address: string): string {
  const [local = '', domain = ''] = address.split('@');
  return `${local.slice(0, 1)}•••@${domain.slice(0, 1)}•••${domain.slice(domain.lastIndexOf('.'))}`;
}
