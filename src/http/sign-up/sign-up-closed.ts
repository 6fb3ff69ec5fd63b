/** Why sign-up is closed, and when it opens again. */
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Instant } from '../../domain/time.ts';
import { type AppContext, zoneOf } from '../shared/context.ts';
import { i18nOf } from '../shared/language.tsx';
import { returnInWords } from '../shared/wording.ts';

export type Closing = {
  readonly why: 'day' | 'network' | 'mail' | 'rush' | 'check';
  readonly until: Instant;
};

export type ClosedWords = {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly text: string;
};

/** The text in the visitor's time zone; sets Retry-After for API clients. */
export function closedWords(c: AppContext, { why, until }: Closing, zone = zoneOf(c)): ClosedWords {
  const { now } = c.var.services;
  c.header('Retry-After', String(Math.max(1, Math.ceil((until - now) / 1000))));
  c.header('Cache-Control', 'no-store');
  const i18n = i18nOf(c);
  const { title, text } = i18n.words.closed[why];
  const when = returnInWords(until, now, zone || 'UTC', i18n);
  return { status: STATUS[why], title, text: text(when) };
}

const STATUS: Readonly<Record<Closing['why'], ContentfulStatusCode>> = {
  day: 503,
  network: 429,
  mail: 503,
  rush: 429,
  check: 503,
};
