/** Cloudflare's API, with its own words for every failure. */
import { stripVTControlCharacters } from 'node:util';
import { Trouble } from '../world/terminal.ts';
import { type Finished, runWrangler } from '../world/wrangler.ts';

export type Answer<T> = { readonly ok: true; readonly result: T } | Failure;

export type Failure = {
  readonly ok: false;
  /** Null: no answer. */
  readonly status: number | null;
  readonly code: number | null;
  /** What the API said. */
  readonly said: string;
};

export type Api = {
  readonly get: <T>(path: string) => Promise<Answer<T>>;
  readonly post: <T>(path: string, body: unknown) => Promise<Answer<T>>;
};

export type ApiOptions = {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds to wait for an answer (default: 20 s). */
  readonly patience?: number | undefined;
};

/** Logs in to the API as wrangler does. */
export const connect = async (env: NodeJS.ProcessEnv): Promise<Api> =>
  cloudflareApi({
    base: apiBase(env),
    headers: await credentials(env, (args) => runWrangler(args, env)),
  });

export const apiBase = (env: NodeJS.ProcessEnv): string =>
  env.CLOUDFLARE_API_BASE_URL ?? 'https://api.cloudflare.com/client/v4';

/** A client of the API. */
export function cloudflareApi({ base, headers, patience = 20_000 }: ApiOptions): Api {
  const call = async <T>(path: string, init: RequestInit = {}): Promise<Answer<T>> => {
    try {
      const response = await fetch(`${base}${path}`, {
        ...init,
        headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'milepost/1' },
        signal: AbortSignal.timeout(patience),
      });
      return answerOf<T>(response.status, await response.text());
    } catch (error) {
      return { ok: false, status: null, code: null, said: unanswered(error) };
    }
  };
  return {
    get: (path) => call(path),
    post: (path, body) => call(path, { method: 'POST', body: JSON.stringify(body) }),
  };
}

/** The Worker doesn't exist; for `workers/subdomain`, the account has no name there. */
export const NOT_THERE = 10007;

/** Reports a failure that only the API can explain. Nothing was uploaded before. */
export function failed(what: string, failure: Failure, permission: string): Trouble {
  const { status, code, said } = failure;
  const answer = status === null ? said : `Cloudflare answered ${status}: ${said}`;
  const why = `${answer}${code === null ? '' : ` [code: ${code}]`}`;
  if (status === 401 || status === 403) {
    return new Trouble(
      what,
      why,
      `Log in with an account that may do this: npx wrangler login\nA CLOUDFLARE_API_TOKEN needs the permission ${permission}.`,
    );
  }
  return new Trouble(
    what,
    why,
    'Run this again in a few minutes; https://www.cloudflarestatus.com shows outages.',
  );
}

/** The headers of wrangler's login, or of the token in the environment. */
export async function credentials(
  env: NodeJS.ProcessEnv,
  wrangler: (args: string[]) => Promise<Finished>,
): Promise<Record<string, string>> {
  if (env.CLOUDFLARE_API_TOKEN) return { authorization: `Bearer ${env.CLOUDFLARE_API_TOKEN}` };
  const { code, stdout, stderr } = await wrangler(['auth', 'token', '--json']);
  const login = code === 0 ? readLogin(stdout) : null;
  if (login) return login;
  throw new Trouble(
    "You're not logged in to Cloudflare.",
    plain(stderr) || 'The course runs in an account of yours; the free plan is enough.',
    'Run: npx wrangler login\n(In CI, set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID instead.)',
  );
}

function readLogin(stdout: string): Record<string, string> | null {
  try {
    const { token, key, email } = JSON.parse(stdout) as Record<string, string | undefined>;
    if (token) return { authorization: `Bearer ${token}` };
    return key && email ? { 'x-auth-key': key, 'x-auth-email': email } : null;
  } catch {
    return null;
  }
}

/** The end of a command's output, without colors. */
export const plain = (output: string): string =>
  stripVTControlCharacters(output).trim().slice(-1_500);

function answerOf<T>(status: number, text: string): Answer<T> {
  const failure = (code: number | null, said: string): Failure => ({
    ok: false,
    status,
    code,
    said,
  });
  let body: { success?: boolean; result?: T; errors?: { code?: number; message?: string }[] };
  try {
    body = JSON.parse(text);
  } catch {
    return failure(null, text.trim().slice(0, 300) || 'an empty answer');
  }
  if (status < 300 && body?.success === true) return { ok: true, result: body.result as T };
  const [first] = body?.errors ?? [];
  return failure(first?.code ?? null, first?.message ?? text.slice(0, 300));
}

function unanswered(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: Error };
  if (name === 'TimeoutError') return "Cloudflare's API didn't answer in time.";
  return `Cloudflare's API can't be reached: ${cause?.message || message}.`;
}
