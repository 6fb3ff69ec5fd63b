/** Who may open the operator's pages: people whom Cloudflare Access lets through. */

import { createMiddleware } from 'hono/factory';
import { verifyWithJwks } from 'hono/jwt';
import type { Access } from '../../services/config.ts';
import type { AppContext, AppEnv } from '../shared/context.ts';
import { problem } from '../shared/responses.tsx';

/**
 * Without Access, the pages don't exist, except on a laptop. The request's host must be the site's,
 * because a page on another host could have been pointed at this Worker.
 */
export const onlyOperators = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.method !== 'GET') {
    c.header('Allow', 'GET');
    return problem(c, 405, ({ method }) => method);
  }
  const { config } = c.var.services;
  const { access, publicUrl } = config;
  const [here, site] = [new URL(c.req.url), new URL(publicUrl)];
  if (isLaptop(here) && isLaptop(site)) return next();
  if (access === null) return c.notFound();
  if (here.host === site.host && (await isLetThrough(c, access))) return next();
  return problem(c, 403, () => NO_ACCESS);
});

const isLaptop = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1'].includes(hostname);

/** https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/validating-json/ */
async function isLetThrough(c: AppContext, { team, audience }: Access): Promise<boolean> {
  const token = c.req.header('cf-access-jwt-assertion') ?? '';
  const keys = { allowedAlgorithms: ['RS256'], jwks_uri: `${team}/cdn-cgi/access/certs` } as const;
  try {
    const verification = { iss: team, aud: audience };
    const { exp } = await verifyWithJwks(token, { ...keys, verification }, howToFetch());
    // The library accepts a token that never expires.
    return typeof exp === 'number';
  } catch {
    return false;
  }
}

/** Cloudflare keeps the keys for five minutes; Access announces new ones days before using them. */
const howToFetch = (): RequestInit => ({
  cf: { cacheEverything: true, cacheTtl: 300 },
  redirect: 'manual',
  signal: AbortSignal.timeout(5_000),
});

const NO_ACCESS = {
  title: 'You can’t open this page',
  text: 'It’s for the operators of this site. Sign in through Cloudflare Access, then open it again.',
};
