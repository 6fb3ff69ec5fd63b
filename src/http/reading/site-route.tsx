import { Hono } from 'hono/tiny';
import { PERSONAL_PAGES } from '../../domain/redact.ts';
import { cachedForAll } from '../middleware/caching.ts';
import type { AppEnv } from '../shared/env.ts';
import { page } from '../shared/responses.tsx';
import { Privacy } from './privacy.tsx';

export const site = new Hono<AppEnv>();

site.get('/privacy', cachedForAll, (c) => {
  const { config, courses } = c.var.services;
  const { postalAddress, replyTo } = config;
  const forgetAfter = courses.all.map((course) => course.forgetAfter);
  return page(c, <Privacy {...{ postalAddress, replyTo, forgetAfter }} />);
});

site.get('/robots.txt', cachedForAll, (c) => c.text(ROBOTS));

const ROBOTS = [
  'User-agent: *',
  ...PERSONAL_PAGES.map((name) => `Disallow: /${name}/`),
  'Disallow: /plan',
  '',
].join('\n');
