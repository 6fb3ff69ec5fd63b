/** Turnstile, with the operator's keys, against a local siteverify over real HTTP. */
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/services.ts';
import { REAL_SECRET } from '../support/turnstile.ts';
import { bindings, mailsTo, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const at = (name: string): string => `${name}@turnstile.example`;
const verify = (path = 'siteverify') =>
  new URL(`/turnstile/${path}`, bindings.RESEND_BASE_URL).href;

const keys = (secret: string, path?: string) => ({
  ...bindings,
  TURNSTILE_SITE_KEY: '1x00000000000000000000AA',
  TURNSTILE_SECRET_KEY: secret,
  TURNSTILE_VERIFY_URL: verify(path),
});

/** Cloudflare's official test secrets. */
const PASSES = '1x0000000000000000000000000000000AA';
const FAILS = '2x0000000000000000000000000000000AA';
const SPENT = '3x0000000000000000000000000000000AA';
const DUMMY = 'XXXX.DUMMY.TOKEN.XXXX';

const signUp = (name: string, env: typeof bindings, token?: string, init: RequestInit = {}) =>
  request(
    '/subscribe',
    NOW,
    {
      method: 'POST',
      body: new URLSearchParams({
        email: at(name),
        target_date: '2028-03-20',
        time_zone: 'UTC',
        ...(token === undefined ? {} : { 'cf-turnstile-response': token }),
      }),
      ...init,
    },
    env,
  );

describe('with the official test keys', () => {
  it('a passed check signs up', async () => {
    expect((await signUp('pass', keys(PASSES), DUMMY)).status).toBe(303);
    expect((await mailsTo(at('pass'))).length).toBe(1);
  });

  it.each([
    ['fails', FAILS, DUMMY, 'didn’t work or took too long'],
    ['brings a spent token', SPENT, DUMMY, 'didn’t work or took too long'],
    ['brings none', PASSES, undefined, 'complete the robot check'],
    ['brings an empty one', PASSES, '', 'complete the robot check'],
    ['brings far too much', PASSES, 'x'.repeat(3000), 'didn’t work or took too long'],
  ])('a check that %s shows the form again, with the input', async (name, secret, token, words) => {
    const id = name.replaceAll(' ', '-');
    const page = await signUp(id, keys(secret), token);
    const html = await page.text();
    expect([page.status, html.includes(words)]).toEqual([422, true]);
    expect(html).toContain(`value="${at(id)}"`);
    expect(html).toContain('href="#person"');
    expect(await mailsTo(at(id))).toEqual([]);
    const json = await signUp(id, keys(secret), token, { headers: { accept: 'application/json' } });
    expect([json.status, await json.json()]).toEqual([
      422,
      { errors: [{ field: 'person', message: expect.stringContaining(words) }] },
    ]);
  });
});

describe("with a widget's keys", () => {
  it.each([
    ['our form', 'host=milepost.test action=subscribe', 303],
    ['another site', 'host=evil.example action=subscribe', 422],
    ['another form', 'host=milepost.test action=login', 422],
    ['nowhere', 'made up', 422],
  ])('a token from %s', async (name, token, status) => {
    const answer = await signUp(name.replaceAll(' ', '-'), keys(REAL_SECRET), token);
    expect(answer.status).toBe(status);
  });

  it('a token works once', async () => {
    const token = 'host=milepost.test action=subscribe twice';
    expect((await signUp('once', keys(REAL_SECRET), token)).status).toBe(303);
    expect((await signUp('twice', keys(REAL_SECRET), token)).status).toBe(422);
    expect(await mailsTo(at('twice'))).toEqual([]);
  });
});

describe('if siteverify is unavailable', () => {
  it.each([
    ['the service is broken', REAL_SECRET, 'broken'],
    ['it returns a web page', REAL_SECRET, 'unreadable'],
    ['our secret is not the widget’s', 'another-secret', 'siteverify'],
  ])('%s: the form says so and is kept', async (name, secret, path) => {
    const id = name.replaceAll(/\W+/g, '-');
    const answer = await signUp(id, keys(secret, path), 'host=milepost.test action=subscribe x');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
    const html = await answer.text();
    expect(html).toContain('The robot check isn’t working');
    expect(html).toContain(`value="${at(id)}"`);
    expect(await mailsTo(at(id))).toEqual([]);
  });
});

describe('the page', () => {
  it('has the widget, a hint for browsers without scripts, and a policy that allows it', async () => {
    for (const path of ['/', '/c/ml-interviews']) {
      const response = await request(path, NOW, {}, keys(PASSES));
      const html = await response.text();
      expect(html).toContain('data-sitekey="1x00000000000000000000AA"');
      expect(html).toContain('data-action="subscribe"');
      expect(html).toMatch(/<noscript>.*author@milepost\.test/s);
      const policy = response.headers.get('content-security-policy')!;
      expect(policy).toContain("script-src 'self' https://challenges.cloudflare.com;");
      expect(policy).toContain('frame-src https://challenges.cloudflare.com;');
      expect(policy).not.toContain('unsafe');
    }
  });

  it('has none of it without keys, and personal pages never have it', async () => {
    const without = await request('/', NOW);
    expect(await without.text()).not.toMatch(/turnstile|challenges\.cloudflare/);
    expect(without.headers.get('content-security-policy')).not.toContain('challenges');
    const personal = await request('/manage/x', NOW, {}, keys(PASSES));
    expect(personal.headers.get('content-security-policy')).toContain("script-src 'none'");
  });
});

it('the check comes before any write', async () => {
  const env = { ...keys(FAILS), DB: {} as D1Database };
  await request('/', NOW);
  expect((await signUp('before', env, DUMMY)).status).toBe(422);
});

describe('keys without their counterpart', () => {
  it.each([
    [{ TURNSTILE_SITE_KEY: 'x' }, 'is set: set both, or neither'],
    [{ TURNSTILE_SECRET_KEY: 'x' }, 'is set: set both, or neither'],
    [{ TURNSTILE_SITE_KEY: 'x', TURNSTILE_SECRET_KEY: PASSES, TIME_TRAVEL: '' }, 'is a test key'],
    [{ TURNSTILE_VERIFY_URL: 'https://evil.example', TIME_TRAVEL: '' }, 'is only for tests'],
  ])('%j', (over, words) => {
    const { problems } = readConfig({ ...bindings, ...over }) as { problems: string[] };
    expect(problems).toEqual([expect.stringContaining(words)]);
  });
});

describe('the rate-limit binding', () => {
  const env = (left: number) => {
    const asked: string[] = [];
    const SIGN_UP_RATE = {
      limit: async ({ key }: { key: string }) => {
        asked.push(key);
        return { success: asked.length <= left };
      },
    };
    return { asked, env: { ...bindings, SIGN_UP_RATE } };
  };
  const from = (ip: string) => ({ headers: { 'cf-connecting-ip': ip } });

  it('stops a network that is too fast, before the database', async () => {
    const { asked, env: own } = env(1);
    expect((await signUp('fast1', own, undefined, from('203.0.113.1'))).status).toBe(303);
    const answer = await signUp('fast2', own, undefined, from('203.0.113.2'));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await answer.text()).toContain('Too fast');
    expect(new Set(asked).size).toBe(1);
    expect(asked[0]).not.toContain('203');
  });

  it('is not used on a laptop or in a load test', async () => {
    const { asked, env: own } = env(0);
    expect((await signUp('laptop', own, undefined, from('127.0.0.1'))).status).toBe(303);
    const load = { ...own, ABUSE_LIMITS: 'off' };
    expect((await signUp('load', load, undefined, from('203.0.113.1'))).status).toBe(303);
    expect(asked).toEqual([]);
  });
});
