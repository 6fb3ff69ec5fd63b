import { etag } from 'hono/etag';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../shared/env.ts';

/** The same for everyone who reads the same language: any cache may keep it for a while. */
export const cachedForAll = cached('public, max-age=300, stale-while-revalidate=86400');

/** Depends on where the visitor is: only their own browser may keep it. */
export const cachedByVisitor = cached('private, max-age=60, stale-while-revalidate=600');

/** Somebody's own, asked for again and again: kept, and checked each time it is used. */
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
