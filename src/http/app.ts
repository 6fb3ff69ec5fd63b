/** The Worker's pages and its small API: one file a URL prefix in `routes/`. */

import { Hono } from 'hono/tiny';
import { answerFirst } from './after-answer.ts';
import { problem } from './answers.tsx';
import { limitBody } from './body.ts';
import type { AppContext, AppEnv } from './env.ts';
import { failed } from './failed.tsx';
import { withServices } from './ready.tsx';
import { calendar } from './routes/calendar.ts';
import { confirm } from './routes/confirm.tsx';
import { confirmAddress } from './routes/confirm-address.tsx';
import { health } from './routes/health.ts';
import { home } from './routes/home.tsx';
import { lessons } from './routes/lessons.tsx';
import { manage } from './routes/manage.tsx';
import { ownData } from './routes/own-data.tsx';
import { pages } from './routes/pages.tsx';
import { plan } from './routes/plan.tsx';
import { site } from './routes/site.tsx';
import { subscribe } from './routes/subscribe.tsx';
import { unsubscribe } from './routes/unsubscribe.tsx';
import { webhooks } from './routes/webhooks.ts';
import { securityHeaders } from './security.ts';

export const app = new Hono<AppEnv>();

app.use(answerFirst);
app.use(securityHeaders);
app.use(limitBody);
app.use(withServices);

app.route('/', home);
app.route('/', site);
app.route('/', subscribe);
app.route('/plan', plan);
app.route('/confirm', confirm);
app.route('/confirm-address', confirmAddress);
app.route('/manage', manage);
app.route('/manage', ownData);
app.route('/unsubscribe', unsubscribe);
app.route('/calendar', calendar);
app.route('/lessons', lessons);
app.route('/pages', pages);
app.route('/health', health);
app.route('/webhooks', webhooks);

app.notFound((c) => {
  const methods = methodsAt(c.req.path);
  const wrong = methods.length > 0 && !methods.includes(c.req.method);
  return wrong
    ? notAllowed(c, methods)
    : problem(c, 404, ({ notFound }) => notFound, { href: '/' });
});

app.onError(failed);

/** What the routes answer at this path; to HEAD as to GET. */
function methodsAt(path: string): readonly string[] {
  const answers = (method: string): boolean =>
    app.router.match(method, path)[0].some(([[, route]]) => route.method === method);
  return [...(answers('GET') ? ['GET', 'HEAD'] : []), ...(answers('POST') ? ['POST'] : [])];
}

function notAllowed(c: AppContext, methods: readonly string[]) {
  c.header('Allow', [...methods, 'OPTIONS'].join(', '));
  if (c.req.method === 'OPTIONS') return c.body(null, 204);
  return problem(c, 405, ({ method }) => method);
}
