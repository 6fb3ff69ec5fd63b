import { etag } from 'hono/etag';
import { createMiddleware } from 'hono/factory';
import { type AppContext, type AppEnv, isEmbedded } from '../shared/context.ts';
import { isAdmin, isPersonal } from '../shared/paths.ts';
import { NO_TRANSFORM } from '../shared/responses.tsx';
import { WIDGET } from '../shared/turnstile.ts';
import { keepPage, keptPage } from './page-cache.ts';

/**
 * Sets the security headers on every response, errors included. Hono's `secureHeaders` would add
 * 1 KB gzip: its table has twelve headers, of which six are used here.
 */
export const securityHeaders = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const personal = isPersonal(c.req.path) || isAdmin(c.req.path);
  // Not `c.header`, which at this point creates a new response for each header.
  const { headers } = c.res;
  for (const [name, value] of HEADERS) headers.set(name, value);
  const framers = framersOf(c);
  // It can't list sites.
  if (framers.length > 0) headers.delete('X-Frame-Options');
  // Routes may override these: a calendar feed is polled, and a copy of an email has inline styles.
  const unlessSaid = (name: string, value: string): void => {
    if (!headers.has(name)) headers.set(name, value);
  };
  unlessSaid(
    'Content-Security-Policy',
    contentPolicy(personal, Boolean(c.var.services?.config.turnstile), framers),
  );
  headers.set('Referrer-Policy', personal ? 'no-referrer' : 'strict-origin-when-cross-origin');
  // A POST response must not be reused, and a failed request may succeed on retry.
  const passing = !['GET', 'HEAD'].includes(c.req.method) || c.res.status >= 500;
  if (personal || passing) addCaching(headers, 'no-store');
  if (isEmbedded(c)) headers.set('X-Robots-Tag', 'noindex');
  if (!personal) return;
  headers.set('X-Robots-Tag', 'noindex, nofollow');
});

/** The sites that may frame this page. */
const framersOf = (c: AppContext): readonly string[] =>
  (isEmbedded(c) && c.var.services?.config.embedOrigins) || [];

/** Leaves what a route has said, except that a page with an address is not to be transformed. */
function addCaching(headers: Headers, caching: string): void {
  const said = headers.get('Cache-Control');
  if (said === null) headers.set('Cache-Control', caching);
  if (said === NO_TRANSFORM) headers.set('Cache-Control', `${caching}, ${NO_TRANSFORM}`);
}

/** Keep in sync with `src/http/assets/_headers`, which covers the static files. */
const HEADERS = Object.entries({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
});

/** Personal pages run no script; other pages allow Turnstile's if its keys are set. */
const contentPolicy = (personal: boolean, checked: boolean, framers: readonly string[]): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    `script-src ${personal ? "'none'" : checked ? `'self' ${WIDGET}` : "'self'"}`,
    ...(checked && !personal ? [`frame-src ${WIDGET}`] : []),
    "connect-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${framers.join(' ') || "'none'"}`,
  ].join('; ');

/** Shows what its visitor typed: kept nowhere, and unchanged by proxies. */
export const keptNowhere = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  c.res.headers.set('Cache-Control', 'no-store, no-transform');
  c.res.headers.set('X-Robots-Tag', 'noindex');
});

/** The same for everyone with the same language: shared caches may keep it. */
export const cachedForAll = kept(cached('public, max-age=300, stale-while-revalidate=86400'));

/** Depends on the visitor's location: only their own browser may keep it. */
export const cachedByVisitor = kept(cached('private, max-age=60, stale-while-revalidate=600'));

/** Personal and polled: kept by the browser, revalidated on each use. */
export const cachedWithRevalidation = cached('private, no-cache');

function cached(cacheControl: string) {
  const tagged = etag();
  return createMiddleware<AppEnv>((c, next) =>
    tagged(c, async () => {
      await next();
      if (c.res.status !== 200) return;
      addCaching(c.res.headers, cacheControl);
      c.res.headers.set('Vary', 'Accept, Accept-Language');
    }),
  );
}

/** A public page is rendered once per Worker instance. */
function kept(inner: ReturnType<typeof cached>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const page = keptPage(c);
    const answer = async (): Promise<void> => {
      if (page) c.res = page;
      else await next();
    };
    await inner(c, answer);
    if (!page) await keepPage(c);
  });
}
