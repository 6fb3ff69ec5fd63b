import type { PersonalPage } from '../domain/redact.ts';
import type { Instant } from '../domain/time.ts';
import type { Tokens } from './tokens.ts';

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
