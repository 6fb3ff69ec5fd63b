/** Signed links: their tokens, and a sealed value in a URL. */

import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  type Hmac,
  timingSafeEqual,
} from 'node:crypto';
import { memoize } from '../domain/memoize.ts';
import type { PersonalPage } from '../domain/redact.ts';
import type { Instant } from '../domain/time.ts';

export type Links = {
  /** The id of the key that signs new links. */
  readonly currentKey: string;
  /** The ids of all keys, newest first: a retry needs the key of the first attempt. */
  readonly keys: readonly string[];
  readonly confirm: (base: string, key: string, subscription: string, until: Instant) => string;
  readonly manage: (base: string, key: string, subscription: string, version: number) => string;
  /** The version lets the page lead on to the person's own page; it never limits leaving. */
  readonly unsubscribe: (
    base: string,
    key: string,
    subscription: string,
    version: number,
  ) => string;
  /** In an email about a change of address, which may go to a stranger. */
  readonly rejectAddress: (base: string, key: string, change: string, of: AddressOf) => string;
  readonly calendar: (base: string, key: string, subscription: string, version: number) => string;
  readonly confirmAddress: (base: string, key: string, change: string, until: Instant) => string;
  readonly restoreAddress: (base: string, key: string, change: string, until: Instant) => string;
};

/** Which address of a change an email goes to. */
export type AddressOf = 'new' | 'former';

/** The version in an unsubscribe link to a former address. */
export const FORMER = 1;

/** Every personal URL used in emails; pages use relative links. */
export const mailLinks = (tokens: Tokens): Links => ({
  currentKey: tokens.currentKey,
  keys: tokens.keys,
  confirm: (base, key, subscription, until) =>
    url(base, 'confirm', tokens.sign('confirm', key, subscription, until)),
  manage: (base, key, subscription, version) =>
    url(base, 'manage', tokens.sign('manage', key, subscription, version || null)),
  confirmAddress: (base, key, change, until) =>
    url(base, 'confirm-address', tokens.sign('address', key, change, until)),
  restoreAddress: (base, key, change, until) =>
    url(base, 'restore-address', tokens.sign('restore', key, change, until)),
  rejectAddress: (base, key, change, of) =>
    url(
      base,
      'unsubscribe',
      tokens.sign('unsubscribe', key, change, of === 'former' ? FORMER : null),
    ),
  unsubscribe: (base, key, subscription, version) =>
    url(base, 'unsubscribe', tokens.sign('unsubscribe', key, subscription, version || null)),
  calendar: (base, key, subscription, version) =>
    `${url(base, 'calendar', tokens.sign('calendar', key, subscription, version || null))}.ics`,
});

const url = (base: string, page: PersonalPage, token: string): string => `${base}/${page}/${token}`;

// Signed links. A valid signature grants access; the signature covers the purpose.

export type Purpose = 'confirm' | 'manage' | 'unsubscribe' | 'address' | 'restore' | 'calendar';

export type TokenReading =
  | { readonly ok: true; readonly subscription: string; readonly version: number }
  | { readonly ok: false; readonly reason: 'invalid' | 'expired' };

export type Tokens = {
  /** The id of the newest key, which signs new links. */
  readonly currentKey: string;
  /** The ids of all keys in use, newest first. */
  readonly keys: readonly string[];
  /**
   * Deterministic, so that an email composed again has the same bytes. `mark` is the expiry instant
   * of a link that expires, the version of a link that can be replaced, or null.
   */
  readonly sign: (
    purpose: Purpose,
    key: string,
    subscription: string,
    mark: number | null,
  ) => string;
  readonly read: (purpose: Purpose, token: string, now: Instant) => TokenReading;
  /** Keyed hashes, by default of an address, one per key, newest first. */
  readonly hashesOf: (
    text: string,
    of?: 'address' | 'left' | 'mailbox' | 'network',
  ) => readonly string[];
};

/**
 * A token is `key.subscription.mark.signature`, in characters that need no escaping in a path.
 * Every secret in use stays valid for verification; the first one signs. A key's id is a hash of
 * its secret, so adding a new one in front does not change the other ids.
 */
export function tokens(secrets: readonly string[]): Tokens {
  const ring = new Map(secrets.map((secret) => [keyId(secret), digestWith(secret)]));
  const currentKey = keyId(secrets[0]!);
  return {
    currentKey,
    keys: [...ring.keys()],

    sign(purpose, key, subscription, mark) {
      const body = `${key}.${subscription}.${mark === null ? '' : mark.toString(36)}`;
      return `${body}.${signature(ring.get(key)!, purpose, body)}`;
    },

    read(purpose, token, now) {
      const [, body, given] = TOKEN.exec(token) ?? [];
      if (body === undefined || given === undefined) return { ok: false, reason: 'invalid' };
      const [key, subscription, written] = body.split('.') as [string, string, string];
      const digestOf = ring.get(key);
      if (digestOf === undefined || !isSigned(digestOf, purpose, body, given)) {
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

/** Links that expire: their mark is an instant. For all others it is a version. */
const RUNS_OUT: readonly Purpose[] = ['confirm', 'address', 'restore'];

/** Ends in a letter: email programs cut `-` and `_` off the end of a link in plain text. */
const TOKEN = /^([\w-]{6}\.[a-z0-9]{1,40}\.[a-z0-9]{0,10})\.([\w-]{21}[AQgw]|[\w-]{24})$/;

const keyId = (secret: string): string =>
  createHmac('sha256', secret).update('milepost key id').digest('base64url').slice(0, 6);

type Digest = (text: string) => Buffer;

/** Remembers the last digest: an email's two links are signed one after the other. */
const digestWith = (secret: string): Digest =>
  memoize((text: string) => createHmac('sha256', secret).update(text).digest(), 1);

/**
 * 128 bits of HMAC-SHA-256: a half of its digest. The links to a person's page and to unsubscribe
 * are in every email, so they share a digest.
 */
function signature(digestOf: Digest, purpose: Purpose, body: string): string {
  const isShared = purpose === 'manage' || purpose === 'unsubscribe';
  const digest = digestOf(`${isShared ? 'manage and unsubscribe' : purpose}|${body}`);
  const half = purpose === 'unsubscribe' ? digest.subarray(16) : digest.subarray(0, 16);
  return half.toString('base64url');
}

/** Emails sent before the signature was shortened have 24 characters of a digest per purpose. */
const formerSignature = (digestOf: Digest, purpose: Purpose, body: string): string =>
  digestOf(`${purpose}|${body}`).toString('base64url').slice(0, 24);

function isSigned(digestOf: Digest, purpose: Purpose, body: string, given: string): boolean {
  const sign = given.length === 24 ? formerSignature : signature;
  return timingSafeEqual(Buffer.from(given), Buffer.from(sign(digestOf, purpose, body)));
}

// Encrypts what a page shows back to its visitor, so that histories and logs can't read its URL.

export type Seal = {
  /** Deterministic. The result is valid until this instant and safe in a URL. */
  readonly close: (text: string, until: Instant) => string;
  /** Null if it wasn't sealed here, or has expired. */
  readonly open: (sealed: string, now: Instant) => string | null;
};

/** AES-256-GCM with a nonce derived from the text. Every secret in use opens; the first one seals. */
export const sealWith = (secrets: readonly string[]): Seal => ({
  close(text, until) {
    const [secret] = secrets as [string];
    const plain = `${until.toString(36)}.${text}`;
    const nonce = derived(secret, 'nonce').update(plain).digest().subarray(0, NONCE);
    const cipher = createCipheriv(ALGORITHM, derived(secret, 'key').digest(), nonce);
    const parts = [nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat(parts).toString('base64url');
  },

  open(sealed, now) {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= NONCE + TAG) return null;
    for (const secret of secrets) {
      const plain = decrypted(bytes, secret);
      if (plain === null) continue;
      const dot = plain.indexOf('.');
      return Number.parseInt(plain.slice(0, dot), 36) < now ? null : plain.slice(dot + 1);
    }
    return null;
  },
});

const ALGORITHM = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

const derived = (secret: string, use: string): Hmac =>
  createHmac('sha256', secret).update(`milepost seal ${use}`);

function decrypted(bytes: Buffer, secret: string): string | null {
  const key = derived(secret, 'key').digest();
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE));
  decipher.setAuthTag(bytes.subarray(-TAG));
  try {
    return decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}
