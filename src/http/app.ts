/** The Worker's pages and its small API, assembled from the routes of each feature. */

import { Hono } from 'hono/tiny';
import { onlyOperators } from './admin/access.ts';
import { admin } from './admin/admin-route.tsx';
import { calendar } from './calendar/calendar-route.ts';
import { confirmAddress, restoreAddress } from './confirm/address-route.tsx';
import { confirm } from './confirm/confirm-route.tsx';
import { unsubscribe } from './leave/unsubscribe-route.tsx';
import { manage } from './manage/manage-route.tsx';
import { ownData } from './manage/own-data-route.tsx';
import { answerFirst } from './middleware/answer-first.ts';
import { limitBody } from './middleware/body.ts';
import { allowOrigins } from './middleware/cross-origin.ts';
import { securityHeaders } from './middleware/headers.ts';
import { onError } from './middleware/on-error.tsx';
import { withServices } from './middleware/with-services.tsx';
import { health, webhooks } from './operator/operator-routes.ts';
import { lessons, pages } from './reading/course-route.tsx';
import { site } from './reading/site-route.tsx';
import { tasks } from './reading/task-route.ts';
import type { AppContext, AppEnv } from './shared/context.ts';
import { problem } from './shared/responses.tsx';
import { embed } from './sign-up/embed-route.tsx';
import { home } from './sign-up/home-route.tsx';
import { inbox } from './sign-up/inbox-route.tsx';
import { plan } from './sign-up/plan-route.tsx';
import { subscribe } from './sign-up/subscribe-route.tsx';

export const app = new Hono<AppEnv>();

app.use(answerFirst);
app.use(securityHeaders);
app.use('/subscribe', allowOrigins);
app.use(limitBody);
app.use(withServices);
app.use('/admin/*', onlyOperators);

app.route('/', home);
app.route('/', site);
app.route('/', subscribe);
app.route('/', inbox);
app.route('/embed', embed);
app.route('/plan', plan);
app.route('/confirm', confirm);
app.route('/confirm-address', confirmAddress);
app.route('/restore-address', restoreAddress);
app.route('/manage', manage);
app.route('/manage', ownData);
app.route('/unsubscribe', unsubscribe);
app.route('/calendar', calendar);
app.route('/lessons', lessons);
app.route('/tasks', tasks);
app.route('/pages', pages);
app.route('/admin', admin);
app.route('/health', health);
app.route('/webhooks', webhooks);

app.notFound((c) => {
  const methods = methodsAt(c.req.path);
  const wrong = methods.length > 0 && !methods.includes(c.req.method);
  return wrong
    ? notAllowed(c, methods)
    : problem(c, 404, ({ notFound }) => notFound, { href: '/' });
});

app.onError(onError);

/** The methods that have a route for this path. HEAD is answered like GET. */
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
