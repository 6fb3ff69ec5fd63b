import { accepts } from 'hono/accepts';
import type { AppContext } from './env.ts';

/** Programs get JSON when they ask for it or speak it; everyone else gets a page. */
export const wantsJson = (c: AppContext): boolean => speaksJson(c) || prefersJson(c);

export const speaksJson = (c: AppContext): boolean =>
  /^application\/([\w.-]+\+)?json\b/i.test(c.req.header('content-type') ?? '');

const prefersJson = (c: AppContext): boolean =>
  accepts(c, {
    header: 'Accept',
    supports: ['text/html', 'application/json'],
    default: 'text/html',
  }) === 'application/json';
