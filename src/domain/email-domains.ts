/** What can be said of an email domain without asking the network. */

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
