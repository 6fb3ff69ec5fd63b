/** What the provider reports: the result of a call, later events, and how long it keeps a key. */

import { HOUR, type Instant } from './time.ts';

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

// The provider's events, and what they mean for a delivery or an address.

export type ProviderEvent = EmailEvent | SuppressionRemoved | UnknownEvent;

/** An email event as received: the tag may be missing. */
export type EmailEvent = Omit<Feedback, 'delivery'> & {
  readonly delivery: string | null;
  /** The recipients' keys: used to find the delivery if the tag is missing. */
  readonly addressKeys: readonly string[];
};

/** The provider removed this address from its suppression list. */
export type SuppressionRemoved = {
  readonly eventId: string;
  readonly kind: 'suppression_removed';
  readonly addressKey: string;
  readonly at: Instant;
};

/** An event that this code does not know. */
export type UnknownEvent = {
  readonly eventId: string;
  readonly kind: 'unknown';
  readonly type: string;
};

export type Feedback = {
  /** The provider's id of this event, which may be delivered more than once. */
  readonly eventId: string;
  readonly kind: FeedbackKind;
  /** From the tag that every email carries. */
  readonly delivery: string;
  readonly at: Instant;
  readonly providerId: string | null;
  /** The provider's reason for a failure, if given. */
  readonly reason?: string | null;
  /** The cause of a failure if it is not this email, as when the call is rejected for it. */
  readonly cause?: FailureCause | null;
};

export type FailureCause = 'quota' | 'account';

export type FeedbackKind =
  | 'accepted'
  | 'delivered'
  | 'bounced'
  | 'soft_bounced'
  | 'complained'
  | 'failed'
  | 'refused_as_suppressed';

// How long the provider keeps an idempotency key, and the deadlines derived from it.

/** Resend: https://resend.com/docs/dashboard/emails/idempotency-keys */
export const KEY_HOURS = 24;

/** How long a call is retried under its key; the hour of margin allows for clock skew. */
export const RETRY_FOR = (KEY_HOURS - 1) * HOUR;

/**
 * From then on, an email missing from the provider's list was not accepted: no retry is running.
 */
export const SETTLED_AFTER = (KEY_HOURS + 1) * HOUR;

/** A call still open after this was left behind: the consistency check reports it. */
export const CLOSED_AFTER = (KEY_HOURS + 2) * HOUR;
