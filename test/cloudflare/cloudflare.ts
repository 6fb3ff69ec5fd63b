/**
 * A stand-in for Cloudflare's API. The real wrangler talks to it; SQLite is behind its D1.
 *
 * ```ts
 * const cloud = await startCloudflare();
 * await runWrangler(['d1', 'list', '--json'], cloud.env);   // from scripts/world/wrangler.ts
 * cloud.account.databases[0].sqlite.exec('…');               // look inside, or prepare a state
 * cloud.fail({ path: /\/secrets$/, status: 500 });           // the next days are bad ones
 * await cloud.stop();
 * ```
 */
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '../../scripts/world/http-listen.ts';
import { quietly } from '../../scripts/world/wrangler.ts';
import { type Account, createAccount } from './account.ts';
import { answer } from './api.ts';
import { ApiError, type Call } from './call.ts';
import { etagOf } from './d1.ts';

/** What matching calls get instead of an answer. */
export type Fault = {
  readonly path: RegExp;
  readonly method?: string;
  /** Default: 500. `hang` gives no answer, `cut` closes the connection. */
  readonly status?: number | 'hang' | 'cut';
  readonly code?: number;
  readonly message?: string;
  /** The call takes effect, and only its answer is lost. */
  readonly after?: boolean;
  /** How many calls fail; default: all. */
  times?: number;
};

export type Cloudflare = Awaited<ReturnType<typeof startCloudflare>>;

export async function startCloudflare({ subdomain = 'ada' as string | null } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'milepost-cloudflare-'));
  const account = createAccount('First', subdomain);
  const accounts: Account[] = [account];
  const faults: Fault[] = [];
  const calls: string[] = [];
  const unrouted: string[] = [];
  let base = '';
  const cloud = {
    account,
    accounts,
    /** Each call as `GET /accounts/…`, in order. */
    calls,
    /** Calls that the stand-in has no route for. */
    unrouted,
    clock: Date.now,
    get base() {
      return `${base}/client/v4`;
    },
    /** For wrangler: its own home, this API, a token and the first account. */
    get env(): NodeJS.ProcessEnv {
      return {
        ...quietly(home),
        HOME: home,
        XDG_CONFIG_HOME: home,
        CLOUDFLARE_API_BASE_URL: cloud.base,
        CLOUDFLARE_API_TOKEN: 'a-token',
        CLOUDFLARE_ACCOUNT_ID: account.id,
      };
    },
    fail: (...some: Fault[]) => faults.push(...some),
    heal: () => faults.splice(0),
    stop: async () => {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
  const server = await listen(0, async (request, response) => {
    const call = await readCall(request, base, cloud.clock());
    const path = call.url.pathname.replace('/client/v4', '');
    calls.push(`${call.method} ${path}`);
    const fault = faults.find(
      (one) =>
        one.path.test(path) && (one.method ?? call.method) === call.method && one.times !== 0,
    );
    if (fault?.times) fault.times -= 1;
    const reply = fault && !fault.after ? null : await resultOf(call, accounts, unrouted);
    if (fault) return fails(response, fault);
    if (typeof reply === 'function') return reply(response);
    send(response, reply!.status, reply!.body);
  });
  base = `http://localhost:${server.port}`;
  return cloud;
}

type Reply = { readonly status: number; readonly body: unknown };

async function resultOf(
  call: Call,
  accounts: readonly Account[],
  unrouted: string[],
): Promise<Reply | ((response: ServerResponse) => void)> {
  const file = await fileOf(call, accounts);
  if (file) return file;
  try {
    const result = await answer(call, accounts);
    if (result === undefined) {
      unrouted.push(`${call.method} ${call.url.pathname}`);
      throw new ApiError(404, 7003, `Could not route to ${call.url.pathname}`);
    }
    return {
      status: 200,
      body: {
        success: true,
        errors: [],
        messages: [],
        result: page(call, result),
        ...info(call, result),
      },
    };
  } catch (error) {
    const { status, code, message } = error as ApiError;
    if (status === undefined) throw error;
    return { status, body: failure(code, message) };
  }
}

const failure = (code: number, message: string) => ({
  success: false,
  errors: [{ code, message }],
  messages: [],
  result: null,
});

/** Lists come in pages. */
function page({ method, url }: Call, result: unknown): unknown {
  if (method !== 'GET' || !Array.isArray(result)) return result;
  const { number, size } = pageOf(url);
  return result.slice((number - 1) * size, number * size);
}

function info({ method, url }: Call, result: unknown) {
  if (method !== 'GET' || !Array.isArray(result)) return {};
  const { number, size } = pageOf(url);
  const count = Math.max(0, Math.min(size, result.length - (number - 1) * size));
  const total_pages = Math.ceil(result.length / size);
  return {
    result_info: { page: number, per_page: size, count, total_count: result.length, total_pages },
  };
}

const pageOf = ({ searchParams }: URL) => ({
  number: Number(searchParams.get('page') ?? 1),
  size: Number(searchParams.get('per_page') ?? 20),
});

/** Uploads and downloads of D1's imports and exports go to their own addresses. */
async function fileOf(call: Call, accounts: readonly Account[]) {
  const [, uuid, name] = /^\/files\/([^/]+)\/([^/]+)$/.exec(call.url.pathname) ?? [];
  const files = accounts
    .flatMap(({ databases }) => databases)
    .find((one) => one.uuid === uuid)?.files;
  if (!files) return null;
  if (call.method === 'PUT') {
    const text = await call.text();
    files.set(name!, text);
    return (response: ServerResponse) => {
      response.setHeader('etag', `"${etagOf(text)}"`);
      response.end();
    };
  }
  return (response: ServerResponse) => response.end(files.get(name!));
}

async function readCall(request: IncomingMessage, base: string, now: number): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  return {
    method: request.method!,
    url: new URL(request.url!, base),
    text: async () => body.toString(),
    json: async () => JSON.parse(body.toString()),
    form: () => new Response(body, { headers: { 'content-type': type } }).formData(),
    base,
    now,
  };
}

function fails(response: ServerResponse, { status = 500, code, message }: Fault): void {
  if (status === 'hang') return;
  if (status === 'cut') {
    response.destroy();
    return;
  }
  const said = message ?? (status === 403 ? 'Authentication error' : 'internal error');
  send(response, status, failure(code ?? (status === 403 ? 10000 : 10013), said));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
