import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { clockFile } from '../../scripts/world/clock-file.ts';
import { playCron } from '../../scripts/world/cron.ts';
import { createProvider } from '../../scripts/world/provider.ts';
import { createClock } from '../../scripts/world/provider-clock.ts';
import { startSite } from '../../scripts/world/site.ts';
import { spanOf } from '../../scripts/world/span.ts';
import { mail } from './provider-calls.ts';

const MOMENT = '2027-03-20T08:01:00.000Z';

describe('the site', () => {
  const clock = createClock();
  const worker = createServer((request, response) => {
    response.setHeader('cache-control', 'private, max-age=60, stale-while-revalidate=600');
    response.end(JSON.stringify([request.url, request.headers['milepost-now']]));
  });
  let site: Awaited<ReturnType<typeof startSite>>;
  const ask = async (path: string, headers = {}): Promise<[string, string]> =>
    (await fetch(`http://localhost:${site.port}${path}`, { headers })).json();

  beforeAll(async () => {
    await new Promise<void>((resolve) => worker.listen(0, '127.0.0.1', resolve));
    site = await startSite(0, (worker.address() as AddressInfo).port, clock);
    clock.set({ now: MOMENT, frozen: true });
  });
  afterAll(async () => {
    await site.stop();
    worker.close();
  });

  it("gives each request the world's time", async () => {
    expect(await ask('/manage/x?saved=moved')).toEqual(['/manage/x?saved=moved', MOMENT]);
  });

  it('leaves a request its own Milepost-Now', async () => {
    const own = '2030-01-01T00:00:00Z';
    expect(await ask('/', { 'milepost-now': own })).toEqual(['/', own]);
  });

  it.each(['handler', 'local'])('runs a bare event of /%s/ at its time', async (folder) => {
    const path = `/cdn-cgi/${folder}/scheduled?cron=*+*+*+*+*&time=5`;
    expect((await ask(path))[0]).toBe(path);
    expect(new Date(clock.now()).toISOString()).toBe(MOMENT);
  });

  it.each(['', '?format=json'])(
    'runs an event "%s" without a time at the present',
    async (query) => {
      const [path] = await ask(`/cdn-cgi/handler/scheduled${query}`);
      expect(new URLSearchParams(path.split('?')[1]).get('time')).toBe(String(Date.parse(MOMENT)));
    },
  );

  it('lets no browser cache the page of another day', async () => {
    const { headers } = await fetch(`http://localhost:${site.port}/?target_date=2028-03-20`);
    expect(headers.get('cache-control')).toBe('private, no-cache');
  });

  it("passes on a path that isn't a URL", async () => {
    expect(await ask('//')).toEqual(['//', MOMENT]);
  });

  it('says when the Worker is down', async () => {
    const lost = await startSite(0, 9, clock);
    const answer = await fetch(`http://localhost:${lost.port}/`);
    expect([answer.status, await answer.text()]).toEqual([502, expect.stringContaining('Worker')]);
    await lost.stop();
  });
});

describe('the cron', () => {
  beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-11-26T10:00:30Z') }));
  afterEach(() => {
    vi.useRealTimers();
  });

  function cron() {
    const clock = createClock();
    const played: string[] = [];
    const stop = playCron(clock, (minute) => played.push(new Date(minute).toISOString()));
    return { clock, stop, take: () => played.splice(0) };
  }

  it('runs at once, and then every full minute', () => {
    const { take, stop } = cron();
    expect(take()).toEqual(['2026-11-26T10:00:00.000Z']);
    vi.advanceTimersByTime(90_000);
    expect(take()).toEqual(['2026-11-26T10:01:00.000Z', '2026-11-26T10:02:00.000Z']);
    stop();
    vi.advanceTimersByTime(90_000);
    expect(take()).toEqual([]);
  });

  it('continues from the instant to which the clock was set', () => {
    const { clock, take } = cron();
    take();
    clock.set({ now: '2027-03-20T08:01:30Z' });
    vi.advanceTimersByTime(40_000);
    expect(take()).toEqual(['2027-03-20T08:01:00.000Z', '2027-03-20T08:02:00.000Z']);
  });

  it('waits while the clock is stopped', () => {
    const { clock, take } = cron();
    take();
    clock.set({ now: MOMENT, frozen: true });
    vi.advanceTimersByTime(300_000);
    expect(take()).toEqual([]);
  });
});

it('a clock that is stopped shows the very millisecond, however slow the machine is', () => {
  let real = Date.parse('2026-01-01T00:00:00Z');
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => ++real);
  const clock = createClock();
  clock.set({ now: MOMENT, frozen: true });
  spy.mockRestore();
  expect(clock.now()).toBe(Date.parse(MOMENT));
});

it('the clock is as far ahead after a restart', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'milepost-clock-')), 'clock');
  createClock(clockFile(file)).set({ offset_ms: 86_400_000 });
  expect(createClock(clockFile(file)).describe().offset_ms).toBe(86_400_000);
  createClock(clockFile(file)).set({ now: null });
  expect(createClock(clockFile(file)).describe().offset_ms).toBe(0);
});

it("a webhook is signed at the world's time, like the request that brings it", async () => {
  const posts: RequestInit[] = [];
  const provider = createProvider({
    webhook: { url: 'http://localhost/webhooks/resend', secret: `whsec_${btoa('secret')}` },
    post: async (_, init) => {
      posts.push(init);
      return { status: 200 };
    },
  });
  provider.state.clock.set({ now: MOMENT, frozen: true });
  const headers = { authorization: 'Bearer re_test', 'user-agent': 'milepost' };
  const body = JSON.stringify(mail());
  await provider.handle({ method: 'POST', path: '/emails', headers, body });
  await provider.settle();
  const stamps = posts.map((post) => (post.headers as Record<string, string>)['svix-timestamp']);
  expect(new Set(stamps)).toEqual(new Set([String(Date.parse(MOMENT) / 1000)]));
});

describe('a time range', () => {
  const now = Date.parse('2027-03-20T10:17:30Z');
  const span = (flags: object) =>
    spanOf(flags, now).map((at) => new Date(at).toISOString().slice(5, 16));

  it('is the present by default', () => {
    expect(spanOf({}, now)).toEqual([now]);
  });

  it('begins at the present, runs full hours, and ends at its end', () => {
    expect(span({ until: '2027-03-20T13:30Z', every: '1h' })).toEqual([
      '03-20T10:17',
      '03-20T11:00',
      '03-20T12:00',
      '03-20T13:00',
      '03-20T13:30',
    ]);
  });

  it('runs nothing twice when it begins and ends at full hours', () => {
    const flags = { at: '2027-03-20T08:00Z', until: '2027-03-20T10:00Z' };
    expect(span(flags)).toEqual(['03-20T08:00', '03-20T09:00', '03-20T10:00']);
    expect(span({ at: flags.at, until: flags.at })).toEqual(['03-20T08:00']);
  });

  it("keeps the start's time of day from day to day", () => {
    const flags = { at: '2027-03-20T08:01Z', until: '2027-03-22T09:00Z', every: '1d' };
    expect(span(flags)).toEqual(['03-20T08:01', '03-21T08:01', '03-22T08:01', '03-22T09:00']);
  });

  it.each([
    [{ at: 'tomorrow' }, "isn't an instant"],
    [{ at: '2027-03-20' }, "isn't an instant"],
    [{ until: '2027-03-20T08:00Z' }, 'before the beginning'],
    [{ until: '2027-04-20T08:00Z', every: '1x' }, "isn't a length of time"],
    [{ until: '2027-04-20T08:00Z', every: '0h' }, "isn't a length of time"],
    [{ until: '2047-04-20T08:00Z', every: '1m' }, 'very long'],
    [{ every: '1h' }, 'needs --until'],
  ])('%j is rejected', (flags, words) => {
    expect(() => spanOf(flags, now)).toThrow(words);
  });
});
