import { Hono } from 'hono/tiny';
import type { AppEnv } from '../shared/context.ts';

/** The operator's pages. Their code is loaded by the first request for one of them. */
export const admin = new Hono<AppEnv>();

admin.get('/', async (c) => (await import('./overview-page.tsx')).overviewPage(c));
admin.get('/person', async (c) => (await import('./person-page.tsx')).personPage(c));
admin.get('/runs', async (c) => (await import('./runs-page.tsx')).runsPage(c));
admin.get('/emails', async (c) => (await import('./emails-page.tsx')).emailsPage(c));
admin.get('/emails.csv', async (c) => (await import('./emails-page.tsx')).emailsFile(c));
admin.get('/runs/:file{[a-z-]+\\.csv}', async (c) => (await import('./runs-page.tsx')).runsFile(c));
admin.get('/:file{[a-z-]+\\.csv}', async (c) =>
  (await import('./overview-page.tsx')).overviewFile(c),
);
