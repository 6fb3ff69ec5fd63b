import { etag } from 'hono/etag';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../shared/env.ts';

/** The same for everyone with the same language: shared caches may keep it. */
export const cachedForAll = cached('public, max-age=300, stale-while-revalidate=86400');

/** Depends on the visitor's location: only their own browser may keep it. */
export const cachedByVisitor = cached('private, max-age=60, stale-while-revalidate=600');

/** Personal and polled: kept by the browser, revalidated on each use. */
export const askedAgain = cached('private, no-cache');

function cached(cacheControl: string) {
  const tagged = etag();
  return createMiddleware<AppEnv>((c, next) =>
    tagged(c, async () => {
      await next();
      if (c.res.status !== 200) return;
      c.res.headers.set('Cache-Control', cacheControl);
      c.res.headers.set('Vary', 'Accept, Accept-Language');
    }),
  );
}
