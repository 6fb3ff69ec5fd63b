/** Every way into the operator's pages that isn't through Cloudflare Access. */
import { sign } from 'hono/jwt';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bindings, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const TEAM = 'https://example-team.cloudflareaccess.com';
const AUDIENCE = 'a1b2c3d4e5f6-example-audience';
const GUARDED: typeof bindings = {
  ...bindings,
  ACCESS_TEAM_DOMAIN: 'example-team.cloudflareaccess.com',
  ACCESS_AUD: AUDIENCE,
};
const UNGUARDED: typeof bindings = { ...bindings };
const LAPTOP: typeof bindings = { ...bindings, PUBLIC_URL: 'http://localhost:8787' };
const PATHS = [
  ...['/admin', '/admin/emails', '/admin/runs', '/admin/person'],
  ...['/admin/person?address=ada%40admin.example', '/admin/emails.csv', '/admin/planned.csv'],
  '/admin/runs/events-by-day.csv',
];

type Pair = { readonly privateKey: CryptoKey; readonly publicKey: JsonWebKey };

let own: Pair;
let other: Pair;

async function newPair(): Promise<Pair> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
  const pair = (await crypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const publicKey = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as JsonWebKey;
  return { privateKey: pair.privateKey, publicKey };
}

const seconds = (): number => Math.floor(Date.now() / 1000);
const claims = () => ({
  aud: [AUDIENCE],
  email: 'operator@example.com',
  iss: TEAM,
  iat: seconds() - 60,
  nbf: seconds() - 60,
  exp: seconds() + 600,
});

const encoded = (part: object | Uint8Array): string =>
  btoa(
    part instanceof Uint8Array
      ? String.fromCharCode(...part)
      : String.fromCharCode(...new TextEncoder().encode(JSON.stringify(part))),
  )
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/** A token of these claims, signed as Access signs. */
async function signed(payload: object, { privateKey } = own, header: object = {}): Promise<string> {
  const text = `${encoded({ alg: 'RS256', kid: 'own', typ: 'JWT', ...header })}.${encoded(payload)}`;
  const bytes = new TextEncoder().encode(text);
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, bytes);
  return `${text}.${encoded(new Uint8Array(signature))}`;
}

beforeAll(async () => {
  [own, other] = await Promise.all([newPair(), newPair()]);
});

/** What Access answers when it is asked for its keys. */
let keys: () => Response | Promise<Response>;
let asked: string[];

beforeEach(() => {
  asked = [];
  keys = () => Response.json({ keys: [{ ...own.publicKey, kid: 'own', alg: 'RS256' }] });
  const real = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.includes('cloudflareaccess')) return real(input, init);
    asked.push(url);
    return keys();
  });
});

const open = (path: string, token: string | null, env = GUARDED) =>
  request(path, NOW, token === null ? {} : { headers: { 'cf-access-jwt-assertion': token } }, env);

it.each(PATHS)('%s opens with a token of Access', async (path) => {
  const answer = await open(path, await signed(claims()));
  expect(answer.status).toBe(200);
  expect(new Set(asked)).toEqual(new Set([`${TEAM}/cdn-cgi/access/certs`]));
  const { headers } = answer;
  expect(headers.get('cache-control')).toMatch(/^no-store/);
  expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('content-security-policy')).toContain("script-src 'none'");
  expect(headers.get('x-frame-options')).toBe('DENY');
});

it('a team domain may be written with its scheme, and the audience as a text', async () => {
  const env = { ...GUARDED, ACCESS_TEAM_DOMAIN: `${TEAM}/` };
  expect((await open('/admin', await signed({ ...claims(), aud: AUDIENCE }), env)).status).toBe(
    200,
  );
});

describe('refused with 403', () => {
  const ATTACKS: Readonly<Record<string, () => string | null | Promise<string>>> = {
    'no token': () => null,
    'an empty token': () => '',
    'something that isn’t a token': () => 'x',
    'a token of another form': () => 'a.b.c',
    'another audience': () => signed({ ...claims(), aud: ['another'] }),
    'no audience': () => signed({ ...claims(), aud: undefined }),
    'an empty audience': () => signed({ ...claims(), aud: [] }),
    'another issuer': () => signed({ ...claims(), iss: 'https://evil.cloudflareaccess.com' }),
    'no issuer': () => signed({ ...claims(), iss: undefined }),
    'an expired token': () => signed({ ...claims(), exp: seconds() - 1 }),
    'a token that never expires': () => signed({ ...claims(), exp: undefined }),
    'an expiry as a text': () => signed({ ...claims(), exp: '9999999999' }),
    'a token of the future': () => signed({ ...claims(), nbf: seconds() + 600 }),
    "another key's token": () => signed(claims(), other),
    "another key's token with its own name": () => signed(claims(), other, { kid: 'other' }),
    'no key name': () => signed(claims(), own, { kid: undefined }),
    'a critical extension': () => signed(claims(), own, { crit: ['x'] }),
    'alg none': () => `${encoded({ alg: 'none', kid: 'own' })}.${encoded(claims())}.`,
    'alg None with a signature': () =>
      `${encoded({ alg: 'None', kid: 'own' })}.${encoded(claims())}.AAAA`,
    'HS256 with the public key as its secret': () =>
      sign(claims(), JSON.stringify(own.publicKey), 'HS256'),
    'HS256 with the public key, named': async () => {
      const secret = JSON.stringify({ ...own.publicKey, kid: 'own', alg: 'RS256' });
      const text = `${encoded({ alg: 'HS256', kid: 'own', typ: 'JWT' })}.${encoded(claims())}`;
      const key = await crypto.subtle.importKey(
        'raw',
        new TextEncoder().encode(secret),
        { name: 'HMAC', hash: 'SHA-256' },
        false,
        ['sign'],
      );
      const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text));
      return `${text}.${encoded(new Uint8Array(mac))}`;
    },
    'RS512 in the header': () => signed(claims(), own, { alg: 'RS512' }),
    'claims changed after signing': async () => {
      const [header, , signature] = (await signed(claims())).split('.');
      return `${header}.${encoded({ ...claims(), email: 'evil@example.com' })}.${signature}`;
    },
    'no signature': async () => (await signed(claims())).replace(/[^.]+$/, ''),
    'the key in the token itself': () =>
      signed(claims(), other, { kid: 'x', jwk: { ...other.publicKey, kid: 'x' } }),
    'a token of 100 KB': () => signed({ ...claims(), aud: ['x'.repeat(100_000)] }),
  };

  it.each(Object.entries(ATTACKS))('%s', async (_, make) => {
    const token = await make();
    for (const path of PATHS) {
      const answer = await open(path, token);
      const text = await answer.text();
      expect([path, answer.status]).toEqual([path, 403]);
      expect(answer.headers.get('cache-control')).toMatch(/^no-store/);
      expect(text).not.toContain(AUDIENCE);
      expect(text).not.toContain('cloudflareaccess');
    }
  });

  const OUTAGES: Readonly<Record<string, () => Response | Promise<Response>>> = {
    'that fail': () => new Response('', { status: 500 }),
    'that cannot be reached': () => Promise.reject(new Error('Network connection lost.')),
    'that aren’t JSON': () => new Response('<html>'),
    'that aren’t a list': () => Response.json({ keys: null }),
    'that are an empty list': () => Response.json({ keys: [] }),
    'that have moved': () => Response.redirect('https://evil.example/certs', 302),
  };

  it.each(Object.entries(OUTAGES))('a valid token, with keys %s', async (_, answer) => {
    keys = answer;
    expect((await open('/admin', await signed(claims()))).status).toBe(403);
  });

  it('a valid token on a host that is not the site’s', async () => {
    for (const host of ['https://milepost.workers.dev', 'http://localhost:8787']) {
      expect((await open(`${host}/admin`, await signed(claims()))).status).toBe(403);
    }
  });

  it('a valid token in the cookie or the query only', async () => {
    const token = await signed(claims());
    const headers = { cookie: `CF_Authorization=${token}`, authorization: `Bearer ${token}` };
    const path = `/admin?CF_Authorization=${token}`;
    expect((await request(path, NOW, { headers }, GUARDED)).status).toBe(403);
  });
});

describe('not there, 404', () => {
  const LACKING: Readonly<Record<string, typeof bindings>> = {
    'both settings': UNGUARDED,
    'the audience': { ...GUARDED, ACCESS_AUD: '' },
    'the team': { ...GUARDED, ACCESS_TEAM_DOMAIN: ' ' },
  };

  it.each(Object.entries(LACKING))('without %s', async (_, env) => {
    for (const path of PATHS) {
      expect((await open(path, await signed(claims()), env)).status).toBe(404);
    }
    expect(asked).toEqual([]);
  });

  it.each(['localhost', '127.0.0.1'])(
    'with the host %s, on a site that is elsewhere',
    async (host) => {
      for (const headers of [{ host }, { 'x-forwarded-host': host }] as Record<string, string>[]) {
        expect((await request(`http://${host}/admin`, NOW, { headers }, UNGUARDED)).status).toBe(
          404,
        );
        expect((await request('/admin', NOW, { headers }, UNGUARDED)).status).toBe(404);
      }
    },
  );

  it.each([
    'http://evil.example/admin',
    'http://localhost.evil.example/admin',
    'http://127.0.0.1.evil.example/admin',
    'http://[::1]/admin',
    'https://milepost.test/admin',
  ])('on a laptop, under the foreign host %s', async (url) => {
    expect((await request(url, NOW, {}, LAPTOP)).status).toBe(404);
  });
});

it('is open on a laptop, where both hosts are local', async () => {
  for (const path of PATHS) {
    for (const host of ['http://localhost:8787', 'http://127.0.0.1:8787']) {
      expect((await request(`${host}${path}`, NOW, {}, LAPTOP)).status).toBe(200);
    }
  }
});

it.each(['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is a 405', async (method) => {
  const headers = { 'cf-access-jwt-assertion': await signed(claims()) };
  for (const path of PATHS) {
    const answer = await request(path, NOW, { method, headers }, GUARDED);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
  }
});

it('a wrong team domain is a problem of the settings', async () => {
  const env = { ...GUARDED, ACCESS_TEAM_DOMAIN: 'my team' };
  const answer = await request('/health', NOW, {}, env);
  expect(await answer.text()).toContain("ACCESS_TEAM_DOMAIN isn't a domain");
});
