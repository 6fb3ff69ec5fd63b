import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { embedOriginsOf } from '../../services/config.ts';
import type { AppEnv } from '../shared/context.ts';

/** Lets the scripts of the listed sites send JSON and read the response, without credentials. */
export const allowOrigins = createMiddleware<AppEnv>((c, next) => {
  // Not from the services, which aren't open yet where a request is rejected early.
  const origin = [...embedOriginsOf(c.env)];
  return origin.length === 0 ? next() : cors({ origin, ...POSTS })(c, next);
});

const POSTS = {
  allowMethods: ['POST'],
  allowHeaders: ['content-type'],
  exposeHeaders: ['Retry-After'],
  maxAge: 86_400,
};
