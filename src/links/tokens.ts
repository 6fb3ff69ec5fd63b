/** Signed links. The signature is the capability; the purpose is part of what is signed. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../domain/time.ts';

export type Purpose = 'confirm' | 'manage' | 'unsubscribe' | 'address' | 'calendar';

export type TokenReading =
  | { readonly ok: true; readonly subscription: string; readonly version: number }
  | { readonly ok: false; readonly reason: 'invalid' | 'expired' };

export type Tokens = {
  /** The id of the newest key; it signs new links. */
  readonly currentKey: string;
  /** The ids of all keys of the ring, newest first. */
  readonly keys: readonly string[];
  /**
   * Deterministic, so that a mail composed again has the same bytes. `mark`: until when a link works
   * that runs out, the version of one that can be replaced; null for neither.
   */
  readonly sign: (
    purpose: Purpose,
    key: string,
    subscription: string,
    mark: number | null,
  ) => string;
  readonly read: (purpose: Purpose, token: string, now: Instant) => TokenReading;
  /** Keyed hashes of an address, a mailbox or a network, by every key of the ring, newest first. */
  readonly hashesOf: (text: string, of?: 'address' | 'mailbox' | 'network') => readonly string[];
};

/**
 * A token is `key.subscription.expiry.signature`, in characters that need no escaping in a path.
 * Every secret of the ring is accepted for ever; the first one signs. A key is known by a hash of
 * its secret, so that adding one in front renames none.
 */
export function tokens(secrets: readonly string[]): Tokens {
  const ring = new Map(secrets.map((secret) => [keyId(secret), secret]));
  const currentKey = keyId(secrets[0]!);
  return {
    currentKey,
    keys: [...ring.keys()],

    sign(purpose, key, subscription, mark) {
      const body = `${key}.${subscription}.${mark === null ? '' : mark.toString(36)}`;
      return `${body}.${signature(ring.get(key) ?? '', purpose, body)}`;
    },

    read(purpose, token, now) {
      const [, body, given] = TOKEN.exec(token) ?? [];
      if (body === undefined || given === undefined) return { ok: false, reason: 'invalid' };
      const [key, subscription, written] = body.split('.') as [string, string, string];
      const secret = ring.get(key);
      if (secret === undefined || !same(given, signature(secret, purpose, body))) {
        return { ok: false, reason: 'invalid' };
      }
      const mark = written === '' ? null : Number.parseInt(written, 36);
      if (RUNS_OUT.includes(purpose) && mark !== null && now > mark) {
        return { ok: false, reason: 'expired' };
      }
      return { ok: true, subscription, version: RUNS_OUT.includes(purpose) ? 0 : (mark ?? 0) };
    },

    hashesOf: (text, of = 'address') =>
      secrets.map((secret) =>
        createHmac('sha256', secret).update(`${of}|${text}`).digest('base64url'),
      ),
  };
}

/** The mark of their links is an instant; that of all others a version. */
const RUNS_OUT: readonly Purpose[] = ['confirm', 'address'];

const TOKEN = /^([\w-]{6}\.[a-z0-9]{1,40}\.[a-z0-9]{0,10})\.([\w-]{24})$/;

const keyId = (secret: string): string =>
  createHmac('sha256', secret).update('milepost key id').digest('base64url').slice(0, 6);

/** 144 bits of HMAC-SHA-256. */
const signature = (secret: string, purpose: Purpose, body: string): string =>
  createHmac('sha256', secret).update(`${purpose}|${body}`).digest('base64url').slice(0, 24);

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
