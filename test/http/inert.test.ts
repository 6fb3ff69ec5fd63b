/** Opening a link changes nothing, whatever opens it; only pressing a button does. */
import { beforeAll, describe, expect, it } from 'vitest';
import { extent, type Victim, victim } from '../security/attack.ts';
import { PATTERNS, pathOf } from '../security/routes.ts';
import { dump, join, mailsTo, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const LATER = '2027-02-15T12:00:00Z';
const SAFE = ['GET', 'HEAD', 'OPTIONS'] as const;

/** Link scanners, prefetching browsers, and method overrides. */
const VISITORS: readonly Record<string, string>[] = [
  {},
  { 'user-agent': 'Mozilla/5.0 (compatible; Barracuda Sentinel)', accept: '*/*' },
  { 'user-agent': 'Slackbot-LinkExpanding 1.0', 'sec-fetch-mode': 'no-cors' },
  { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' },
  { 'x-http-method-override': 'POST', 'x-http-method': 'POST', 'x-method-override': 'DELETE' },
  { 'content-type': 'application/json', accept: 'application/json' },
];

/** With `npm test` every pair of method, query and visitor; all three together with `npm run verify`. */
const isTried = (...[method, query, visitor]: readonly [number, number, number]): boolean =>
  extent((query + visitor) % SAFE.length === method, true, true);

let own: Victim;

beforeAll(async () => {
  own = await victim('inert');
});

describe.each(PATTERNS)('%s', (pattern) => {
  it('with every safe method leaves the database unchanged', async () => {
    const path = pathOf(pattern, own.at(pattern));
    const before = await dump();
    const queries = ['', '?_method=POST', '?done=yes&lesson=one-day&confirm=1&all=yes'];
    for (const [m, method] of SAFE.entries()) {
      for (const [q, query] of queries.entries()) {
        for (const [v, headers] of VISITORS.entries()) {
          if (!isTried(m, q, v)) continue;
          const { status } = await request(`${path}${query}`, LATER, { method, headers });
          expect([method, status < 500]).toEqual([method, true]);
        }
      }
    }
    expect(await dump()).toBe(before);
  });
});

it('every link of every email leaves it unchanged too', async () => {
  const email = 'inert@quiet.example';
  await join({ email, target_date: '2027-03-20' }, NOW);
  const mails = await mailsTo(email);
  const links = new Set(
    mails.flatMap(({ html, text, headers }) =>
      [...`${html} ${text} ${headers['List-Unsubscribe']}`.matchAll(OWN_LINK)].map(
        ([link]) => link,
      ),
    ),
  );
  expect(
    [...links].filter((link) => /confirm|manage|unsubscribe/.test(link)).length,
  ).toBeGreaterThan(2);
  const before = await dump();
  for (const link of [...links, ...links]) {
    for (const method of SAFE) {
      const response = await request(link, '2027-02-14T12:05:00Z', { method });
      expect([link, response.status < 400]).toEqual([link, true]);
    }
  }
  expect(await dump()).toBe(before);
});

describe('no form is submitted automatically', () => {
  it.each(PATTERNS)('on %s', async (pattern) => {
    const path = pathOf(pattern, own.at(pattern));
    const response = await request(path, LATER);
    const html = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).not.toMatch(/script-src[^;]*(unsafe|\*|data:|blob:)/);
    expect(html).not.toMatch(/<script(?! type="module" src="\/sign-up\.js">)/);
    expect(html).not.toMatch(/\son\w+\s*=|http-equiv="?refresh|javascript:/i);
    if (/^\/(confirm|confirm-address|restore-address|manage|unsubscribe)\//.test(path)) {
      expect(html).not.toContain('<script');
    }
  });
});

it('a confirm link works every time until it expires', async () => {
  const path = pathOf('/confirm/:token', own.at('/confirm/:token'));
  for (const now of [LATER, LATER, '2027-02-21T11:59:00Z']) {
    const answer = await request(path, now, { method: 'POST' });
    expect(answer.status).toBe(200);
  }
  expect((await request(path, '2027-02-21T12:01:00Z', { method: 'POST' })).status).toBe(410);
});

const OWN_LINK = /https:\/\/milepost\.test[^\s"<>)]*/g;
