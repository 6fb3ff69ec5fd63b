/**
 * A model of the mail provider for the in-process world: the stand-in's promises on virtual time,
 * without a server, a timer or an await, so that a scheduler can own every moment of a call.
 */
import { createHash } from 'node:crypto';
import { isOk, json, refuse } from '../../../scripts/world/provider-answers.ts';
import { createQuotas } from '../../../scripts/world/provider-limits.ts';
import type { Mail as Draft, Settings } from '../../../scripts/world/provider-types.ts';
import { validate } from '../../../scripts/world/provider-validate.ts';
import { HOUR, type Instant } from '../../../src/domain/time.ts';

/** What the provider's log says of a mail: the only judge of what was sent. */
export type Mail = {
  /** Running number of acceptance, from 1. */
  readonly n: number;
  readonly at: Instant;
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  /** The tag `delivery`; empty when there is none. */
  readonly delivery: string;
  readonly key: string | null;
  /** Empty unless `keep_bodies` is set. */
  readonly html: string;
  readonly text: string;
};

export type Request = {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
export type Answer = ReturnType<typeof json>;

export type ProviderSettings = Pick<
  Settings,
  | 'rate_limit'
  | 'daily_quota'
  | 'monthly_quota'
  | 'keep_bodies'
  | 'remember_failures'
  | 'key_hours'
  | 'api_keys'
  | 'domains'
  | 'bad_addresses'
>;

export type Provider = ReturnType<typeof createProvider>;

/** A provider on the clock `now`. `settings` may be changed at any time. */
export function createProvider(now: () => Instant, wanted: Partial<ProviderSettings> = {}) {
  const settings: ProviderSettings = { ...GENEROUS, ...wanted };
  const mails: Mail[] = [];
  const keys = createKeys(now, settings);
  const quotas = createQuotas(() => 'utc_day');
  const isOverRate = createRate(now, settings);
  let calls = 0;

  /** The call has arrived, its key is taken; the answer to be given is the function's. */
  function receive(request: Request): () => Answer {
    calls++;
    const refusal = isOverRate() ? tooFast() : refuseAccount(request, settings);
    if (refusal !== null) return () => refusal;
    if (request.method === 'GET') return () => readMails(mails, request.path);
    const key = request.headers['idempotency-key'] ?? null;
    if (key === null) return () => accept(request, key);
    if (key === '' || key.length > 256) return () => refuse('invalid_idempotency_key');
    return keys.take(`${request.path} ${key}`, hashOf(request.body), () => accept(request, key));
  }

  function accept({ path, headers, body }: Request, key: string | null): Answer {
    const parsed = JSON.parse(body);
    const single = path === '/emails';
    const list: unknown[] = single ? [parsed] : parsed;
    if (list.length === 0 || list.length > 100) return refuse('validation_error');
    const permissive = !single && headers['x-batch-validation'] === 'permissive';
    const readings = list.map((mail) => validate(mail, { ...STRANGERS, ...settings }));
    const errors = readings.flatMap((reading, index) =>
      'refusal' in reading ? [{ index, ...reading.refusal }] : [],
    );
    const [first] = errors;
    if (first && !permissive) return refuse(first.name, first.message, first.status);
    const drafts = readings.flatMap((reading) => ('draft' in reading ? [reading.draft] : []));
    const recipients = drafts.reduce(
      (sum, { to, cc, bcc }) => sum + [to, cc, bcc].flat().length,
      0,
    );
    const over = quotas.check(now(), recipients, { ...STRANGERS, ...settings });
    if (over !== null) return over;
    quotas.add(now(), recipients);
    const ids = drafts.map((draft) => ({ id: keep(draft, key).id }));
    if (single) return json(200, ids[0]);
    if (!permissive) return json(200, { data: ids });
    return json(200, {
      data: ids,
      errors: errors.map(({ index, message }) => ({ index, message })),
    });
  }

  function keep(
    draft: Pick<Draft, 'to' | 'subject' | 'html' | 'text' | 'tags'>,
    key: string | null,
  ) {
    const n = mails.length + 1;
    const mail: Mail = {
      n,
      at: now(),
      id: `mail-${n}`,
      to: draft.to.join(', '),
      subject: draft.subject,
      delivery: draft.tags.find(({ name }) => name === 'delivery')?.value ?? '',
      key,
      html: (settings.keep_bodies && draft.html) || '',
      text: (settings.keep_bodies && draft.text) || '',
    };
    mails.push(mail);
    return mail;
  }

  return {
    settings,
    /** Everything ever accepted, in order. */
    mails,
    calls: () => calls,
    receive,
    /** The way there and back at once. */
    handle: (request: Request): Answer => receive(request)(),
  };
}

const GENEROUS: ProviderSettings = {
  rate_limit: null,
  daily_quota: null,
  monthly_quota: null,
  keep_bodies: false,
  remember_failures: false,
  key_hours: 24,
  api_keys: { invalid: [], restricted: [], suspended: [] },
  domains: null,
  bad_addresses: [],
};

/** Settings that only the stand-in has. */
const STRANGERS = {
  latency_ms: 0,
  quota_window: 'utc_day' as const,
  bounces: [],
  complaints: [],
  webhook: null,
  seed: 1,
};

/** `GET /emails`, newest first and without tags, and `GET /emails/:id` with them. */
function readMails(mails: readonly Mail[], path: string): Answer {
  const { pathname, searchParams } = new URL(path, 'https://provider.test');
  const [, id] = /^\/emails\/(.+)$/.exec(pathname) ?? [];
  const find = (wanted: string) => mails[Number(wanted.replace('mail-', '')) - 1];
  if (id !== undefined) {
    const mail = find(id);
    if (!mail) return refuse('not_found');
    return json(200, { ...summary(mail), tags: [{ name: 'delivery', value: mail.delivery }] });
  }
  const after = searchParams.get('after');
  const until = after === null ? mails.length : (find(after)?.n ?? 1) - 1;
  const from = Math.max(0, until - Number(searchParams.get('limit') ?? 20));
  const data = mails.slice(from, until).reverse().map(summary);
  return json(200, { object: 'list', has_more: from > 0, data });
}

const summary = ({ id, to, subject, at }: Mail) => ({
  id,
  to: [to],
  subject,
  created_at: new Date(at).toISOString(),
});

/** A key belongs to an endpoint and a payload; it is forgotten after some hours, oldest first. */
function createKeys(now: () => Instant, settings: ProviderSettings) {
  type Known = { readonly hash: string; readonly at: Instant; answer: Answer | null };
  const memory = new Map<string, Known>();
  const forget = (): void => {
    for (const [scope, { at, answer }] of memory) {
      if (answer === null || now() - at < settings.key_hours * HOUR) break;
      memory.delete(scope);
    }
  };
  return {
    take(scope: string, hash: string, accept: () => Answer): () => Answer {
      forget();
      const known = memory.get(scope);
      const fresh =
        known && (known.answer === null || now() - known.at < settings.key_hours * HOUR);
      if (fresh) {
        const { hash: earlier, answer } = known;
        if (earlier !== hash) return () => refuse('invalid_idempotent_request');
        return () => answer ?? refuse('concurrent_idempotent_requests');
      }
      const entry: Known = { hash, at: now(), answer: null };
      memory.delete(scope);
      memory.set(scope, entry);
      return () => {
        entry.answer ??= accept();
        const keep = isOk(entry.answer) || settings.remember_failures;
        if (!keep && memory.get(scope) === entry) memory.delete(scope);
        return entry.answer;
      };
    },
  };
}

/** Requests a second, in virtual time. */
function createRate(now: () => Instant, settings: ProviderSettings): () => boolean {
  let second = Number.NEGATIVE_INFINITY;
  let used = 0;
  return () => {
    if (settings.rate_limit === null) return false;
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      second = current;
      used = 0;
    }
    return ++used > settings.rate_limit;
  };
}

function tooFast(): Answer {
  const answer = refuse('rate_limit_exceeded');
  return { ...answer, headers: { ...answer.headers, 'retry-after': '1' } };
}

function refuseAccount(
  { headers, method }: Request,
  { api_keys }: ProviderSettings,
): Answer | null {
  if (!headers['user-agent']) return { status: 403, headers: {}, body: 'error code: 1010' };
  const key = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (!key) return refuse('missing_api_key');
  if (api_keys.invalid.includes(key)) return refuse('validation_error', 'API key is invalid', 401);
  if (api_keys.restricted.includes(key) && method !== 'POST') return refuse('restricted_api_key');
  return api_keys.suspended.includes(key) ? refuse('suspended_api_key') : null;
}

const hashOf = (body: string): string => createHash('sha1').update(body).digest('base64');
