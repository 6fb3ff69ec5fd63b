/**
 * The calls that send, and the list of sent emails. Not the provider's SDK: a retry must have the
 * same bytes.
 */
import { createHash } from 'node:crypto';
import {
  CANNOT_COMPOSE,
  type EmailResult,
  type Paced,
  type SendResult,
} from '../domain/provider.ts';
import { releaseBuffer, takeBuffer, writeBody } from './body.ts';
import { detailOf, namesSender, type ProviderError, resultOfError } from './errors.ts';
import type { AcceptedMail, AcceptedPage, Mailer, OutgoingCall, ProviderList } from './provider.ts';

export type ResendOptions = {
  /** Newest first. */
  readonly apiKeys: readonly string[];
  readonly baseUrl: string;
  /** Called once before each HTTP call. */
  readonly onCall?: () => void;
  /** Default: the platform's fetch. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Timeout in milliseconds (default: 15 s). */
  readonly patience?: number;
};

const PATIENCE = 15_000;

export const resendMailer = (options: ResendOptions): Mailer => ({
  async send(call) {
    const buffer = takeBuffer();
    try {
      writeBody(buffer, call);
    } catch {
      // A slot has no value: no call was made.
      releaseBuffer(buffer);
      return { result: 'refused', reason: CANNOT_COMPOSE };
    }
    const outcome = await post(options, call, buffer.bytes.subarray(0, buffer.size));
    // After anything but a 2xx the request may still be reading the buffer.
    if (outcome.result === 'accepted') releaseBuffer(buffer);
    return outcome;
  },
});

async function post(
  options: ResendOptions,
  call: OutgoingCall,
  body: Uint8Array<ArrayBuffer>,
): Promise<SendResult & Paced> {
  options.onCall?.();
  // Not called as `options.fetch()`: the platform's fetch throws when `this` is another object.
  const travel = options.fetch ?? fetch;
  try {
    const response = await travel(`${options.baseUrl}${call.batch ? '/emails/batch' : '/emails'}`, {
      method: 'POST',
      headers: headersOf(call, keyOf(options, call)),
      body,
      signal: AbortSignal.timeout(options.patience ?? PATIENCE),
    });
    const answer = await readJson(response);
    const outcome = response.ok
      ? acceptedBy(call, answer)
      : resultOfError(response.status, errorIn(answer), waitOf(response));
    return { ...outcome, ...paceOf(response) };
  } catch {
    // Timeout, reset or DNS error: the request may have arrived.
    return { result: 'unclear', reason: 'no_answer' };
  }
}

/**
 * The provider may scope idempotency keys by API key: a retry uses the API key of the first
 * attempt.
 */
const keyOf = ({ apiKeys }: ResendOptions, { apiKey }: OutgoingCall): string =>
  apiKeys.find((key) => apiKeyId(key) === apiKey) ?? apiKeys[0]!;

/** Identifies an API key in the database, which must not contain the key itself. */
export const apiKeyId = (key: string): string =>
  createHash('sha256').update(key).digest('base64url').slice(0, 10);

/** Resend rejects a request without User-Agent, and workerd sends none by default. */
function headersOf(call: OutgoingCall, apiKey: string): Record<string, string> {
  return {
    authorization: `Bearer ${apiKey}`,
    'content-type': 'application/json',
    'idempotency-key': call.key,
    'user-agent': 'milepost/1',
    ...(call.batch ? { 'x-batch-validation': 'permissive' } : {}),
  };
}

/** A 2xx that does not give a result for every email counts as unclear. */
function acceptedBy(call: OutgoingCall, body: unknown): SendResult {
  const mails = call.batch ? batchAnswer(call.messages.length, body) : singleAnswer(body);
  if (mails === null) return { result: 'unclear', reason: 'unreadable_answer' };
  return senderRefused(body, mails) ?? { result: 'accepted', mails };
}

/**
 * A permissive batch in which nothing was accepted because of a field that is the same in every
 * email.
 */
function senderRefused(body: unknown, mails: readonly EmailResult[]): SendResult | null {
  if (!mails.every((mail) => 'refused' in mail)) return null;
  const { errors = [] } = body as { errors?: { message?: unknown }[] };
  if (!errors.every(({ message }) => namesSender(String(message)))) return null;
  const { reason, detail = null } = mails[0]!.refused;
  return { result: 'not_now', cause: 'account', reason, detail, waitMs: null };
}

function singleAnswer(body: unknown): EmailResult[] | null {
  const id = (body as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? [{ providerId: id }] : null;
}

/** `data` holds the accepted emails in order; `errors` names the others by index. */
function batchAnswer(count: number, body: unknown): EmailResult[] | null {
  const { data, errors = [] } = (body ?? {}) as {
    data?: { id?: unknown }[];
    errors?: { index?: unknown; message?: unknown }[];
  };
  if (!Array.isArray(data) || !Array.isArray(errors)) return null;
  const refused = new Map(errors.map(({ index, message }) => [index, String(message)]));
  if (data.length + refused.size !== count) return null;
  const ids = data.map(({ id }) => id);
  const mails: EmailResult[] = [];
  for (let index = 0; index < count; index++) {
    const reason = refused.get(index);
    if (reason !== undefined) {
      mails.push({ refused: { reason: 'validation_error', detail: detailOf(reason) } });
      continue;
    }
    const id = ids.shift();
    if (typeof id !== 'string') return null;
    mails.push({ providerId: id });
  }
  return mails;
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function errorIn(body: unknown): ProviderError {
  const { name, message } = (body ?? {}) as { name?: unknown; message?: unknown };
  return { name: textOrNull(name), message: textOrNull(message) };
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function paceOf({ headers }: Response): Paced {
  const numberIn = (name: string): number => Number.parseFloat(headers.get(name) ?? '');
  const remaining = numberIn('ratelimit-remaining');
  const reset = numberIn('ratelimit-reset');
  if (!Number.isFinite(remaining) || !Number.isFinite(reset)) return {};
  const limit = numberIn('ratelimit-limit');
  return {
    pace: { limit: Number.isFinite(limit) ? limit : null, remaining, resetMs: reset * 1000 },
  };
}

function waitOf(response: Response): number | null {
  const seconds = Number(
    response.headers.get('retry-after') ?? response.headers.get('ratelimit-reset') ?? Number.NaN,
  );
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

// The provider's list of accepted emails, used to settle emails whose outcome is unknown.

const TIMEOUT_MS = 15_000;

export const resendList = (options: ResendOptions): ProviderList => ({
  async page(after) {
    const query = after === null ? '' : `&after=${encodeURIComponent(after)}`;
    const body = (await get(options, `/emails?limit=100${query}`)) as {
      data?: { id: string; to: string[]; created_at: string }[];
      has_more?: boolean;
    } | null;
    if (!Array.isArray(body?.data)) return null;
    const mails = body.data.map(({ id, to, created_at }) => ({
      id,
      to: to[0] ?? '',
      at: Date.parse(created_at),
    })) satisfies AcceptedMail[];
    return { mails, more: body.has_more === true } satisfies AcceptedPage;
  },

  async deliveryOf(id) {
    const body = (await get(options, `/emails/${encodeURIComponent(id)}`)) as {
      tags?: { name: string; value: string }[] | { delivery?: string };
    } | null;
    if (body === null) return null;
    const { tags } = body;
    if (Array.isArray(tags)) return tags.find(({ name }) => name === 'delivery')?.value ?? '';
    return tags?.delivery ?? '';
  },
});

/** Null if the key has no read permission or the provider does not respond. */
async function get(options: ResendOptions, path: string): Promise<unknown> {
  options.onCall?.();
  try {
    const response = await (options.fetch ?? fetch)(`${options.baseUrl}${path}`, {
      headers: { authorization: `Bearer ${options.apiKeys[0]}`, 'user-agent': 'milepost/1' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
