import type { PersonalPage } from '../domain/redact.ts';
import type { Links } from '../usecases/ports.ts';
import type { Tokens } from './tokens.ts';

/** Every personal URL used in emails; pages use relative links. */
export const mailLinks = (tokens: Tokens): Links => ({
  currentKey: tokens.currentKey,
  knows: (key) => tokens.keys.includes(key),
  confirm: (base, key, subscription, until) =>
    url(base, 'confirm', tokens.sign('confirm', key, subscription, until)),
  manage: (base, key, subscription, version) =>
    url(base, 'manage', tokens.sign('manage', key, subscription, version || null)),
  confirmAddress: (base, key, change, until) =>
    url(base, 'confirm-address', tokens.sign('address', key, change, until)),
  unsubscribe: (base, key, subscription) =>
    url(base, 'unsubscribe', tokens.sign('unsubscribe', key, subscription, null)),
  calendar: (base, key, subscription, version) =>
    `${url(base, 'calendar', tokens.sign('calendar', key, subscription, version || null))}.ics`,
});

const url = (base: string, page: PersonalPage, token: string): string => `${base}/${page}/${token}`;
