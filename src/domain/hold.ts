/** Why sending is paused, and when one email is tried again. */
import { type Instant, MINUTE, toMinute } from './time.ts';

export type Cause = 'rate' | 'quota' | 'account' | 'refused';

export type Hold = {
  /** `ALL`, or one message: `<course>/<message>`. */
  readonly scope: string;
  readonly cause: Cause;
  /** The provider's name for the error. */
  readonly reason: string;
  /** The provider's message, redacted. */
  readonly detail: string | null;
  readonly since: Instant;
  /** One email is tried then; if it is accepted, the hold ends. */
  readonly nextAt: Instant;
  readonly tries: number;
};

export const ALL = '*';

/** How long after the rejection one email is tried, and how long between later tries. */
export const RETRY_AFTER: Readonly<
  Record<Cause, { readonly first: number; readonly again: number }>
> = {
  rate: { first: MINUTE, again: 5 * MINUTE },
  // Not at midnight: a quota may be a rolling 24-hour window and free up at any time.
  quota: { first: 15 * MINUTE, again: 30 * MINUTE },
  account: { first: 5 * MINUTE, again: 5 * MINUTE },
  refused: { first: 5 * MINUTE, again: 5 * MINUTE },
};

/** This many equal rejections with no acceptance in between hold sending. */
export const ALIKE = 3;

/** A rejected row waits this long, so that other rows of a held message are tried before it. */
export const ROTATION = 30 * MINUTE;

/** A row that was rescheduled this often after its message was accepted again fails for good. */
export const MOST_RETURNS = 5;

/** The hold that stops all sending at this time, if any. */
export const stopping = (holds: readonly Hold[], now: Instant): Hold | undefined =>
  holds.find(({ scope, nextAt }) => scope === ALL && nextAt > now);

/**
 * The holds that allow one email at this time, the one that waits longest first. While all sending is
 * held, only that hold counts.
 */
export function triable(holds: readonly Hold[], now: Instant): Hold[] {
  const all = holds.find(({ scope }) => scope === ALL);
  const open = (all ? [all] : holds).filter(({ nextAt }) => nextAt <= now);
  return open.toSorted((a, b) => a.nextAt - b.nextAt);
}

/** Describes the hold to the operator. */
export function describeHold({ scope, cause, reason, detail, since, nextAt }: Hold): string {
  const said = detail === null ? reason : `${reason}: ${detail.replace(/\.+$/, '')}`;
  const from = `since ${toMinute(since)}`;
  const next = `We'll try one email at ${toMinute(nextAt)}.`;
  if (scope !== ALL) {
    return `${scope} is held ${from}: the provider rejects it (${said}). Correct the message and deploy. ${next}`;
  }
  switch (cause) {
    case 'rate':
      return `All sending is held ${from}: the provider asks us to wait (${said}). ${next}`;
    case 'quota':
      return `All sending is held ${from}: the provider's quota is used up (${said}). ${next}`;
    case 'account':
      return `All sending is held ${from}: the provider rejects the sender or the account (${said}). Correct MAIL_FROM, REPLY_TO, RESEND_API_KEY or the domain. ${next}`;
    case 'refused':
      return `All sending is held ${from}: the provider rejects every email (${said}). Correct what it names. ${next}`;
  }
}

/** The database's error while `npx milepost restore` replaces it. */
export const BEING_RESTORED = 'The database is being restored';
