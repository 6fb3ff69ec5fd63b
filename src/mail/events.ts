/**
 * Verifies the provider's signed events (Svix) and tells what they mean. Source: Resend's list of
 * webhook events, autumn 2026.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readAddress } from '../domain/address.ts';
import type { EmailEvent, FailureCause, FeedbackKind, ProviderEvent } from '../domain/provider.ts';
import { redact } from '../domain/redact.ts';
import type { Instant } from '../domain/time.ts';

export type SignedEvent = {
  readonly id: string | null;
  readonly timestamp: string | null;
  /** `v1,<base64>`; several are separated by spaces. */
  readonly signatures: string | null;
  /** The body as received: the signature covers its bytes. */
  readonly body: Uint8Array;
};

export type Refusal = 'unsigned' | 'too_old' | 'forged' | 'unreadable';

export type WebhookReading =
  | { readonly ok: true; readonly event: ProviderEvent | null }
  | { readonly ok: false; readonly reason: Refusal };

/** A signature is valid for five minutes in both directions (Standard Webhooks). */
const TOLERANCE_MS = 5 * 60_000;

/**
 * Reads an event that one of the secrets signed. `event` is null for events that change nothing
 * here: opens, delays, emails of another sender.
 */
export function readWebhook(
  event: SignedEvent,
  secrets: readonly string[],
  now: Instant,
): WebhookReading {
  const { id, timestamp, signatures, body } = event;
  if (!id || !timestamp || !signatures || !/^\d{1,12}$/.test(timestamp)) {
    return { ok: false, reason: 'unsigned' };
  }
  if (Math.abs(now - Number(timestamp) * 1000) > TOLERANCE_MS) {
    return { ok: false, reason: 'too_old' };
  }
  const expected = secrets.map((secret) => sign(secret, `${id}.${timestamp}.`, body));
  // Compared as text: the same bytes can have more than one base64 encoding.
  const given = signatures.split(' ').map((one) => Buffer.from(one));
  if (!given.some((one) => expected.some((own) => same(one, own)))) {
    return { ok: false, reason: 'forged' };
  }
  try {
    const payload: unknown = JSON.parse(UTF8.decode(body));
    if (payload === null) return { ok: false, reason: 'unreadable' };
    return { ok: true, event: eventOf(id, payload) };
  } catch {
    return { ok: false, reason: 'unreadable' };
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The signature as it appears in the header. */
const sign = (secret: string, before: string, body: Uint8Array): Buffer => {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const mac = createHmac('sha256', key).update(before).update(body);
  return Buffer.from(`v1,${mac.digest('base64')}`);
};

const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

type Json = Readonly<Record<string, unknown>>;

/** Email events by type, without `email.`; null: the event changes nothing here. */
const EMAIL_EVENTS: Readonly<Record<string, FeedbackKind | null>> = {
  sent: 'accepted',
  delivered: 'delivered',
  bounced: 'bounced',
  complained: 'complained',
  failed: 'failed',
  suppressed: 'refused_as_suppressed',
  delivery_delayed: null,
  scheduled: null,
  opened: null,
  clicked: null,
  received: null,
};

/** Events that are not about an email of this Worker. */
const IRRELEVANT = /^(contact|domain|topic|segment|inbox|broadcast)\.|^suppression\.added$/;

/** Null for an event that changes nothing here. */
export function eventOf(eventId: string, payload: unknown): ProviderEvent | null {
  const { type: written, created_at, data: told } = fields(payload);
  if (typeof written !== 'string') return null;
  const type = written.toLowerCase();
  const data = fields(told);
  const at = Date.parse(String(created_at));
  if (type === 'suppression.removed') {
    const [addressKey] = addressKeys(data.email);
    if (addressKey === undefined || Number.isNaN(at)) return null;
    return { eventId, kind: 'suppression_removed', addressKey, at };
  }
  const name = /^email\.(.*)$/.exec(type)?.[1] ?? '';
  const kind = Object.hasOwn(EMAIL_EVENTS, name) ? EMAIL_EVENTS[name] : undefined;
  if (kind) return Number.isNaN(at) ? null : emailEvent(eventId, kind, at, data);
  if (kind === null || IRRELEVANT.test(type)) return null;
  return { eventId, kind: 'unknown', type: type.slice(0, 60) };
}

function emailEvent(
  eventId: string,
  kind: FeedbackKind,
  at: number,
  { email_id, tags, to, bounce, failed }: Json,
): EmailEvent | null {
  const delivery = tagOf(tags);
  const providerId = typeof email_id === 'string' ? email_id : null;
  if (delivery === null && providerId === null) return null;
  const event = { eventId, kind, delivery, at, providerId, addressKeys: addressKeys(to) };
  if (kind === 'bounced' && !isPermanent(bounce)) return { ...event, kind: 'soft_bounced' };
  if (kind !== 'failed') return event;
  const reason = reasonOf(failed);
  return { ...event, reason, cause: causeOf(reason) };
}

/** Resend documents `Permanent`, `Transient` and `Undetermined`. */
const isPermanent = (bounce: unknown): boolean =>
  String(fields(bounce).type).toLowerCase() === 'permanent';

/** Resend documents tags both as an object and as a list of name and value pairs. */
function tagOf(tags: unknown): string | null {
  const value = Array.isArray(tags)
    ? tags.map(fields).find(({ name }) => name === 'delivery')?.value
    : fields(tags).delivery;
  return typeof value === 'string' && value !== '' ? value : null;
}

function addressKeys(to: unknown): string[] {
  return (Array.isArray(to) ? to : [to]).flatMap((one) => {
    if (typeof one !== 'string') return [];
    const address = readAddress(/<([^<>]*)>\s*$/.exec(one)?.[1] ?? one);
    return address.ok ? [address.value.key] : [];
  });
}

/** Normalizes a reason to the stored format: one word without spaces. */
function reasonOf(failed: unknown): string | null {
  const { reason } = fields(failed);
  if (typeof reason !== 'string') return null;
  const word = redact(reason)
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '_')
    .slice(0, 60);
  return word.replaceAll(/^_+|_+$/g, '') || null;
}

/**
 * Whether a failure is about the quota or the sender. Resend documents one reason,
 * `reached_daily_quota`, and mentions API keys, domains and quotas as others.
 */
function causeOf(reason: string | null): FailureCause | null {
  if (reason === null) return null;
  if (/quota|rate_limit/.test(reason)) return 'quota';
  if (/recipient|to_address/.test(reason)) return null;
  return /api_key|domain|sender|from_address|account|suspended|unverified/.test(reason)
    ? 'account'
    : null;
}

const fields = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};
