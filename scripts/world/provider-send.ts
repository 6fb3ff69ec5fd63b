import { accept, type Outcome } from './provider-accept.ts';
import { type HttpAnswer, isOk, refuse } from './provider-answers.ts';
import type { ProviderState } from './provider-state.ts';
import type { Answer, Call, Fault, ProviderRequest } from './provider-types.ts';

/** POST /emails and POST /emails/batch, with whatever was ordered to go wrong. */
export async function send(
  state: ProviderState,
  request: ProviderRequest,
  call: Call,
): Promise<Answer> {
  const parsed = parse(request, call.path);
  call.mails = parsed.mails.length;
  const faults = state.faults.take({ path: call.path, key: call.key, mails: summaries(parsed) });
  const fault = faults.find(({ kind }) => kind !== 'latency');
  call.fault = fault?.kind ?? faults[0]?.kind ?? null;

  const early = fault ? await before(fault) : null;
  if (early) return early;

  const permissive = request.headers['x-batch-validation'] === 'permissive';
  const answer = await underKey(state, request, call, async (hash) => {
    for (const { ms = 1000 } of faults.filter(({ kind }) => kind === 'latency')) await wait(ms);
    await wait(state.settings.latency_ms);
    if (parsed.refusal) return { answer: parsed.refusal, accepted: 0, forgetKey: false };
    const scope = call.key === null ? null : { name: scopeOf(call), hash };
    return accept(state, parsed, { key: call.key, scope, permissive, fault });
  });
  return fault && isOk(answer) ? after(fault, answer) : answer;
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

/** Faults that hit before the provider has looked at the call. */
async function before(fault: Fault): Promise<Answer | null> {
  const { kind, name = 'application_error', message, status } = fault;
  if (kind === 'drop_before') return 'cut';
  if (kind === 'stall_before') {
    await wait(fault.ms ?? 60_000);
    return 'cut';
  }
  if (kind === 'error_before') return refuse(name, message, status);
  if (kind === 'rate_limit') {
    const answer = refuse('rate_limit_exceeded', message);
    answer.headers['retry-after'] = String(fault.retry_after ?? 1);
    return answer;
  }
  return null;
}

/** Faults that hit when the mails are accepted and the answer is on its way. */
async function after(fault: Fault, answer: HttpAnswer): Promise<Answer> {
  const { kind, name = 'application_error', message, status } = fault;
  if (kind === 'drop_after') return 'cut';
  if (kind === 'stall_after') {
    await wait(fault.ms ?? 60_000);
    return answer;
  }
  if (kind === 'error_after') return refuse(name, message, status);
  if (kind === 'unreadable') return { ...answer, body: answer.body.slice(0, 9) };
  return answer;
}

async function underKey(
  { keys, settings, clock }: ProviderState,
  { body }: ProviderRequest,
  call: Call,
  run: (hash: string) => Promise<Outcome>,
): Promise<HttpAnswer> {
  if (call.key === null) {
    const { answer, accepted } = await run('');
    call.accepted = accepted;
    return answer;
  }
  if (call.key.length < 1 || call.key.length > 256) return refuse('invalid_idempotency_key');
  const hash = await fingerprint(body);
  const { answer, replayed, accepted } = await keys.run(
    {
      scope: scopeOf(call),
      hash,
      now: clock.now,
      hours: settings.key_hours,
      rememberFailures: settings.remember_failures,
    },
    () => run(hash),
  );
  Object.assign(call, { replayed, accepted });
  return answer;
}

const scopeOf = ({ method, path, key }: Call): string => `${method} ${path} ${key}`;

/** The provider compares payloads; we compare their bytes. */
async function fingerprint(body: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function wait(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
