/** How long the provider keeps an idempotency key, and what follows from it. */
import { HOUR } from './time.ts';

/** Resend: https://resend.com/docs/dashboard/emails/idempotency-keys */
export const KEY_HOURS = 24;

/** A call is retried under its key for this long: an hour is left for clocks that differ. */
export const RETRY_FOR = (KEY_HOURS - 1) * HOUR;

/** When an email that is missing from the provider's list was not accepted: no call can repeat it. */
export const SETTLED_AFTER = (KEY_HOURS + 1) * HOUR;

/** A call that is still open then was forgotten: the consistency check reports it. */
export const CLOSED_AFTER = (KEY_HOURS + 2) * HOUR;
