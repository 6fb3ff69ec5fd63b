import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { catalog } from '../../src/course/catalog.ts';
import { extent } from '../security/attack.ts';
import { bindings, request } from '../support/worker.ts';

const WITH_DATE = '?target_date=2028-03-20&time_zone=Asia/Tokyo';

/** Everything that a response depends on. */
const parts = {
  method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD'),
  path: fc.constantFrom(
    ...[
      '/',
      '/',
      '/',
      '/',
      '/c/ml-interviews',
      '/c/nope',
      '/privacy',
      '/robots.txt',
      '/check-your-inbox',
    ],
    ...['/embed/ml-interviews', '/lessons/ml-interviews/one-day', '/pages/ml-interviews/shelf'],
  ),
  query: fc.constantFrom(
    '',
    '?locale=de',
    '?locale=fr',
    '?locale=x',
    '?name=Ada',
    WITH_DATE,
    WITH_DATE,
  ),
  zone: fc.constantFrom(undefined, 'Europe/Berlin', 'Asia/Tokyo', 'nowhere'),
  languages: fc.constantFrom(undefined, 'de', 'fr-CA,fr;q=0.9', 'en-GB', 'x'.repeat(300)),
  accept: fc.constantFrom('text/html', 'application/json'),
  host: fc.constantFrom(bindings.PUBLIC_URL, 'https://preview.test'),
  now: fc.constantFrom('2027-02-14T12:00:00Z', '2028-03-19T12:00:00Z'),
};

const asked = fc.record(parts);

type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

it('a page that is kept is the page that would be rendered', async () => {
  const names = [...(Object.keys(parts) as (keyof Asked)[]), 'query', 'now'] as const;
  const pairs = fc.tuple(asked, asked, fc.constantFrom(...names));
  await fc.assert(
    fc.asyncProperty(pairs, async ([before, other, changed]) => {
      const one = { ...before, [changed]: other[changed] } as Asked;
      const env = { ...bindings };
      await answer(before, env);
      const rendered = await answer(one, { ...bindings });
      expect(await answer(one, env)).toEqual(rendered);
      expect(await answer(one, env)).toEqual(rendered);
    }),
    { numRuns: extent(150, 600, 600) },
  );
}, 60_000);

it('settings of another object have pages of their own', async () => {
  const page: Asked = {
    ...fc.sample(asked, 1)[0]!,
    ...{ method: 'GET', path: '/privacy', query: '' },
  };
  await answer(page, { ...bindings });
  const { body } = await answer(page, { ...bindings, POSTAL_ADDRESS: 'Elsewhere' });
  expect(body).toContain('Elsewhere');
});

it('a page is rendered once for the same language and zone', async () => {
  const env = { ...bindings };
  const find = vi.spyOn(catalog, 'find');
  const rendered = async (languages: string): Promise<boolean> => {
    find.mockClear();
    await request('/', '2027-02-14T12:00:00Z', { headers: { 'accept-language': languages } }, env);
    return find.mock.calls.length > 0;
  };
  expect(await rendered('en')).toBe(true);
  expect(await rendered('en')).toBe(false);
  expect(await rendered('de')).toBe(true);
});

it('a browser that has the page gets no body', async () => {
  const env = { ...bindings };
  const at = '2027-02-14T12:00:00Z';
  const etag = (await request('/privacy', at, {}, env)).headers.get('etag')!;
  const headers = { 'if-none-match': etag };
  for (const settings of [env, { ...env }]) {
    const again = await request('/privacy', at, { headers }, settings);
    expect([again.status, again.headers.get('etag')]).toEqual([304, etag]);
    expect(again.headers.get('cache-control')).toContain('max-age=300');
  }
});

async function answer(one: Asked, env: typeof bindings) {
  const headers = {
    accept: one.accept,
    ...(one.languages !== undefined && { 'accept-language': one.languages }),
  };
  const cf = { timezone: one.zone } as IncomingRequestCfProperties;
  const init = { method: one.method, headers, cf } as RequestInit;
  const response = await request(`${one.host}${one.path}${one.query}`, one.now, init, env);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}
