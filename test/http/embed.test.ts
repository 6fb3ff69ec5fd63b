/** The form in another site's frame, and JSON from another site's scripts. */
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/services.ts';
import { skipWaits } from '../support/database.ts';
import { bindings, mailsTo, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const BLOG = 'https://blog.example';
const SHOP = 'https://shop.example:8443';
const LISTED: typeof bindings = { ...bindings, EMBED_ORIGINS: `${BLOG}, ${SHOP}` };
// Cloudflare's test key that accepts everything.
const PASSES = '1x0000000000000000000000000000000AA';

const CHECKED = {
  ...LISTED,
  TURNSTILE_SITE_KEY: '1x00000000000000000000AA',
  TURNSTILE_SECRET_KEY: PASSES,
};
const at = (name: string): string => `${name}@embed.example`;

const get = (path: string, env = LISTED) => request(path, NOW, {}, env);

const post = (path: string, fields: Record<string, string>, env = LISTED) =>
  request(
    path,
    NOW,
    {
      method: 'POST',
      body: new URLSearchParams({ target_date: '2028-03-20', ...fields }),
      cf: { timezone: 'Asia/Tokyo' },
    } as RequestInit,
    env,
  );

const ancestorsOf = ({ headers }: Response) => ({
  ancestors: /frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy')!)![1],
  legacy: headers.get('x-frame-options'),
});

const FRAMED = { ancestors: `${BLOG} ${SHOP}`, legacy: null };
const UNFRAMED = { ancestors: "'none'", legacy: 'DENY' };

describe('the form for a frame', () => {
  it('works without scripts and asks for no time zone', async () => {
    const html = await (await get('/embed/ml-interviews')).text();
    expect(html).toContain('<form');
    expect(html).not.toMatch(/<script|<select|<iframe|\son\w+=|style=/);
    for (const name of ['target_date', 'no_date', 'email', 'course', 'locale', 'leave_empty'])
      expect(html).toContain(`name="${name}"`);
    expect(html).toContain('action="/subscribe?embed=yes" target="_self"');
    expect(html).toContain('one email with a button');
    expect(html).toContain('<base target="_blank"/>');
  });

  it('is not indexed, sets no cookie, and is the same for every visitor', async () => {
    const { headers } = await get('/embed/ml-interviews');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('cache-control')).toMatch(/^public/);
  });

  it("is in the page's language, and knows each course", async () => {
    expect(await (await get('/embed/ml-interviews?locale=de')).text()).toContain('E-Mail-Adresse');
    expect((await get('/embed/nope')).status).toBe(404);
  });

  it('signs up in the frame: the page that follows is in the frame, too', async () => {
    const answer = await post('/subscribe?embed=yes', {
      ...{ email: at('framed'), show_address: 'yes', course: 'ml-interviews' },
    });
    expect(answer.status).toBe(303);
    const location = answer.headers.get('location')!;
    expect(location).toMatch(/^\/check-your-inbox\?embed=yes&sent=[\w-]+$/);
    const inbox = await get(location);
    const html = await inbox.text();
    expect(html).toContain(`We’ve emailed <b>${at('framed')}</b>`);
    expect(html).toContain('action="/subscribe?embed=yes" target="_self"');
    expect(ancestorsOf(inbox)).toEqual(FRAMED);
    expect(inbox.headers.get('cache-control')).toMatch(/^no-store/);
    expect(await mailsTo(at('framed'))).toHaveLength(1);
  });

  it('shows mistakes in the frame, with all input kept', async () => {
    const answer = await post('/subscribe?embed=yes', { email: 'ada@@embed.example', no_date: '' });
    const html = await answer.text();
    expect([answer.status, ancestorsOf(answer)]).toEqual([422, FRAMED]);
    expect(html).toContain('isn’t an email address');
    for (const kept of ['ada@@embed.example', '2028-03-20'])
      expect(html).toContain(`value="${kept}"`);
    expect(html).toContain('action="/subscribe?embed=yes"');
    expect(html).not.toContain('<header');
  });

  it('asks for the time zone only where the network has none', async () => {
    const fields = { email: at('lost'), target_date: '2028-03-20' };
    const body = new URLSearchParams(fields);
    const asked = await request('/subscribe?embed=yes', NOW, { method: 'POST', body }, LISTED);
    expect([asked.status, (await asked.text()).includes('<select id="time_zone"')]).toEqual([
      422,
      true,
    ]);
    const zone = { ...fields, time_zone: 'Europe/Berlin' };
    expect((await post('/subscribe?embed=yes', zone)).status).toBe(303);
  });

  it('lands on our own page with everything kept where Turnstile is on', async () => {
    const html = await (await get('/embed/ml-interviews', CHECKED)).text();
    expect(html).toContain('action="/subscribe" target="_top"');
    expect(html).not.toContain('turnstile');
    const answer = await post('/subscribe', { email: at('robot'), locale: 'en' }, CHECKED);
    const page = await answer.text();
    expect([answer.status, ancestorsOf(answer)]).toEqual([422, UNFRAMED]);
    for (const kept of [at('robot'), '2028-03-20', 'Asia/Tokyo'])
      expect(page).toContain(`value="${kept}"`);
    expect(page).toContain('class="cf-turnstile"');
    expect(page).toContain('Please complete the robot check');
    expect(await mailsTo(at('robot'))).toEqual([]);
  });
});

describe('framing', () => {
  it.each([
    '/embed/ml-interviews',
    '/embed/nope',
    '/check-your-inbox?embed=yes',
    '/subscribe?embed=yes',
  ])('%s may be framed by the listed sites only', async (path) => {
    expect(ancestorsOf(await get(path))).toEqual(FRAMED);
  });

  it.each([
    '/',
    '/?embed=yes',
    '/c/ml-interviews?embed=yes',
    '/privacy?embed=yes',
    '/manage/x?embed=yes',
    '/unsubscribe/x?embed=yes',
    '/confirm/x?embed=yes',
    '/embed',
    '/embedded/ml-interviews',
    '/check-your-inbox',
    '/check-your-inbox?embed=no',
    '/subscribe',
  ])('%s may not be framed', async (path) => {
    expect(ancestorsOf(await get(path))).toEqual(UNFRAMED);
  });

  it('nobody may frame anything without a list', async () => {
    for (const path of ['/embed/ml-interviews', '/check-your-inbox?embed=yes']) {
      const answer = await get(path, bindings);
      expect([answer.status, ancestorsOf(answer)]).toEqual([200, UNFRAMED]);
    }
  });
});

describe('scripts of a listed site', () => {
  const json = (origin: string | null, body: unknown, env = LISTED, headers = {}) =>
    request(
      '/subscribe',
      NOW,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(origin !== null && { origin }),
          ...headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      },
      env,
    );
  const preflight = (origin: string, path = '/subscribe', env = LISTED) =>
    request(
      path,
      NOW,
      {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      },
      env,
    );
  const wish = (name: string) => ({
    ...{ email: at(name), target_date: '2028-03-20', time_zone: 'UTC' },
  });
  const allowed = ({ headers }: Response) => headers.get('access-control-allow-origin');

  it.each([BLOG, SHOP])('from %s may sign up, and read the answer', async (origin) => {
    const before = await preflight(origin);
    expect([before.status, allowed(before)]).toEqual([204, origin]);
    expect(before.headers.get('access-control-allow-methods')).toBe('POST');
    expect(before.headers.get('access-control-allow-headers')).toBe('content-type');
    expect(before.headers.get('vary')).toContain('Origin');
    const name = new URL(origin).hostname;
    const answer = await json(origin, wish(name));
    expect([answer.status, allowed(answer)]).toEqual([202, origin]);
    expect(answer.headers.get('vary')).toContain('Origin');
    expect(await mailsTo(at(name))).toHaveLength(1);
  });

  it('may read every error, too', async () => {
    const DB = {
      prepare: () => {
        throw new Error('D1_ERROR: Network connection lost.');
      },
    };
    skipWaits();
    await get('/');
    for (const [status, body, env] of [
      [422, { email: 'x' }, LISTED],
      [400, '{', LISTED],
      [413, 'x'.repeat(20_000), LISTED],
      [503, wish('down'), { ...LISTED, DB } as unknown as typeof LISTED],
      [503, wish('unset'), { ...LISTED, LINK_SECRET: '' }],
    ] as const) {
      const answer = await json(BLOG, body, env);
      expect([answer.status, allowed(answer)]).toEqual([status, BLOG]);
      expect(answer.headers.get('access-control-expose-headers')).toBe('Retry-After');
    }
  });

  it.each([
    'null',
    'https://evil.example',
    'https://blog.example.evil.example',
    'https://evil-blog.example',
    'http://blog.example',
    'https://blog.example:8443',
    'https://shop.example',
    'https://BLOG.example',
    '*',
    '',
  ])('from "%s" may not', async (origin) => {
    expect(allowed(await preflight(origin))).toBeNull();
    const name = `not-${origin.replace(/\W+/g, '-')}`.replace(/-$/, '');
    expect(allowed(await json(origin, wish(name)))).toBeNull();
  });

  it('never send or get credentials', async () => {
    for (const answer of [await preflight(BLOG), await json(BLOG, wish('plain'))]) {
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
  });

  it('may read no other page', async () => {
    for (const path of ['/', '/manage/x', '/confirm/x', '/plan', '/health', '/embed/ml-interviews'])
      expect([path, allowed(await preflight(BLOG, path))]).toEqual([path, null]);
  });

  it('are none without a list', async () => {
    for (const origin of [BLOG, 'null', 'https://milepost.test']) {
      expect(allowed(await preflight(origin, '/subscribe', bindings))).toBeNull();
      expect(allowed(await json(origin, { email: 'x' }, bindings))).toBeNull();
    }
  });
});

describe('EMBED_ORIGINS', () => {
  const read = (EMBED_ORIGINS: string) => readConfig({ ...bindings, EMBED_ORIGINS });

  it.each([
    ['', []],
    [BLOG, [BLOG]],
    [` ${BLOG}/ ,, ${SHOP} `, [BLOG, SHOP]],
    ['https://Bücher.example', ['https://xn--bcher-kva.example']],
    ['http://localhost:3000,http://127.0.0.1:3000', undefined],
  ])('"%s" is read', (text, origins = text.split(',')) => {
    expect(read(text)).toMatchObject({ embedOrigins: origins });
  });

  it.each([
    'null',
    '*',
    'https://*.example.com',
    'blog.example',
    'http://blog.example',
    'https://blog.example/page',
    'https://blog.example?x',
    'https://user@blog.example',
    'ftp://blog.example',
    "https://blog.example; script-src 'unsafe-inline'",
    `${BLOG}, nope`,
  ])('"%s" is rejected, and allows nobody', async (text) => {
    expect(read(text)).toEqual({ problems: [expect.stringContaining('EMBED_ORIGINS')] });
    const answer = await get('/embed/ml-interviews', { ...LISTED, EMBED_ORIGINS: text });
    expect([answer.status, ancestorsOf(answer)]).toEqual([503, UNFRAMED]);
  });
});
