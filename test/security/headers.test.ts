import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { attack, UNGUARDED, type Victim, victim } from './attack.ts';
import { METHODS, PATTERNS, pathOf } from './routes.ts';
import { headerFaults } from './verdict.ts';

/** Every route, method and circumstance answers with the full security headers. */

const seen = new Set<number>();
let person: Victim;

beforeEach(() => {
  for (const say of ['log', 'error'] as const) vi.spyOn(console, say).mockReturnValue();
});

beforeAll(async () => {
  person = await victim('headers');
});

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json', accept: 'application/json' };

type Circumstance = {
  readonly isForged?: boolean;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly settings?: Record<string, unknown>;
};

const failing = (error: Error) => ({
  prepare: () => {
    throw error;
  },
});

const away = failing(new Error('D1_ERROR: Network connection lost.'));
const wrong = failing(new TypeError("Cannot read properties of undefined (reading 'x')"));

const CIRCUMSTANCES: Readonly<Record<string, Circumstance>> = {
  'with a valid link': {},
  'with a valid link, as JSON': { headers: { accept: 'application/json' } },
  'with a forged link': { isForged: true },
  'with a forged link, as JSON': { isForged: true, headers: JSON_TYPE },
  'with a body that is not a form': { headers: { 'content-type': 'text/xml' }, body: '<' },
  'with broken JSON': { headers: JSON_TYPE, body: '{' },
  'with an empty form': { headers: FORM, body: '' },
  'with too large a body': { headers: FORM, body: 'x'.repeat(20_000) },
  'while the database is unavailable': { settings: { ...UNGUARDED, DB: away } },
  'with an internal error': { settings: { ...UNGUARDED, DB: wrong } },
  'without settings': { settings: { LINK_SECRET: '', PUBLIC_URL: '' } },
};

describe.each(PATTERNS)('%s', (pattern) => {
  it.each(METHODS)('%s has the full headers in every circumstance', async (method) => {
    for (const [name, { isForged, headers = {}, body, settings }] of Object.entries(
      CIRCUMSTANCES,
    )) {
      if (body !== undefined && ['GET', 'HEAD'].includes(method)) continue;
      const path = pathOf(pattern, isForged ? {} : person.at(pattern));
      const init = { method, headers, ...(body === undefined ? {} : { body }) };
      const answer = await attack(path, init, settings);
      seen.add(answer.status);
      expect([name, answer.status, headerFaults(path, answer)]).toEqual([name, answer.status, []]);
    }
  });
});

describe('with a list of sites that may embed the form', () => {
  const settings = { ...UNGUARDED, EMBED_ORIGINS: 'https://blog.example' };

  it.each(PATTERNS)('%s may be framed by them only if it is the form', async (pattern) => {
    // The response to OPTIONS is no page.
    for (const method of METHODS.filter((one) => one !== 'OPTIONS')) {
      const path = pathOf(pattern, person.at(pattern));
      const answer = await attack(`${path}?embed=yes`, { method }, settings);
      const policy = answer.headers.get('content-security-policy');
      const framers = /frame-ancestors ([^;]*)/.exec(policy!)![1];
      const isForm = ['/embed/:course', '/subscribe', '/check-your-inbox'].includes(pattern);
      expect([method, framers]).toEqual([method, isForm ? 'https://blog.example' : "'none'"]);
      const unframed = new Headers(answer.headers);
      if (isForm) {
        expect(unframed.get('x-frame-options')).toBeNull();
        unframed.set('x-frame-options', 'DENY');
        unframed.set('content-security-policy', policy!.replace(framers!, "'none'"));
      }
      const faults = headerFaults(path, { status: answer.status, headers: unframed });
      expect([method, faults]).toEqual([method, []]);
    }
  });

  it.each(PATTERNS)('%s is readable by them only if it is /subscribe', async (pattern) => {
    for (const origin of ['https://blog.example', 'null', 'https://evil.example']) {
      for (const method of METHODS) {
        const path = pathOf(pattern, person.at(pattern));
        const { headers } = await attack(path, { method, headers: { origin } }, settings);
        const isAllowed = pattern === '/subscribe' && origin === 'https://blog.example';
        const allowed = headers.get('access-control-allow-origin');
        expect([origin, method, allowed]).toEqual([origin, method, isAllowed ? origin : null]);
        expect(headers.has('access-control-allow-credentials')).toBe(false);
      }
    }
  });
});

it('the circumstances brought out every kind of response', () => {
  const wanted = [200, 204, 303, 400, 404, 405, 413, 415, 422, 500, 503];
  expect([...seen].sort()).toEqual(expect.arrayContaining(wanted));
});

it.each([
  ['/nope', '/nope'],
  ['//manage/x', '//manage/x'],
  ['/manage', '/manage'],
  ['/manage/x/y/z', '/manage/x/y/z'],
  ['/%6danage/x', '/manage/x'],
  ['/manage/%00', '/manage/%00'],
  ['/manage/%ff%fe', '/manage/%ff%fe'],
  ['/calendar/x', '/calendar/x'],
  ['/styles.css/..%2f..%2fwrangler.toml', '/styles.css'],
  [`/${'a'.repeat(8_000)}`, '/'],
  ['/?target_date=%', '/'],
])('%s has the full headers too', async (asked, meant) => {
  for (const method of METHODS) {
    const answer = await attack(asked, { method });
    expect([method, headerFaults(meant, answer)]).toEqual([method, []]);
  }
});

it('a missing header is detected', () => {
  const full = new Headers({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'strict-transport-security': 'max-age=31536000',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': 'no-store',
  });
  expect(headerFaults('/manage/x', { status: 200, headers: full })).toEqual([]);
  for (const name of full.keys()) {
    const lacking = new Headers(full);
    lacking.delete(name);
    expect([name, headerFaults('/manage/x', { status: 200, headers: lacking })]).not.toEqual([
      name,
      [],
    ]);
  }
  for (const policy of ["script-src 'unsafe-inline'", 'script-src https://a.example']) {
    const loose = new Headers(full);
    loose.set('content-security-policy', `${full.get('content-security-policy')}; ${policy}`);
    expect(headerFaults('/', { status: 200, headers: loose })).toHaveLength(1);
  }
});
