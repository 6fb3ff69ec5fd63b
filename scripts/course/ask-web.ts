import { DAY } from '../../src/domain/time.ts';

/** What a site said of a link. `unclear`: it could not be checked, which proves nothing. */
export type Answer = { readonly is: 'live' | 'dead' | 'unclear'; readonly why: string };

/** When a link was last found to be live, in epoch milliseconds. */
export type Cache = { readonly [url: string]: number };

export type Web = {
  readonly fetch: typeof fetch;
  /** Waits between two requests to the same host. */
  readonly pause: () => Promise<void>;
};

/** If every host fails like this, the computer is offline. */
const NO_HOST = 'has no such host';
export const NO_CONNECTION = 'has no connection';

const CACHE_DAYS = 30;
const HOSTS_AT_ONCE = 6;
const TIMEOUT_MS = 20_000;

/**
 * Asks for every link, one host at a time and several hosts in parallel. A link that was live in
 * the last 30 days isn't asked for again.
 * @returns the answers by URL, and the cache for the next time
 */
export async function askWeb(
  urls: readonly string[],
  cache: Cache,
  now: number,
  web: Web,
): Promise<{ answers: Map<string, Answer>; cache: Cache; asked: number }> {
  const fresh = Object.entries(cache).filter(([, at]) => now - at < CACHE_DAYS * DAY);
  const known = new Map(fresh);
  const answers = new Map<string, Answer>();
  const hosts = new Map<string, string[]>();
  for (const url of urls) {
    if (known.has(url)) answers.set(url, { is: 'live', why: 'checked lately' });
    else hosts.set(new URL(url).host, [...(hosts.get(new URL(url).host) ?? []), url]);
  }
  const queue = [...hosts.values()];
  const worker = async () => {
    for (let own = queue.shift(); own; own = queue.shift()) {
      for (const [index, url] of own.entries()) {
        if (index > 0) await web.pause();
        const answer = await ask(url, web);
        answers.set(url, answer);
        if (answer.is === 'live') known.set(url, now);
      }
    }
  };
  const urlsAsked = queue.flat();
  await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, worker));
  const asked = urlsAsked.length;
  if (asked > 1 && urlsAsked.every((url) => answers.get(url)?.why === NO_HOST)) {
    for (const url of urlsAsked) answers.set(url, { is: 'unclear', why: NO_CONNECTION });
  }
  return { answers, cache: Object.fromEntries([...known].sort()), asked };
}

async function ask(url: string, web: Web): Promise<Answer> {
  try {
    const head = await request(url, 'HEAD', web);
    if (head < 400 || head === 429) return answerOf(head);
    // Many sites refuse HEAD, or answer it wrongly.
    await web.pause();
    return answerOf(await request(url, 'GET', web));
  } catch (error) {
    return failureOf(error as Error);
  }
}

async function request(url: string, method: 'HEAD' | 'GET', web: Web): Promise<number> {
  const response = await web.fetch(url, {
    method,
    redirect: 'follow',
    headers: { 'user-agent': 'Mozilla/5.0 (compatible; milepost-lint)', accept: '*/*' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  return response.status;
}

/** Sites answer 401, 403, 429 and 5xx to programs, or for a while, also for pages that exist. */
const UNCLEAR = new Set([401, 403, 405, 406, 408, 418, 425, 429, 451, 999]);

function answerOf(status: number): Answer {
  const why = `answers ${status}`;
  if (status < 400) return { is: 'live', why };
  return { is: UNCLEAR.has(status) || status >= 500 ? 'unclear' : 'dead', why };
}

function failureOf(error: Error): Answer {
  const { code = error.name } = (error.cause ?? {}) as { code?: string };
  if (code === 'ENOTFOUND') return { is: 'dead', why: NO_HOST };
  if (/CERT|ALTNAME/.test(code)) return { is: 'dead', why: `has a broken certificate (${code})` };
  return { is: 'unclear', why: `didn't answer (${code})` };
}
