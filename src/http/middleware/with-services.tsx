import { createMiddleware } from 'hono/factory';
import { openServices } from '../../services.ts';
import type { Ports } from '../../usecases/ports.ts';
import { load } from '../../usecases/show.ts';
import { type AppContext, type AppEnv, wantsJson } from '../shared/context.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import { withinSite } from '../shared/paths.ts';
import { Button, MessagePage, page } from '../shared/responses.tsx';

/** With an incomplete configuration, every page lists the problems. */
export const withServices = createMiddleware<AppEnv>(async (c, next) => {
  const services = openServices(c.env, c.req.raw);
  if ('problems' in services) return notReady(c, services.problems);
  if (await lacksTables(services.ports)) return notReady(c, [NOT_MIGRATED]);
  c.set('services', services);
  return next();
});

/** Tables are never dropped: check once per Worker instance. */
let seen = false;

async function lacksTables(ports: Ports): Promise<boolean> {
  if (seen) return false;
  try {
    await load(ports, '');
    seen = true;
    return false;
  } catch (error) {
    // On other database errors, pages that do not need the database still work.
    return /no such (table|column)/.test(String(error));
  }
}

const NOT_MIGRATED =
  'The database has no tables yet. Run `npm run deploy`; on a laptop, `npm start`.';

function notReady(c: AppContext, problems: readonly string[]) {
  c.header('Retry-After', '60');
  c.header('Cache-Control', 'no-store');
  if (c.req.path === '/health' || wantsJson(c)) return c.json({ ok: false, problems }, 503);
  const here = c.req.method === 'GET' ? withinSite(c.req.path) : '/';
  return page(c, <NotReady problems={problems} here={here} />, 503);
}

type NotReadyProps = {
  readonly problems: readonly string[];
  /** The path to try again. */
  readonly here: string;
};

/** For the operator, during setup. Names settings, never their values. */
export const NotReady = ({ problems, here }: NotReadyProps) => {
  const { layout, errors } = useI18n().words;
  const { notReady } = layout;
  return (
    <MessagePage title={notReady.title} lead={notReady.text} prose>
      <Button href={here}>{errors.failed.tryAgain}</Button>
      <h2>{notReady.forOperator}</h2>
      <ul>
        {problems.map((problem) => (
          <li>{problem}</li>
        ))}
      </ul>
      <p class="fine">
        <Rich text={notReady.health} parts={{ health: '/health' }} />
      </p>
    </MessagePage>
  );
};
