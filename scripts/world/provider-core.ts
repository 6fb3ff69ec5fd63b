/**
 * The core of the stand-in: validation, state and responses. Synchronous and on the caller's clock,
 * so that the local world, the tests and the simulator share it.
 */
import { type HttpAnswer, refuse } from './provider-answers.ts';
import { createFaults } from './provider-faults.ts';
import { createKeys } from './provider-keys.ts';
import { createQuotas, createRateLimit } from './provider-limits.ts';
import {
  getDomain,
  getEmail,
  getWebhook,
  listDomains,
  listEmails,
  listWebhooks,
} from './provider-read.ts';
import { atOnce, send } from './provider-send.ts';
import type {
  AcceptedRecord,
  Answer,
  Arrival,
  Call,
  Mail,
  ProviderRequest,
  Settings,
} from './provider-types.ts';

export type CoreOptions = Partial<Settings> & {
  /** The provider's id of its n-th email (default: random). */
  newId?: (n: number) => string;
  /** Called for each acceptance, before the response. */
  onAccepted?: (record: AcceptedRecord) => void;
};

export type Core = ReturnType<typeof createCore>;

export const DEFAULTS: Settings = {
  rate_limit: 10,
  daily_quota: null,
  monthly_quota: null,
  quota_window: 'utc_day',
  latency_ms: 0,
  keep_bodies: true,
  remember_failures: false,
  key_hours: 24,
  listed_days: null,
  keys_by_api_key: false,
  api_keys: { invalid: [], restricted: [], suspended: [] },
  domains: null,
  unverified_domains: [],
  bad_addresses: [],
  bounces: [],
  complaints: [],
  webhook: null,
  seed: 1,
};

/** A provider without emails; `settings` may be changed at any time. */
export function createCore({
  newId = () => crypto.randomUUID(),
  onAccepted = () => {},
  ...wanted
}: CoreOptions = {}) {
  const core = {
    settings: { ...structuredClone(DEFAULTS), ...wanted } as Settings,
    newId,
    mails: [] as Mail[],
    /** The index in `mails` by id. */
    positions: new Map<string, number>(),
    calls: [] as Call[],
    faults: createFaults(wanted.seed ?? DEFAULTS.seed),
    keys: createKeys(),
    rate: createRateLimit(),
    quotas: createQuotas(),

    /**
     * Receives a request and reserves its key; `finish` accepts its emails. `real` is the clock of
     * the rate limit, because a virtual clock may stand still.
     */
    receive(request: ProviderRequest, now: number, real = now): Arrival {
      const call = note(request, now);
      const { headers, refusal } = core.rate.count(core.settings.rate_limit, real);
      const early = refuseAccount(request, call, core.settings) ?? refusal;
      const { wait, finish } = early ? atOnce(early) : serve(request, call, now);
      return {
        wait,
        finish(at) {
          const { answer, hold } = finish(at);
          if (answer === 'cut') return { answer, hold };
          call.status = answer.status;
          call.error = answer.status < 300 ? null : errorName(answer);
          const own = { ...headers, ...core.quotas.headers(at, core.settings), ...answer.headers };
          return { answer: { ...answer, headers: own }, hold };
        },
      };
    },

    /** `receive` and `finish` in one step. */
    handle: (request: ProviderRequest, now: number): Answer =>
      core.receive(request, now).finish(now).answer,

    record(record: AcceptedRecord): void {
      core.restore(record);
      onAccepted(record);
    },

    /** Restores an acceptance, for example from a journal. */
    restore({ scope, hash, at, answer, mails }: AcceptedRecord): void {
      if (scope !== null) core.keys.restore({ scope, hash }, at, answer);
      for (const mail of mails) {
        core.positions.set(mail.id, core.mails.length);
        core.mails.push(mail);
        core.quotas.add(at, mail.to.length + mail.cc.length + mail.bcc.length);
      }
    },
  };

  function note({ method, path, headers }: ProviderRequest, now: number): Call {
    const call: Call = {
      n: core.calls.length + 1,
      at: new Date(now).toISOString(),
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
    core.calls.push(call);
    return call;
  }

  function serve(request: ProviderRequest, call: Call, now: number) {
    const { method } = request;
    const id = /^\/emails\/([^/]+)$/.exec(call.path)?.[1];
    if (call.path === '/emails' || call.path === '/emails/batch') {
      if (method === 'POST') return send(core, request, call, now);
      if (call.path === '/emails' && method === 'GET') {
        const { searchParams } = new URL(request.path, 'http://stand-in');
        return atOnce(listEmails(core, searchParams, now));
      }
      return atOnce(refuse('method_not_allowed'));
    }
    if (method === 'GET' && id) return atOnce(getEmail(core, id));
    if (method === 'GET') return atOnce(read(call.path));
    return atOnce(refuse('not_found'));
  }

  function read(path: string): HttpAnswer {
    const [, list, id] = /^\/(domains|webhooks)(?:\/([^/]+))?$/.exec(path) ?? [];
    if (list === 'domains') return id ? getDomain(core, id) : listDomains(core);
    if (list === 'webhooks') return id ? getWebhook(core, id) : listWebhooks(core);
    return refuse('not_found');
  }

  return core;
}

function refuseAccount(
  { headers, method }: ProviderRequest,
  call: Call,
  { api_keys: { invalid, restricted, suspended } }: Settings,
): HttpAnswer | null {
  if (!call.user_agent) {
    // This response comes from the provider's edge, not from its API.
    return { status: 403, headers: { 'content-type': 'text/plain' }, body: 'error code: 1010' };
  }
  const key = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (!key) return refuse('missing_api_key');
  // The live API's response, which differs from its documentation.
  if (invalid.includes(key)) return refuse('validation_error', 'API key is invalid', 401);
  if (suspended.includes(key)) return refuse('suspended_api_key');
  if (restricted.includes(key) && method !== 'POST') return refuse('restricted_api_key');
  return null;
}

function errorName({ body }: HttpAnswer): string | null {
  try {
    return JSON.parse(body).name ?? null;
  } catch {
    return null;
  }
}
