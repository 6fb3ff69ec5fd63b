import { type HttpAnswer, refuse } from './provider-answers.ts';
import { control } from './provider-control.ts';
import { getEmail, listDomains, listEmails } from './provider-read.ts';
import { send } from './provider-send.ts';
import { createState, type ProviderOptions } from './provider-state.ts';
import type { Answer, Call, Fault, Mail, ProviderRequest } from './provider-types.ts';

/**
 * A stand-in for the mail provider's HTTP API, without a server: it runs in Node and in a Worker.
 *
 * @example
 * const provider = createProvider({ rate_limit: null });
 * provider.addFaults({ kind: 'drop_after' });
 * vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch);
 */
export function createProvider(options: ProviderOptions = {}) {
  const state = createState(options);

  /** Answers one request of the provider's API or of its control API. */
  async function handle(request: ProviderRequest): Promise<Answer> {
    if (/^\/_control(?![^/?])/.test(request.path)) return control(state, request);
    const call = record(request);
    const { headers: limits, refusal } = state.rate.count(state.settings.rate_limit);
    const answer = refuseEarly(request, call) ?? refusal ?? (await serve(request, call));
    if (answer === 'cut') return answer;
    call.status = answer.status;
    call.error = answer.status < 300 ? null : (errorName(answer) ?? null);
    return { ...answer, headers: { ...limits, ...quotaHeaders(), ...answer.headers } };
  }

  function record({ method, path, headers }: ProviderRequest): Call {
    const call: Call = {
      n: state.calls.length + 1,
      at: new Date(state.clock.now()).toISOString(),
      method,
      path: path.replace(/\?.*/, ''),
      key: headers['idempotency-key'] ?? null,
      user_agent: headers['user-agent'] ?? null,
      mails: 0,
      accepted: 0,
      replayed: false,
      status: null,
      error: null,
      fault: null,
    };
    state.calls.push(call);
    return call;
  }

  function refuseEarly({ headers, method }: ProviderRequest, call: Call): HttpAnswer | null {
    if (!call.user_agent) {
      // The provider's edge answers this one, not its API.
      return { status: 403, headers: { 'content-type': 'text/plain' }, body: 'error code: 1010' };
    }
    const key = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    const { invalid, restricted, suspended } = state.settings.api_keys;
    if (!key) return refuse('missing_api_key');
    // What the live API says, other than its documentation.
    if (invalid.includes(key)) return refuse('validation_error', 'API key is invalid', 401);
    if (suspended.includes(key)) return refuse('suspended_api_key');
    if (restricted.includes(key) && method !== 'POST') return refuse('restricted_api_key');
    return null;
  }

  async function serve(request: ProviderRequest, call: Call): Promise<Answer> {
    const id = /^\/emails\/([^/]+)$/.exec(call.path)?.[1];
    if (call.path === '/emails' || call.path === '/emails/batch') {
      if (request.method === 'POST') return send(state, request, call);
      if (call.path === '/emails' && request.method === 'GET') {
        return listEmails(state, new URL(request.path, 'http://stand-in').searchParams);
      }
      return refuse('method_not_allowed');
    }
    if (request.method === 'GET' && id) return getEmail(state, id);
    if (request.method === 'GET' && call.path === '/domains') return listDomains(state);
    return refuse('not_found');
  }

  function quotaHeaders(): Record<string, string> {
    const { daily_quota, monthly_quota } = state.settings;
    const limited = daily_quota !== null || monthly_quota !== null;
    return limited ? state.quotas.headers(state.clock.now()) : {};
  }

  return {
    handle,
    state,
    /** The stand-in as a `fetch`: a cut connection is a TypeError, as the platform's own. */
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      const answer = await handle({
        method: request.method,
        path: pathname + search,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
      });
      request.signal?.throwIfAborted();
      if (answer === 'cut') throw new TypeError('Network connection lost.');
      return new Response(answer.body, { status: answer.status, headers: answer.headers });
    },
    addFaults: (...faults: Fault[]) => state.faults.add(faults),
    mailsTo: (address: string): Mail[] =>
      state.mails.filter(({ to }) => to.some((one) => one.includes(address))),
    settle: () => state.webhooks.settle(),
    stop: () => state.webhooks.stop(),
  };
}

export type Provider = ReturnType<typeof createProvider>;

function errorName({ body }: HttpAnswer): string | undefined {
  try {
    return JSON.parse(body).name;
  } catch {
    return undefined;
  }
}
