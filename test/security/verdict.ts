/** What must hold for every response. */
const COPY_OF_A_MAIL =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'none'; frame-ancestors 'none'";

type Said = { readonly status: number; readonly headers: Headers };

type Answer = Said & { readonly text: string };

/** Everything wrong with a response to input `typed`. */
export async function faultsOf(path: string, answer: Answer, typed: string): Promise<string[]> {
  const { status, headers, text } = answer;
  const type = headers.get('content-type') ?? '';
  const faults = headerFaults(new URL(path, 'https://x.example').pathname, answer);
  // /health reports problems with status 503.
  const isSick = status === 503 && path.startsWith('/health') && /^$|^{"ok":false/.test(text);
  if (status >= 500 && !isSick) faults.push(`status ${status}`);
  const location = headers.get('location');
  if (location !== null && !OWN_PLACES.test(location)) faults.push(`location: ${location}`);
  if (text === '') return faults;
  if (type.startsWith('text/html')) {
    if (/[<>"]/.test(typed) && text.includes(typed)) faults.push('an unescaped echo');
    if (typed.length > 5) faults.push(...(await markupFaults(text, isCopy(path, status))));
  } else if (type.startsWith('application/json')) {
    if (!isJson(text)) faults.push('broken JSON');
  } else if (typed.length > 5 && text.includes(typed)) {
    faults.push(`an echo in ${type || 'an answer without a type'}`);
  }
  return faults;
}

/** The only redirects; parameters don't change their targets. */
const OWN_PLACES =
  /^\/(check-your-inbox(\?(embed=yes&)?sent=[\w-]+|\?embed=yes)?|manage\/[\w.-]+\?saved=\w+(&lesson=[\w-]+#[\w-]+)?)$/;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Wrong or missing headers of a response at this path. */
export function headerFaults(path: string, { status, headers }: Said): string[] {
  const personal = isPersonal(path);
  const faults: string[] = [];
  const expectThat = (name: string, holds: (value: string) => boolean): void => {
    const value = headers.get(name);
    if (value === null || !holds(value)) faults.push(`${name}: ${value}`);
  };
  const is = (wanted: string) => (value: string) => value === wanted;
  expectThat('x-content-type-options', is('nosniff'));
  expectThat('x-frame-options', is('DENY'));
  expectThat('strict-transport-security', (value) => Number(/\d+/.exec(value)) >= 31_536_000);
  expectThat('cross-origin-opener-policy', is('same-origin'));
  expectThat('cross-origin-resource-policy', is('same-origin'));
  expectThat('permissions-policy', (value) => DENIED.every((one) => value.includes(`${one}=()`)));
  expectThat('content-security-policy', (value) => isStrict(value, isCopy(path, status)));
  if (personal) {
    expectThat('referrer-policy', is('no-referrer'));
    expectThat('x-robots-tag', is('noindex, nofollow'));
    expectThat('content-security-policy', (value) => !/script-src (?!'none')/.test(value));
    expectThat('cache-control', (value) => isNotStored(value) || isFeed(path, status, value));
  } else {
    expectThat('referrer-policy', (value) => /^(strict-origin-when-cross|no-ref)/.test(value));
  }
  for (const name of NEVER) if (headers.has(name)) faults.push(`${name}: ${headers.get(name)}`);
  if (status === 500 || status === 503) expectThat('cache-control', isNotStored);
  if (status === 405) expectThat('allow', (value) => value.includes('OPTIONS') || isAdmin(path));
  return faults;
}

const DENIED = ['camera', 'microphone', 'geolocation', 'payment', 'usb'];

/** Cookies would track, CORS would expose pages, and the others reveal the software. */
const NEVER = ['set-cookie', 'access-control-allow-origin', 'server', 'x-powered-by', 'refresh'];

const isCopy = (path: string, status: number): boolean =>
  status === 200 && /^\/manage\/[^/]+\/mail\//.test(path);

/** A page that shows an address must not be transformed on its way. */
const isNotStored = (value: string): boolean => /^no-store(, no-transform)?$/.test(value);

/** The calendar feed may be cached if it's revalidated each time. */
const isFeed = (path: string, status: number, value: string): boolean =>
  path.startsWith('/calendar/') && [200, 304].includes(status) && value === 'private, no-cache';

/**
 * No inline script or style, no other origin, no framing; only a copy of an email has inline
 * styles.
 */
function isStrict(policy: string, copy: boolean): boolean {
  if (copy) return policy === COPY_OF_A_MAIL;
  const rules = new Map(
    policy.split(/;\s*/).map((rule) => [rule.split(' ')[0]!, rule.split(' ').slice(1)]),
  );
  const sources = [...rules.values()].flat();
  return (
    sources.every((source) => ["'none'", "'self'"].includes(source)) &&
    ['default-src', 'base-uri', 'frame-ancestors'].every(
      (rule) => `${rules.get(rule)}` === "'none'",
    )
  );
}

/** Paths that open personal data: the URL alone gives access. */
const PERSONAL = [
  '/confirm',
  '/confirm-address',
  '/restore-address',
  '/manage',
  '/unsubscribe',
  '/calendar',
  '/admin',
];

const isAdmin = (path: string): boolean => path === '/admin' || path.startsWith('/admin/');

const isPersonal = (path: string): boolean =>
  PERSONAL.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));

/** Markup that a page must not contain, whatever the input. */
async function markupFaults(html: string, copy: boolean): Promise<string[]> {
  const faults: string[] = [];
  const rewriter = new HTMLRewriter().on('*', {
    element({ tagName, attributes }) {
      // Without an address, it only says where links open.
      if (tagName === 'base' && [...attributes].join() === 'target,_blank') return;
      if (!TAGS.has(tagName) && !(tagName === 'style' && copy)) faults.push(`<${tagName}>`);
      for (const [name, value] of attributes as Iterable<[string, string]>) {
        const isBad = /^on|^srcdoc$|^formaction$|^xlink/.test(name) || (name === 'style' && !copy);
        if (isBad) faults.push(`${tagName} ${name}`);
        if (/^(href|src|action|poster|data)$/.test(name) && !isOwn(value)) {
          faults.push(`${tagName} ${name}="${value}"`);
        }
      }
    },
  });
  await rewriter.transform(new Response(html)).text();
  return faults;
}

const isOwn = (url: string): boolean =>
  /^(\/(?![/\\])|#|\?|(https|webcal):\/\/[\w.-]+(\/|$)|mailto:)/.test(url);

/** Every element that our pages use. */
const TAGS = new Set(
  `html head meta title link script body a header svg path main footer p article section h1 h2 h3 h4
   form label input select optgroup option button div span ul ol li dl dt dd strong em b i code pre
   details summary time table thead tbody tr th td caption fieldset legend small br hr blockquote nav
   circle g text figure figcaption kbd abbr sup sub aside textarea rect line s del ins`.split(
    /\s+/,
  ),
);
