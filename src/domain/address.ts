import { DAY } from './time.ts';

/** An email address in two forms: the one to send to, and the one that identifies a person. */
export type Address = {
  /** As typed, with the domain as lower-case A-label: the only form used in an email. */
  readonly send: string;
  /**
   * NFC and lower case: identifies one person. Keeps tags and dots, which can tell people apart.
   */
  readonly key: string;
};

export type AddressFault =
  | 'missing'
  | 'control'
  | 'several'
  | 'no_at'
  | 'local'
  | 'local_not_ascii'
  | 'dots'
  | 'domain'
  | 'no_dot'
  | 'unreachable'
  | 'too_long';

export type AddressReading =
  | { readonly ok: true; readonly value: Address }
  | { readonly ok: false; readonly fault: AddressFault };

/**
 * Parses one email address as typed. The rule is that of HTML's email field, minus what it accepts
 * and no mailbox can have.
 * @example readAddress(' Ada@Bücher.example ') // { ok: true, value: { send: 'Ada@xn--…', … } }
 */
export function readAddress(typed: string): AddressReading {
  // Before trimming, because a line break is invalid at the end too.
  if (!typed.isWellFormed() || /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(typed)) return wrong('control');
  const text = typed.trim();
  if (text === '') return wrong('missing');
  if (/[\s<>,;]/.test(text)) return wrong('several');
  const at = text.lastIndexOf('@');
  if (at < 0) return wrong('no_at');
  return readParts(text.slice(0, at), text.slice(at + 1));
}

/**
 * An address for limits only: Gmail ignores dots, and `googlemail.com` is `gmail.com`. Elsewhere
 * addresses with and without dots are different people.
 * @example foldedAddress('a.da+course@googlemail.com') // 'ada+course@gmail.com'
 */
export function foldedAddress(key: string): string {
  const at = key.lastIndexOf('@');
  const [local, domain] = [key.slice(0, at).toLowerCase(), key.slice(at + 1).toLowerCase()];
  if (domain !== 'gmail.com' && domain !== 'googlemail.com') return `${local}@${domain}`;
  return `${local.replaceAll('.', '')}@gmail.com`;
}

/**
 * The mailbox of an address, for limits only: at many providers all sub-addresses (`+tag`) lead to
 * one. Never identifies a person: a school may give one to each pupil.
 * @example mailboxOf('school+ada@example.com') // 'school@example.com'
 */
export function mailboxOf(key: string): string {
  const [local, domain] = foldedAddress(key).split('@') as [string, string];
  return `${local.replace(/(?<=.)\+.*$/, '')}@${domain}`;
}

function readParts(local: string, typedDomain: string): AddressReading {
  if (!/^\p{ASCII}*$/u.test(local)) return wrong('local_not_ascii');
  if (!/^[\w.!#$%&'*+/=?^`{|}~-]+$/.test(local)) return wrong('local');
  if (/^\.|\.\.|\.$/.test(local)) return wrong('dots');
  if (local.length > 64) return wrong('too_long');
  const domain = asciiDomain(typedDomain);
  if (domain === null) return wrong('domain');
  if (!domain.includes('.')) return wrong('no_dot');
  if (isUnreachable(domain)) return wrong('unreachable');
  const send = `${local}@${domain}`;
  if (send.length > 254) return wrong('too_long');
  return { ok: true, value: { send, key: addressKeyOf(send) } };
}

/** The address that was probably meant, or null. @example meantAddress('a@gmial.com') // 'a@gmail.com' */
export function meantAddress({ send }: Address): string | null {
  const [local, domain] = send.split('@') as [string, string];
  const meant = meantDomain(domain);
  return meant && `${local}@${meant}`;
}

/** Whether its domain is reserved for documentation and tests. */
export const isExample = ({ send }: Address): boolean => isForExamples(send.split('@')[1]!);

/** The key of a stored address. */
export const addressKeyOf = (send: string): string => send.normalize('NFC').toLowerCase();

/** The domain as A-labels (`xn--…`) in lower case, or null if it is invalid. */
function asciiDomain(typed: string): string | null {
  if (PLAIN_DOMAIN.test(typed)) return plainDomain(typed.toLowerCase());
  // URL.parse accepts more than domains (ports, credentials): pass only letters, digits, dots and
  // hyphens.
  if (typed.length > 253 || !/^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61-]+$/u.test(typed)) return null;
  const host = URL.parse(`http://${typed}/`)?.hostname;
  if (host === undefined || !host.split('.').every(isLabel)) return null;
  return /(^|\.)\d+$/.test(host) ? null : host;
}

/** Fast path for most domains: ASCII, no A-label, no numeric top-level domain. */
const PLAIN_DOMAIN = /^(?!(.*\.)?xn--)[a-z\d.-]{1,249}\.[a-z]{2,}$/i;

const plainDomain = (domain: string): string | null =>
  domain.length <= 253 && domain.split('.').every(isLabel) ? domain : null;

const isLabel = (label: string): boolean => /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/.test(label);

const wrong = (fault: AddressFault): AddressReading => ({ ok: false, fault });

/** This many soft bounces in a row, without a delivery in between, suppress like a hard one. */
export const SOFT_BOUNCES = 3;

/** Ended by a delivery, the provider or the person; a complaint only by the operator. */
export const BOUNCE_REASONS = ['bounced', 'suppressed_by_provider'] as const;

export const isBounce = (reason: string | null): boolean =>
  BOUNCE_REASONS.some((known) => known === reason);

/** Milliseconds in which the former address can take it back. */
export const RESTORABLE = 7 * DAY;

// `ONLY_TO`: the addresses that a site for testing may email.

/** The keys of the addresses; null: everyone. */
export type OnlyTo = readonly string[] | null;

export const EVERYONE = '*';

/** The reason of an email that was left out because its address isn't listed. */
export const NOT_LISTED = 'not_listed';

/** An empty list emails no one. */
export const readOnlyTo = (text: string): OnlyTo =>
  text.trim() === EVERYONE
    ? null
    : entries(text).flatMap((entry) => {
        const read = readAddress(entry);
        return read.ok ? [read.value.key] : [];
      });

/** Entries that are no email address. */
export const unlistable = (text: string): string[] =>
  text.trim() === EVERYONE ? [] : entries(text).filter((entry) => !readAddress(entry).ok);

/** Whether this address may be emailed. */
export const mayEmail = (onlyTo: OnlyTo, address: string): boolean =>
  onlyTo === null || onlyTo.includes(addressKeyOf(address));

const entries = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

// What can be said of an email domain without asking the network.

/** The domain that was probably meant, or null. @example meantDomain('gmial.con') // 'gmail.com' */
export function meantDomain(domain: string): string | null {
  const dot = domain.lastIndexOf('.');
  const [host, top] = [domain.slice(0, dot), domain.slice(dot + 1)];
  const provider = PROVIDERS.find(([name, typos]) => name === host || typos.includes(host));
  const isCom = COM.includes(top) || (provider !== undefined && ['co', 'cm', 'om'].includes(top));
  const meant =
    DOMAINS.get(domain) ??
    (provider !== undefined && (isCom || top === 'com')
      ? `${provider[0]}.com`
      : `${host}.${isCom ? 'com' : (TOPS.get(top) ?? top)}`);
  return meant === domain ? null : meant;
}

/** Providers at `.com`, with the ways their names are mistyped. */
const PROVIDERS: readonly (readonly [string, readonly string[]])[] = [
  ['gmail', words('gmial gmai gamil gmal gmil gmaill gmali gnail gmeil gmaul gmaik gmailc gmsil')],
  ['googlemail', words('googlmail googelmail goglemail gogglemail')],
  ['hotmail', words('hotmial hotmal hotmai hotmil hormail hotnail homail hotmaill htomail')],
  ['outlook', words('outlok outloo outlool oulook outllok otlook outook outlock outloook')],
  ['yahoo', words('yaho yahooo yhoo yahho yaoo yhaoo yaboo')],
  ['icloud', words('iclud icoud icluod iclould iclouds icloude')],
];

/** Top-level domains that don't exist: slips of `.com`. */
const COM = words('con cmo ocm comm vom xom cim coom cpm comn');

/** Slips of others. */
const TOPS = new Map([
  ['nte', 'net'],
  ['ent', 'net'],
  ['ogr', 'org'],
  ['rog', 'org'],
]);

const DOMAINS = new Map([
  ['gmx.ed', 'gmx.de'],
  ['gxm.de', 'gmx.de'],
  ['web.ed', 'web.de'],
  ['t-onlin.de', 't-online.de'],
  ['t-onlien.de', 't-online.de'],
]);

/** Whether no mail server can exist there: RFC 6761, 6762, 7686, 9476, and ICANN's `.internal`. */
export const isUnreachable = (domain: string): boolean =>
  NOWHERE.includes(domain.slice(domain.lastIndexOf('.') + 1));

const NOWHERE = words(
  'invalid local localhost localdomain onion internal alt arpa lan home corp intranet private',
);

/** Whether a domain is reserved for documentation and tests: RFC 2606. */
export const isForExamples = (domain: string): boolean =>
  /(^|\.)(example|test|example\.(com|net|org))$/.test(domain);

function words(text: string): readonly string[] {
  return text.split(' ');
}
