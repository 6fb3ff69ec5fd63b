/** Encrypts what a page shows back to its visitor, so that histories and logs can't read its URL. */
import { createCipheriv, createDecipheriv, createHmac, type Hmac } from 'node:crypto';
import type { Instant } from '../domain/time.ts';

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
