import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { networkOf } from '../../domain/limits.ts';
import { isTimeZone, zoneName } from '../../domain/zones.ts';
import type { openServices, Services } from '../../services.ts';

export type AppEnv = {
  Bindings: Parameters<typeof openServices>[0];
  Variables: {
    services: Services;
    /** Work to do after the whole response has been sent. */
    later: (() => Promise<void>)[];
    /** The locale that the person chose, and the languages to choose from. */
    locale: string | undefined;
    languages: readonly string[] | undefined;
  };
};

type Variables = AppEnv['Variables'];

/**
 * The context of any route, even if its middleware sets more variables: Hono's type is invariant.
 */
export type AppContext<More = unknown> = Omit<Context<AppEnv>, 'get' | 'set'> & {
  readonly get: <K extends keyof Variables>(name: K) => Variables[K];
  readonly set: <K extends keyof Variables>(name: K, value: Variables[K]) => void;
  readonly var: Readonly<More>;
};

/** A page for another site's frame: the form, and what follows it there. */
export const isEmbedded = (c: AppContext): boolean =>
  c.req.path.startsWith('/embed/') ||
  (['/subscribe', '/check-your-inbox'].includes(c.req.path) && c.req.query('embed') === 'yes');

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

/** The time zone of their network, as reported by Cloudflare; empty if unknown. */
export function zoneOf(c: AppContext): string {
  const { timezone } = (c.req.raw.cf ?? {}) as { timezone?: unknown };
  return typeof timezone === 'string' && isTimeZone(timezone) ? zoneName(timezone) : '';
}

/** The network of the request; null in local development, where Cloudflare's header is missing. */
export const networkOfVisitor = (c: AppContext): string | null =>
  networkOf(c.req.header('cf-connecting-ip') ?? '');
