/** Why something cannot be taken at present, and from when on it can: said, never glossed over. */
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { nextDay } from '../domain/limits.ts';
import { dayInWords, timeInWords, zoneInWords } from '../domain/speech.ts';
import { civilDay, type Instant, MINUTE } from '../domain/time.ts';
import type { AppContext } from './env.ts';
import { localeOf, zoneOf } from './visitor.ts';

export type Closing = {
  readonly why: 'day' | 'network' | 'mail' | 'rush' | 'check';
  readonly until: Instant;
};

export type ClosedWords = {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly text: string;
};

/** Says it in the visitor's time, and tells programs how long to wait. */
export function closedWords(
  c: AppContext,
  { why, until }: Closing,
  zone = zoneOf(c),
  locale = localeOf(c),
): ClosedWords {
  const { now } = c.var.services;
  c.header('Retry-After', String(Math.max(1, Math.ceil((until - now) / 1000))));
  c.header('Cache-Control', 'no-store');
  return SAID[why](returnInWords(until, now, zone || 'UTC', locale));
}

const SAID: Readonly<Record<Closing['why'], (when: string) => ClosedWords>> = {
  day: (when) => ({
    status: 503,
    title: 'No more sign-ups today',
    text: `We can send only so many mails a day, and today’s are spoken for. Nothing was saved. Come back ${when}: then there is room again.`,
  }),
  network: (when) => ({
    status: 429,
    title: 'Too many sign-ups from your network',
    text: `From the network that you are in, too many addresses were signed up today. Nothing was saved. Come back ${when}, or try from another network.`,
  }),
  mail: (when) => ({
    status: 503,
    title: 'Our mail is resting',
    text: `The service that delivers our mail takes no more for now. Nothing was saved. Come back ${when}: then it works again.`,
  }),
  rush: (when) => ({
    status: 429,
    title: 'Too fast',
    text: `Too much came from your network at once. Nothing was saved. Try again ${when}.`,
  }),
  check: (when) => ({
    status: 503,
    title: 'We cannot check the form',
    text: `The service that tells people from robots does not answer. Nothing was saved. Try again ${when}.`,
  }),
};

/** When to come back. @example 'today after 9:00 AM in Tokyo, which is midnight UTC' */
export function returnInWords(until: Instant, now: Instant, zone: string, locale: string): string {
  if (until - now <= 2 * MINUTE) return 'in a minute';
  const day = civilDay(until, zone);
  const on = day === civilDay(now, zone) ? 'today' : `on ${dayInWords(day, locale)}`;
  const at = `${timeInWords(until, zone, locale)} in ${zoneInWords(zone)}`;
  const utc = until % nextDay(0) === 0 ? ', which is midnight UTC' : '';
  return `${on} after ${at}${utc}`;
}
