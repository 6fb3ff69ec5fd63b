import { type AppContext, type AppEnv, zoneOf } from '../shared/context.ts';

type Kept = { readonly body: ArrayBuffer; readonly headers: Headers };

/** Bounds the memory: the longest pages have 40 KB. */
const MOST_PAGES = 100;

/** A longer `Accept-Language` is no browser's. */
const LONGEST = 200;

/** By the settings, which never change, and by everything else that a public page depends on. */
const pages = new WeakMap<AppEnv['Bindings'], Map<string, Kept>>();

/** A copy of the response to an equal request, if it is still kept. */
export function keptPage(c: AppContext): Response | undefined {
  const kept = pages.get(c.env)?.get(keyOf(c) ?? '');
  return kept && new Response(kept.body, kept);
}

/** Keeps the response for equal requests. */
export async function keepPage(c: AppContext): Promise<void> {
  const key = keyOf(c);
  if (key === null || c.res.status !== 200) return;
  const own = pages.get(c.env) ?? new Map<string, Kept>();
  pages.set(c.env, own);
  if (own.size >= MOST_PAGES) own.clear();
  const body = await c.res.clone().arrayBuffer();
  own.set(key, { body, headers: new Headers(c.res.headers) });
}

/** Null if the page may depend on something else: a form's values, and with a date the time. */
function keyOf(c: AppContext): string | null {
  const { pathname, search } = new URL(c.req.url);
  const languages = c.req.header('accept-language') ?? '';
  const isPlain = /^(\?locale=[\w-]*)?$/.test(search) && languages.length <= LONGEST;
  if (c.req.method !== 'GET' || !isPlain) return null;
  return [pathname, search, languages, zoneOf(c)].join('\n');
}
