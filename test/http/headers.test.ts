import { beforeAll, describe, expect, it } from 'vitest';
import { join, linkIn, mailsTo, post, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const links: Record<string, string> = {};

beforeAll(async () => {
  const email = 'headers@quiet.example';
  links.manage = await join({ email, target_date: '2028-03-20' }, NOW);
  const [confirmation] = await mailsTo(email);
  links.confirm = linkIn(confirmation!, 'confirm');
  links.unsubscribe = linkIn(confirmation!, 'unsubscribe');
});

const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
};

describe('every response has the security headers, whatever its status', () => {
  it.each([
    ['GET', '/', 200],
    ['GET', '/c/ml-interviews', 200],
    ['GET', '/c/nope', 404],
    ['GET', '/plan?target_date=2028-03-20&time_zone=Europe/Berlin', 200],
    ['GET', '/plan?target_date=nope', 422],
    ['GET', '/check-your-inbox', 200],
    ['GET', '/lessons/ml-interviews/one-day', 200],
    ['GET', '/lessons/ml-interviews/nope', 404],
    ['GET', '/pages/ml-interviews/shelf', 200],
    ['GET', '/pages/nope/shelf', 404],
    ['GET', '/privacy', 200],
    ['GET', '/robots.txt', 200],
    ['GET', '/health', 200],
    ['GET', '/nope', 404],
    ['OPTIONS', '/', 204],
    ['DELETE', '/', 405],
    ['POST', '/subscribe', 415],
    ['GET', '/subscribe', 405],
  ])('%s %s is %i', async (method, path, status) => {
    const response = await request(path, NOW, { method });
    expect(response.status).toBe(status);
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject(EVERYWHERE);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; " +
        "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers['set-cookie']).toBeUndefined();
  });
});

describe('personal pages are neither cached nor indexed, and run no script', () => {
  it.each(['confirm', 'manage', 'unsubscribe'])('%s', async (page) => {
    const paths = [links[page]!, `/${page}/nonsense`, `${links[page]}x`];
    for (const path of paths) {
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT']) {
        const { headers } = await request(path, NOW, { method });
        expect(headers.get('cache-control')).toBe('no-store');
        expect(headers.get('referrer-policy')).toBe('no-referrer');
        expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
        expect(headers.get('content-security-policy')).toContain("script-src 'none'");
        expect(Object.fromEntries(headers)).toMatchObject(EVERYWHERE);
      }
    }
  });

  it('and load no script', async () => {
    for (const path of Object.values(links)) {
      const html = await (await request(path, NOW)).text();
      expect(html).not.toMatch(/<script|\son\w+=|style=/);
    }
  });
});

describe('public pages may be cached for a while', () => {
  it.each(['/', '/lessons/ml-interviews/one-day', '/pages/ml-interviews/shelf', '/privacy'])(
    '%s',
    async (path) => {
      const first = await request(path, NOW);
      expect(first.headers.get('cache-control')).toMatch(/max-age=\d+, stale-while-revalidate=\d+/);
      expect(first.headers.get('vary')).toBe('Accept, Accept-Language');
      const etag = first.headers.get('etag')!;
      const again = await request(path, NOW, { headers: { 'if-none-match': etag } });
      expect(again.status).toBe(304);
      expect(again.headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  it('an error is never cached', async () => {
    for (const path of ['/nope', '/c/nope', '/lessons/nope/nope']) {
      expect((await request(path, NOW)).headers.get('cache-control')).toBeNull();
    }
  });
});

it.each(['/', '/plan?target_date=none&time_zone=UTC', '/privacy', '/health', '/nope'])(
  'HEAD %s has the headers of GET, without the body',
  async (path) => {
    const get = await request(path, NOW);
    const head = await request(path, NOW, { method: 'HEAD' });
    expect(head.status).toBe(get.status);
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    expect(await head.text()).toBe('');
  },
);

describe('a page that shows an address is not transformed on its way', () => {
  it.each(['/privacy', '/check-your-inbox'])('%s', async (path) => {
    const response = await request(path, NOW);
    expect(await response.text()).toMatch(/>[^<]*\w@\w/);
    expect(response.headers.get('cache-control')).toMatch(/(^|, )no-transform$/);
  });

  it('the form with errors', async () => {
    const response = await post('/subscribe', NOW, { email: 'a@b', target_date: 'x' });
    expect(response.status).toBe(422);
    expect(response.headers.get('cache-control')).toMatch(/^no-store/);
  });

  it('other pages may be compressed', async () => {
    for (const path of ['/', '/lessons/ml-interviews/one-day', links.manage!]) {
      const { headers } = await request(path, NOW);
      expect(headers.get('cache-control')).not.toContain('no-transform');
    }
  });
});

it('robots.txt excludes personal paths, but calendar clients may read their feeds', async () => {
  const robots = await (await request('/robots.txt', NOW)).text();
  for (const path of ['confirm', 'confirm-address', 'manage', 'unsubscribe']) {
    expect(robots).toContain(`Disallow: /${path}/`);
  }
  expect(robots).not.toContain('calendar');
});

it.each([
  ['/subscribe', 'PUT', 'POST, OPTIONS'],
  ['/', 'POST', 'GET, HEAD, OPTIONS'],
  ['/confirm/x', 'DELETE', 'GET, HEAD, POST, OPTIONS'],
  ['/manage/x/reschedule', 'GET', 'POST, OPTIONS'],
])('%s returns the allowed methods to %s', async (path, method, allow) => {
  const response = await request(path, NOW, { method });
  expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
});
