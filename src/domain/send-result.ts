/** The result of one call to the provider, derived from the error's name (`mail/errors.ts`). */
import type { Instant } from './time.ts';

export type SendResult =
  /** Accepted, in the order of the messages: the provider's id, or why this one was rejected. */
  | { readonly result: 'accepted'; readonly mails: readonly EmailResult[] }
  /** A definite rejection of address or content; nothing was accepted. */
  | ({ readonly result: 'refused' } & Refused)
  /** A definite rejection unrelated to these emails; nothing was accepted. */
  | {
      readonly result: 'not_now';
      readonly cause: 'rate' | 'quota' | 'account';
      readonly reason: string;
      readonly detail?: string | null;
      /** Milliseconds that the provider asks to wait, if given. */
      readonly waitMs: number | null;
    }
  /** The key is known with a different body: an earlier call was accepted. */
  | { readonly result: 'mismatch' }
  /** Unknown whether it was accepted. */
  | { readonly result: 'unclear'; readonly reason: string };

/** The rate limit in the provider's response headers, if any. */
export type Paced = { readonly pace?: Told };

export type Told = {
  /** Calls per second allowed; null: not given. */
  readonly limit: number | null;
  /** Calls left until the counter resets in `resetMs` milliseconds. */
  readonly remaining: number;
  readonly resetMs: number;
};

export type EmailResult = { readonly providerId: string } | { readonly refused: Refused };

/** The provider's name for a rejection, and its message, redacted. */
export type Refused = { readonly reason: string; readonly detail?: string | null };

/** The reason of a local failure: a slot of the email has no value, and no call was made. */
export const CANNOT_COMPOSE = 'cannot_compose';

/** When an unclear call is retried: after one minute, doubling, at most two hours. */
export const nextAttempt = (attempts: number, now: Instant): Instant =>
  now + Math.min(60_000 * 2 ** Math.max(0, attempts - 1), 2 * 3_600_000);
