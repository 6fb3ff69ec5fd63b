/** The cost of a visit: bytes over the network, and database round trips before the response. */
import { describe, expect, it } from 'vitest';
import worker from '../../src/index.ts';
import { bindings } from '../support/worker.ts';

const context = { waitUntil: () => {}, passThroughOnException: () => {} } as never;
const get = (path: string, headers = {}): Promise<Response> =>
  worker.fetch(
    new Request(`https://milepost.test${path}`, { headers }),
    bindings,
    context,
  ) as never;

const gzipBytes = async (response: Response): Promise<number> => {
  const packed = response.body!.pipeThrough(new CompressionStream('gzip'));
  return (await new Response(packed).arrayBuffer()).byteLength;
};

describe.each([
  ['/', 11],
  ['/?target_date=2029-03-20&time_zone=UTC', 11],
  ['/c/ml-interviews', 11],
  ['/lessons/ml-interviews/one-week', 5],
  ['/check-your-inbox', 3],
])('%s', (path, kilobytes) => {
  it(`is at most ${kilobytes} KB compressed`, async () => {
    expect(await gzipBytes(await get(path))).toBeLessThanOrEqual(kilobytes * 1024);
  });

  it('is sent once to a browser that caches it', async () => {
    const first = await get(path);
    expect(first.headers.get('cache-control')).toMatch(/max-age=\d+, stale-while-revalidate=\d+/);
    const again = await get(path, { 'if-none-match': first.headers.get('etag')! });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });
});

describe('a sign-up', () => {
  /** A database that returns this many results and then stops answering. */
  const answering = (times: number) => {
    let left = times;
    const way = <T>(go: () => Promise<T>): Promise<T> =>
      left-- > 0 ? go() : new Promise<never>(() => {});
    const known = new Map<object, D1PreparedStatement>();
    const database = {
      prepare: (sql: string) => ({
        bind(...values: unknown[]) {
          const original = bindings.DB.prepare(sql).bind(...values);
          const handed = { all: () => way(() => original.all()) };
          known.set(handed, original);
          return handed;
        },
      }),
      batch: (statements: object[]) =>
        way(() => bindings.DB.batch(statements.map((one) => known.get(one)!))),
    };
    return { ...bindings, DB: database as unknown as D1Database };
  };

  it('gets its response after at most two round trips', async () => {
    // A Worker's first request checks that the tables exist.
    await get('/check-your-inbox');
    const request = new Request('https://milepost.test/subscribe', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        email: 'two-ways@weight.example',
        target_date: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10),
        time_zone: 'Europe/Berlin',
      }),
    });
    const answer = await worker.fetch(request as never, answering(2), context);
    expect(answer.status).toBe(202);
  });
});
