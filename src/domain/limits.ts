/** How much a sign-up form may be used, and how often an address is written to unasked. */
import type { Delivery } from './delivery.ts';
import { DAY, type Instant, MINUTE } from './time.ts';

/** Confirmations to one mailbox that nobody uses: counted anew once one was used. */
export const CONFIRMATIONS = [
  { within: 10 * MINUTE, most: 1 },
  { within: DAY, most: 2 },
  { within: 90 * DAY, most: 3 },
] as const;

/** An address that bounced gets fewer: one that works again needs only one. */
export const BOUNCED_CONFIRMATIONS = [...CONFIRMATIONS, { within: 7 * DAY, most: 1 }] as const;

/** How much room the form has on a day (UTC). */
export type Room = {
  /** Confirmations that all of its sign-ups may ask for. */
  readonly all: number;
  /** The same of one network. */
  readonly network: number;
  /** Sign-ups of one mailbox that are looked at; of more, nothing could come. */
  readonly mailbox: number;
};

/** Half of the provider's quota is for who is subscribed. A class in one room can still sign up. */
export const roomOf = (mailDailyLimit: number): Room => ({
  all: Math.floor(mailDailyLimit / 2),
  network: 20,
  mailbox: 20,
});

/** For load tests. */
export const NO_LIMITS: Room = { all: 1e15, network: 1e15, mailbox: 1e15 };

/** So many sign-ups of a mailbox can bring a confirmation on one day; only they use up room. */
export const CHARGED = 2;

/** Whether a person may have one more new address asked; the mailbox has its own limit. */
export function mayAskAgain(
  ledger: readonly Delivery[],
  usedAt: Instant | null,
  now: Instant,
): boolean {
  const earlier = ledger
    .filter(({ message, firstCallAt }) => message === 'confirm-address' && firstCallAt !== null)
    .filter(({ firstCallAt }) => usedAt === null || firstCallAt! > usedAt)
    // Clocks differ: what was asked in a moment was asked.
    .map(({ firstCallAt }) => Math.abs(now - firstCallAt!));
  return CONFIRMATIONS.every(
    ({ within, most }) => earlier.filter((age) => age < within).length < most,
  );
}

/** Somebody who is subscribed and signs up again is told so at most once a day. */
export function mayRemind(ledger: readonly Delivery[], now: Instant): boolean {
  return !ledger.some(
    ({ message, state, dueAt, firstCallAt }) =>
      message === 'already-subscribed' &&
      (state === 'scheduled' || (firstCallAt !== null && Math.abs(now - dueAt) < DAY)),
  );
}
