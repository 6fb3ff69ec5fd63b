/** Verifies the provider's signed events (Svix); `events.ts` interprets them. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ProviderEvent } from '../domain/provider.ts';
import type { Instant } from '../domain/time.ts';
import { eventOf } from './events.ts';

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
