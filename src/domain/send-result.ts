/** What one call to the provider came to; decided by the error's name (`mail/errors.ts`). */
import type { Instant } from './time.ts';

export type SendResult =
  /** Accepted, in the order of the messages: the provider's id, or why this one was refused. */
  | { readonly result: 'accepted'; readonly mails: readonly EmailResult[] }
  /** A definite refusal of address or content; nothing was accepted. */
  | ({ readonly result: 'refused' } & Refused)
  /** A definite refusal that is not about these mails; nothing was accepted. */
  | {
      readonly result: 'not_now';
      readonly cause: 'rate' | 'quota' | 'account';
      readonly reason: string;
      readonly detail?: string | null;
      /** Milliseconds that the provider asks to wait, if it says. */
      readonly waitMs: number | null;
    }
  /** The key is known with other bytes: an earlier call was accepted. */
  | { readonly result: 'mismatch' }
  /** Nobody can tell whether it was accepted. */
  | { readonly result: 'unclear'; readonly reason: string };

/** What the provider's headers say of the pace, if they do. */
export type Paced = { readonly pace?: Told };

export type Told = {
  /** Calls a second that it allows; null: not said. */
  readonly limit: number | null;
  /** Calls that it still allows, until it counts anew in so many milliseconds. */
  readonly remaining: number;
  readonly resetMs: number;
};

export type EmailResult = { readonly providerId: string } | { readonly refused: Refused };

/** The provider's name for a refusal, and what it said about it, redacted. */
export type Refused = { readonly reason: string; readonly detail?: string | null };

/** The reason of a refusal of our own: the email has no value for a slot, and nothing was called. */
export const CANNOT_COMPOSE = 'cannot_compose';

/** The next attempt of an unclear call: one minute, doubling, two hours at most. */
export const nextAttempt = (attempts: number, now: Instant): Instant =>
  now + Math.min(60_000 * 2 ** Math.max(0, attempts - 1), 2 * 3_600_000);
