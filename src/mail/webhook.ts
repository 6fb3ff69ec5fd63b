/** The provider's signed events (Svix): who sent them, and what they mean. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../domain/time.ts';
import type { Feedback, FeedbackKind } from '../usecases/feedback.ts';

export type SignedEvent = {
  readonly id: string | null;
  readonly timestamp: string | null;
  /** `v1,<base64>`, several separated by spaces. */
  readonly signatures: string | null;
  /** The body as it came: the signature covers its bytes. */
  readonly body: Uint8Array;
};

export type Refusal = 'unsigned' | 'too_old' | 'forged' | 'unreadable';

export type WebhookReading =
  | { readonly ok: true; readonly feedback: Feedback | null }
  | { readonly ok: false; readonly reason: Refusal };

/** A signature is good for five minutes, both ways (Standard Webhooks). */
const TOLERANCE_MS = 5 * 60_000;

/**
 * Reads an event that one of the secrets signed. `feedback` is null for events that mean nothing
 * to us: opens, delays, mails of another sender.
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
  // Compared as text: base64 has more than one way to write the same bytes.
  const given = signatures.split(' ').map((one) => Buffer.from(one));
  if (!given.some((one) => expected.some((own) => same(one, own)))) {
    return { ok: false, reason: 'forged' };
  }
  try {
    return { ok: true, feedback: feedbackOf(id, JSON.parse(UTF8.decode(body))) };
  } catch {
    return { ok: false, reason: 'unreadable' };
  }
}

type Payload = {
  readonly type?: unknown;
  readonly created_at?: unknown;
  readonly data?: {
    readonly email_id?: unknown;
    readonly tags?: { readonly delivery?: unknown };
    readonly bounce?: { readonly type?: unknown };
  };
};

function feedbackOf(eventId: string, payload: Payload): Feedback | null {
  const kind = kindOf(payload);
  const delivery = payload.data?.tags?.delivery;
  const at = Date.parse(String(payload.created_at));
  if (kind === null || typeof delivery !== 'string' || Number.isNaN(at)) return null;
  const id = payload.data?.email_id;
  return { eventId, kind, delivery, at, providerId: typeof id === 'string' ? id : null };
}

function kindOf({ type, data }: Payload): FeedbackKind | null {
  switch (type) {
    case 'email.sent':
      return 'accepted';
    case 'email.delivered':
      return 'delivered';
    case 'email.bounced':
      // A transient bounce is a full mailbox: the mail was accepted, the address is good.
      return data?.bounce?.type === 'Transient' ? 'accepted' : 'bounced';
    case 'email.complained':
      return 'complained';
    case 'email.failed':
      return 'failed';
    case 'email.suppressed':
      return 'refused_as_suppressed';
    default:
      return null;
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** As it stands in the header. */
const sign = (secret: string, before: string, body: Uint8Array): Buffer => {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const mac = createHmac('sha256', key).update(before).update(body);
  return Buffer.from(`v1,${mac.digest('base64')}`);
};

const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
