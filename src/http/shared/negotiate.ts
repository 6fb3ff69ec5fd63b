import { accepts } from 'hono/accepts';
import type { AppContext } from './env.ts';

/** JSON if the request accepts or sends it, else HTML. */
export const wantsJson = (c: AppContext): boolean => speaksJson(c) || prefersJson(c);

export const speaksJson = (c: AppContext): boolean =>
  /^application\/([\w.-]+\+)?json\b/i.test(c.req.header('content-type') ?? '');

const prefersJson = (c: AppContext): boolean =>
  accepts(c, {
    header: 'Accept',
    supports: ['text/html', 'application/json'],
    default: 'text/html',
  }) === 'application/json';
