/** Requests as an attacker makes them, and a victim with a valid link of every kind. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import worker from '../../src/index.ts';
import type { Env } from '../../src/services.ts';
import { skipWaits } from '../support/database.ts';
import { bindings, join, linkIn, mailsTo, post, request } from '../support/worker.ts';
import type { Values } from './routes.ts';

export const NOW = '2027-02-15T12:00:00Z';
const JOINED = '2027-02-14T12:00:00Z';
/** A separate day, because sign-ups are limited. */
const DAY_BEFORE = '2027-02-13T12:00:00Z';

/** Sign-up limits off, so that every request gets as far as possible; sending is held. */
export const UNGUARDED = { ABUSE_LIMITS: 'off', HELD: 'attacked in a test' };

/** The value for `npm test`, `npm run verify` or `npm run attack`, which runs everything. */
export const extent = <T>(test: T, verify: T, attack: T): T =>
  ({ test, verify, attack })[(bindings as { MODE?: string }).MODE ?? ''] ?? test;

/** Every `nth` item in `npm test`, every 13th in `npm run verify`: no list's length is a multiple. */
export function shareOf(nth: number): <T>(items: readonly T[]) => readonly T[] {
  let next = 0;
  const step = extent(nth, nth > 13 ? 13 : 1, 1);
  return (items) => items.filter(() => next++ % step === 0);
}

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

/** One request with these settings, including the work after the response. Waits are skipped. */
export async function attack(
  path: string,
  init: RequestInit = {},
  settings: Partial<Record<keyof Env, unknown>> = UNGUARDED,
): Promise<Answer> {
  skipWaits();
  const headers = new Headers(init.headers);
  headers.set('milepost-now', NOW);
  const incoming = new Request(`${bindings.PUBLIC_URL}${path}`, {
    redirect: 'manual',
    ...init,
    headers,
  }) as Request<unknown, IncomingRequestCfProperties>;
  const context = createExecutionContext();
  const response = await worker.fetch(incoming, { ...bindings, ...settings } as Env, context);
  const answer = {
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  };
  await waitOnExecutionContext(context);
  return answer;
}

export type Victim = {
  readonly email: string;
  /** Parameters for a route of this pattern. */
  readonly at: (pattern: string) => Values;
  readonly tokens: Readonly<Record<Kind, string>>;
};

type Kind =
  | 'manage'
  | 'confirm'
  | 'unsubscribe'
  | 'confirm-address'
  | 'restore-address'
  | 'calendar';

/** A person who subscribed the day before and has requested an address change. */
export async function victim(name: string): Promise<Victim> {
  const email = `${name}@victims.example`;
  const manage = await join({ email, target_date: '2028-03-20' }, JOINED);
  const [confirmation] = await mailsTo(email);
  await post(`${manage}/details`, JOINED, { email: `${name}.new@victims.example` });
  const [question] = await mailsTo(`${name}.new@victims.example`);
  const page = await (await request(manage, JOINED)).text();
  const welcome = (await mailsTo(email)).at(-1)!;
  const tokens = {
    manage: lastOf(manage),
    confirm: lastOf(linkIn(confirmation!, 'confirm')),
    unsubscribe: lastOf(linkIn(confirmation!, 'unsubscribe')),
    'confirm-address': lastOf(linkIn(question!, 'confirm-address')),
    'restore-address': lastOf(await moved(name)),
    calendar: /\/calendar\/([\w.-]+)\.ics/.exec(page)![1]!,
  };
  const at = (pattern: string): Values => ({
    token: tokens[pattern.split('/')[1] as Kind] ?? 'x',
    file: `${tokens.calendar}.ics`,
    delivery: welcome.tags[0]!.value,
    course: 'ml-interviews',
    lesson: 'one-day',
    page: 'shelf',
  });
  return { email, at, tokens };
}

/** A person whose address has just changed; returns the link that undoes it. */
async function moved(name: string): Promise<string> {
  const [before, after] = [`${name}.before@victims.example`, `${name}.after@victims.example`];
  const manage = await join({ email: before, target_date: '2028-03-20' }, DAY_BEFORE);
  await post(`${manage}/details`, JOINED, { email: after });
  const [question] = await mailsTo(after);
  await post(linkIn(question!, 'confirm-address'), JOINED);
  return linkIn((await mailsTo(before)).at(-1)!, 'restore-address');
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
