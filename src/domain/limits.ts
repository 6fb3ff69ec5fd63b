/** Limits on the sign-up form, per network too, and on unrequested emails to an address. */
import type { Delivery } from './delivery.ts';
import { DAY, type Instant, MINUTE } from './time.ts';

/** Unused confirmations sent to one address; the count restarts when one is used. */
export const CONFIRMATIONS = [
  { within: 10 * MINUTE, most: 1 },
  { within: DAY, most: 2 },
  { within: 90 * DAY, most: 3 },
] as const;

/** The same for all sub-addresses (`+tag`) of one mailbox together, which may be one person's. */
export const MAILBOX_CONFIRMATIONS = [
  { within: DAY, most: 4 },
  { within: 90 * DAY, most: 8 },
] as const;

/** Fewer for an address that bounced: if it works again, one is enough. */
export const BOUNCED_CONFIRMATIONS = [...CONFIRMATIONS, { within: 7 * DAY, most: 1 }] as const;

type Limit = { readonly within: number; readonly most: number };

/** Until when these limits allow no more, given when each of them was used. */
export const fullUntil = (
  limits: readonly Limit[],
  used: readonly Instant[],
  now: Instant,
): Instant =>
  Math.max(
    now,
    ...limits.map(({ within, most }) => {
      const recent = used.filter((at) => at <= now && at > now - within).sort((a, b) => b - a);
      return recent.length < most ? now : recent[most - 1]! + within;
    }),
  );

/** The sign-up form's quota for a day (UTC). */
export type SignUpLimits = {
  /** Confirmations that all sign-ups together may trigger. */
  readonly all: number;
  /** The same for one network. */
  readonly network: number;
  /** Sign-ups of one mailbox that are processed; more could not trigger another confirmation. */
  readonly mailbox: number;
};

/**
 * Half of the provider's quota is reserved for subscribers. 20 per network lets a class sign up.
 */
export const signUpLimitsOf = (mailDailyLimit: number): SignUpLimits => ({
  all: Math.floor(mailDailyLimit / 2),
  network: 20,
  mailbox: 20,
});

/**
 * Why the form is closed: until when, or permanently, because a copy sends nothing. `held`: until the
 * operator ends the brake; `until` is when to try again.
 */
export type Closed =
  | { readonly why: 'day' | 'network' | 'mail' | 'held'; readonly until: Instant }
  | { readonly why: 'copy'; readonly home: string };

/** For load tests. */
export const NO_LIMITS: SignUpLimits = { all: 1e15, network: 1e15, mailbox: 1e15 };

/** At most this many sign-ups of a mailbox trigger a confirmation in a day; only they use quota. */
export const CHARGED = MAILBOX_CONFIRMATIONS[0].most;

/** Whether a person may request another address change; the address has its own limit. */
export function mayAskAgain(
  ledger: readonly Delivery[],
  usedAt: Instant | null,
  now: Instant,
): boolean {
  const earlier = ledger
    .filter(({ message, firstCallAt }) => message === 'confirm-address' && firstCallAt !== null)
    .filter(({ firstCallAt }) => usedAt === null || firstCallAt! > usedAt)
    // Absolute value because clocks differ: a request slightly in the future counts too.
    .map(({ firstCallAt }) => Math.abs(now - firstCallAt!));
  return CONFIRMATIONS.every(
    ({ within, most }) => earlier.filter((age) => age < within).length < most,
  );
}

/** A subscriber signing up again gets at most one reminder a day; an unsent one is replaced. */
export function mayRemind(ledger: readonly Delivery[], now: Instant): boolean {
  return !ledger.some(
    ({ message, dueAt, firstCallAt }) =>
      message === 'already-subscribed' && firstCallAt !== null && Math.abs(now - dueAt) < DAY,
  );
}

/**
 * The network of a visitor's address: a /24 for IPv4, a /56 for IPv6, the size that one household
 * or office gets. Null for an invalid address and for the loopback address.
 * @example networkOf('203.0.113.7') // '203.0.113'
 * @example networkOf('2001:db8:0:ff11::1') // '2001:db8:0:ff'
 */
export function networkOf(address: string): string | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(mapped)) {
    const bytes = mapped.split('.').map(Number);
    if (bytes.some((byte) => byte > 255) || bytes[0] === 127) return null;
    return bytes.slice(0, 3).join('.');
  }
  const groups = groupsOf(address);
  if (groups === null || address === '::1') return null;
  const [a, b, c, d] = groups;
  return [a!, b!, c!, d! >> 8].map((group) => group.toString(16)).join(':');
}

/** The eight groups of an IPv6 address, or null. */
function groupsOf(address: string): readonly number[] | null {
  const host = URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1);
  if (host === undefined) return null;
  const [head = '', tail] = host.split('::') as [string, string?];
  const parts = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [front, back] = [parts(head), parts(tail ?? '')];
  return [...front, ...new Array<number>(8 - front.length - back.length).fill(0), ...back];
}
