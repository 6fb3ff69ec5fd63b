import { createHash } from 'node:crypto';
import { accept } from './provider-accept.ts';
import { type HttpAnswer, isOk, refuse } from './provider-answers.ts';
import type { Core } from './provider-core.ts';
import type { Keyed } from './provider-keys.ts';
import type { Arrival, Call, Fault, ProviderRequest, Reply } from './provider-types.ts';

type Handling = Pick<Arrival, 'wait' | 'finish'>;

/** POST /emails and POST /emails/batch, with the faults that apply. */
export function send(core: Core, request: ProviderRequest, call: Call, now: number): Handling {
  const parsed = parse(request, call.path);
  call.mails = parsed.mails.length;
  const faults = core.faults.take({ path: call.path, key: call.key, mails: summaries(parsed) });
  const fault = faults.find(({ kind }) => kind !== 'latency');
  call.fault = fault?.kind ?? faults[0]?.kind ?? null;
  const early = fault ? before(fault) : null;
  if (early !== null) return early;

  const keyed = call.key === null ? null : keyedBy(core, request, call);
  if (call.key !== null && (call.key === '' || call.key.length > 256)) {
    return atOnce(refuse('invalid_idempotency_key'));
  }
  const known = keyed && core.keys.known(keyed, now, core.settings.key_hours);
  if (known !== null) {
    const { answer } = known;
    call.replayed = known.replayed;
    return { wait: 0, finish: () => (fault && isOk(answer) ? after(fault, answer) : told(answer)) };
  }
  const settle = keyed && core.keys.reserve(keyed, now);
  const permissive = request.headers['x-batch-validation'] === 'permissive';
  const latency = faults.filter(({ kind }) => kind === 'latency');
  return {
    wait: core.settings.latency_ms + latency.reduce((sum, { ms = 1000 }) => sum + ms, 0),
    finish(at) {
      const { answer, accepted, forgetKey } = parsed.refusal
        ? { answer: parsed.refusal, accepted: 0, forgetKey: false }
        : accept(core, parsed, { key: call.key, keyed, permissive, fault, now: at });
      call.accepted = accepted;
      settle?.(answer, { forget: forgetKey, failures: core.settings.remember_failures });
      return fault && isOk(answer) ? after(fault, answer) : told(answer);
    },
  };
}

type Parsed = { mails: unknown[]; single: boolean; refusal: HttpAnswer | null };

function parse({ body }: ProviderRequest, path: string): Parsed {
  const single = path === '/emails';
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    const refusal = refuse('validation_error', 'The request body is not valid JSON.', 400);
    return { mails: [], single, refusal };
  }
  if (single) return { mails: [value], single, refusal: null };
  if (!Array.isArray(value) || value.length === 0 || value.length > 100) {
    const refusal = refuse('validation_error', 'A batch is a list of 1 to 100 emails.');
    return { mails: [], single, refusal };
  }
  return { mails: value, single, refusal: null };
}

function summaries({ mails }: Parsed): { to: string[]; subject: string }[] {
  return mails.map((mail) => {
    const { to, subject } = (mail ?? {}) as { to?: unknown; subject?: unknown };
    return { to: [to].flat().map(String), subject: String(subject) };
  });
}

/** Faults before the provider has processed the call. */
function before(fault: Fault): Handling | null {
  const { kind, name = 'application_error', message, status } = fault;
  if (kind === 'drop_before') return atOnce('cut');
  if (kind === 'stall_before') return { ...atOnce('cut'), wait: fault.ms ?? 60_000 };
  if (kind === 'error_before') return atOnce(refuse(name, message, status));
  if (kind === 'rate_limit') {
    const answer = refuse('rate_limit_exceeded', message);
    answer.headers['retry-after'] = String(fault.retry_after ?? 1);
    return atOnce(answer);
  }
  return null;
}

/** Faults after the emails were accepted, before the response arrives. */
function after(fault: Fault, answer: HttpAnswer): Reply {
  const { kind, name = 'application_error', message, status } = fault;
  if (kind === 'drop_after') return told('cut');
  if (kind === 'stall_after') return { answer, hold: fault.ms ?? 60_000 };
  if (kind === 'error_after') return told(refuse(name, message, status));
  if (kind === 'unreadable') return told({ ...answer, body: answer.body.slice(0, 9) });
  return told(answer);
}

const told = (answer: Reply['answer']): Reply => ({ answer, hold: 0 });

export const atOnce = (answer: Reply['answer']): Handling => ({
  wait: 0,
  finish: () => told(answer),
});

/** The provider compares payloads; here their bytes are compared. */
function keyedBy(
  { settings }: Core,
  { headers, body }: ProviderRequest,
  { method, path, key }: Call,
): Keyed {
  const owner = settings.keys_by_api_key ? ` ${headers.authorization}` : '';
  return {
    scope: `${method} ${path} ${key}${owner}`,
    hash: createHash('sha1').update(body).digest('base64'),
  };
}
