/** How long the provider keeps an idempotency key, and the deadlines derived from it. */
import { HOUR } from './time.ts';

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
