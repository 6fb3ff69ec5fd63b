/**
 * While database or provider are unavailable: a clear page, a time to retry, and nothing stored
 * partially.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failingEnv, LOST, OVER_THE_DAY } from '../support/database.ts';
import { emptyDatabase } from '../support/isolated-ports.ts';
import {
  bindings,
  control,
  dump,
  join,
  linkIn,
  mailsTo,
  request,
  tick,
} from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';

beforeEach(async () => {
  await emptyDatabase();
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const env = (message: string, point?: number) =>
  failingEnv(message, point) as unknown as typeof bindings;

const form = (email: string): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams({ email, target_date: '2028-03-20', time_zone: 'Asia/Tokyo' }),
});

describe('over the free daily limit of the database', () => {
  it('pages without a query still work, all others say when to retry', async () => {
    const email = 'quota@down.example';
    const own = await join({ email, target_date: '2028-03-20' }, NOW);
    const [mail] = await mailsTo(email);
    const before = await dump();
    for (const path of [
      '/',
      '/?target_date=2028-03-20&time_zone=UTC',
      '/lessons/ml-interviews/one-day',
      '/privacy',
    ]) {
      expect((await request(path, NOW, {}, env(OVER_THE_DAY))).status).toBe(200);
    }
    const personal: [string, string][] = [
      ['GET', own],
      ['POST', `${own}/pause`],
      ['GET', linkIn(mail!, 'confirm')],
      ['POST', linkIn(mail!, 'confirm')],
      ['GET', linkIn(mail!, 'unsubscribe')],
      ['POST', linkIn(mail!, 'unsubscribe')],
      ['GET', '/health'],
    ];
    for (const [method, path] of personal) {
      const response = await request(path, NOW, { method }, env(OVER_THE_DAY));
      expect([path, response.status, response.headers.get('retry-after')]).toEqual([
        path,
        503,
        '43200',
      ]);
      expect(await response.text()).toContain('which is midnight UTC');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(await dump()).toBe(before);
  });

  it("the form keeps the input, and gives the time in the person's zone", async () => {
    const before = await dump();
    const response = await request(
      '/subscribe',
      NOW,
      form('typed@down.example'),
      env(OVER_THE_DAY),
    );
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '43200']);
    const html = await response.text();
    expect(html).toContain('value="typed@down.example"');
    expect(html).toContain('9:00 AM in Tokyo, which is midnight UTC');
    expect(await dump()).toBe(before);
  });
});

it('a short database outage asks to retry in a minute', async () => {
  const response = await request('/subscribe', NOW, form('lost@down.example'), env(LOST));
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60']);
  expect(await response.text()).toContain('in a minute');
});

it('a sign-up that fails at any step is either not stored or completed by a tick: one email', async () => {
  for (let point = 1; point < 12; point++) {
    const email = `point${point}@down.example`;
    const response = await request('/subscribe', NOW, form(email), env(LOST, point));
    const { n } = (await bindings.DB.prepare(
      'SELECT (SELECT count(*) FROM sign_ups) + (SELECT count(*) FROM subscribers WHERE address = ?1) AS n',
    )
      .bind(email)
      .first<{ n: number }>())!;
    expect([point, response.status, n > 0]).toEqual([point, point === 1 ? 503 : 303, point > 1]);
    await tick('2027-02-14T12:02:00Z');
    await tick('2027-02-14T12:10:00Z');
    expect([point, (await mailsTo(email)).length]).toEqual([point, point === 1 ? 0 : 1]);
    expect(await bindings.DB.prepare('SELECT * FROM sign_ups').all()).toMatchObject({
      results: [],
    });
  }
});

it('a sign-up during an outage of the provider is stored, and emailed afterward', async () => {
  const email = 'outage@down.example';
  await control('POST', '/faults', { kind: 'error_before', times: 1 });
  try {
    const response = await request('/subscribe', NOW, form(email));
    expect(response.status).toBe(303);
  } finally {
    await control('DELETE', '/faults');
  }
  await tick('2027-02-14T12:30:00Z');
  await tick('2027-02-14T14:30:00Z');
  expect((await mailsTo(email)).length).toBe(1);
});

it('the page after it promises no more than that', async () => {
  const html = await (await request('/check-your-inbox', NOW)).text();
  expect(html).toContain('Our email service is sometimes slow. We’ll keep trying.');
});
