import { beforeEach, describe, expect, it } from 'vitest';
import { app } from '../../src/http/app.ts';
import { holdAll } from '../../src/storage/holds.ts';
import { prune } from '../../src/storage/leaving.ts';
import { emptyDatabase } from '../support/isolated-ports.ts';
import { ports } from '../support/ledger.ts';
import {
  bindings,
  control,
  linkIn,
  type Mail,
  mailsTo,
  post,
  request,
  tick,
} from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const at = (hours: number): string => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString();
const MINUTE = 1 / 60;

beforeEach(emptyDatabase);

const signUp = (email: string, now = NOW, ip?: string, more: Record<string, string> = {}) =>
  request('/subscribe', now, {
    method: 'POST',
    headers: ip === undefined ? {} : { 'cf-connecting-ip': ip },
    body: new URLSearchParams({
      email,
      target_date: '2028-03-20',
      time_zone: 'Europe/Berlin',
      ...more,
    }),
  });

const addresses = (count: number, name: string): string[] =>
  Array.from({ length: count }, (_, i) => `${name}${i}@limits.example`);

const mailsIn = async (name: string): Promise<number> =>
  ((await control('GET', '/mails')) as { mails: Mail[] }).mails.filter(({ to }) =>
    to[0]!.startsWith(name),
  ).length;

describe('an unconfirmed mailbox gets', () => {
  const times = async (email: string, ...hours: number[]): Promise<number> => {
    for (const hour of hours) expect((await signUp(email, at(hour))).status).toBe(303);
    return (await mailsTo(email)).length;
  };

  it('no second confirmation within ten minutes', async () => {
    expect(await times('ten@limits.example', 0, MINUTE, 9 * MINUTE)).toBe(1);
    expect(await times('ten@limits.example', 10 * MINUTE)).toBe(2);
  });

  it('two within 24 hours', async () => {
    expect(await times('day@limits.example', 0, 1, 2, 23)).toBe(2);
    expect(await times('day@limits.example', 24)).toBe(3);
  });

  it('three within 90 days', async () => {
    const days = Array.from({ length: 30 }, (_, day) => day * 72);
    expect(await times('quarter@limits.example', ...days)).toBe(3);
    expect(await times('quarter@limits.example', 90 * 24)).toBe(4);
  });

  it.each([
    ['case', ['VC@limits.example', 'vc@limits.example', 'Vc@LIMITS.example']],
    ['dots at Gmail', ['v.d@gmail.com', 'vd@gmail.com', 'V.D@googlemail.com']],
  ])('no more by %s', async (_, variants) => {
    for (const email of variants) expect((await signUp(email)).status).toBe(303);
    const mails = await Promise.all(variants.map(mailsTo));
    expect(new Set(mails.flat().map(({ id }) => id)).size).toBe(1);
  });

  it.each([
    ['with dots elsewhere', ['anna.lena@web.limits.example', 'annalena@web.limits.example']],
    ['with tags', ['school+eva@limits.example', 'school+bob@limits.example']],
  ])('its own confirmation, %s', async (_, people) => {
    for (const email of people) await signUp(email);
    for (const email of people) expect(await mailsTo(email)).toHaveLength(1);
  });

  it.each([
    [0, 4],
    [24, 4],
    [48, 0],
  ])('%i hours after the first, %i more with all its tags', async (hour, more) => {
    for (let day = 0; day <= hour; day += 24)
      for (let i = 0; i < 6; i++) await signUp(`all+${day}-${i}@limits.example`, at(day));
    expect(await mailsIn(`all+${hour}-`)).toBe(more);
  });

  it('four from many requests at once, each with a tag', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, i) => signUp(`vp+${i}@limits.example`)));
    expect(await mailsIn('vp+')).toBe(4);
  });

  it('no more as the new address of other people', async () => {
    for (const name of ['own1', 'own2', 'own3']) {
      await signUp(`${name}@limits.example`);
      const [mail] = await mailsTo(`${name}@limits.example`);
      await post(linkIn(mail!, 'confirm'), NOW);
      const own = linkIn((await mailsTo(`${name}@limits.example`)).at(-1)!, 'manage');
      const wish = { email: 'vn@limits.example', time_zone: 'UTC', send_hour: '8' };
      expect((await post(`${own}/details`, NOW, wish)).status).toBe(303);
    }
    await signUp('vn@limits.example');
    expect((await mailsTo('vn@limits.example')).length).toBe(1);
  });
});

it("a confirmation resets the mailbox's count", async () => {
  const email = 'anew@limits.example';
  for (const hour of [0, 1]) {
    await signUp(email, at(hour));
    const mail = (await mailsTo(email)).findLast(({ subject }) => /confirm/i.test(subject));
    await post(linkIn(mail!, 'confirm'), at(hour));
    await post(linkIn(mail!, 'unsubscribe'), at(hour));
  }
  await signUp(email, at(1 + MINUTE));
  const confirmations = (await mailsTo(email)).filter(({ tags }) =>
    tags[0]!.value.includes('_confirm_'),
  );
  expect(confirmations.length).toBe(3);
});

describe('a network', () => {
  const statuses = async (ips: (i: number) => string, name: string): Promise<number[]> => {
    const answers = [];
    for (const [i, email] of addresses(24, name).entries()) {
      answers.push((await signUp(email, NOW, ips(i))).status);
    }
    return answers;
  };

  it.each<[string, (i: number) => string, string]>([
    ['v4 /24', (i) => `203.0.113.${i}`, '203.0.114.1'],
    [
      'v6 /56',
      (i) => `2001:db8:0:ff${i.toString(16).padStart(2, '0')}::${i}`,
      '2001:db8:0:fe00::1',
    ],
  ])(
    '%s can sign up 20 addresses a day; then the response says when to retry',
    async (kind, ip, other) => {
      const name = `net${kind.slice(0, 2)}`;
      const answers = await statuses(ip, name);
      expect(answers).toEqual([...Array(20).fill(303), ...Array(4).fill(429)]);
      expect(await mailsIn(name)).toBe(20);
      const refused = await signUp('late@limits.example', NOW, ip(1), { name: 'Ada' });
      expect(refused.headers.get('retry-after')).toBe(String(12 * 3600));
      const html = await refused.text();
      expect(html).toContain('1:00 AM in Berlin, which is midnight UTC');
      expect(html).toContain('value="late@limits.example"');
      expect((await signUp('late@limits.example', NOW, other)).status).toBe(303);
      expect((await signUp('later@limits.example', at(12), ip(1))).status).toBe(303);
    },
  );

  it("isn't charged again for the same address", async () => {
    for (let i = 0; i < 60; i++) {
      expect((await signUp('again@limits.example', NOW, '203.0.113.9')).status).toBe(303);
    }
    expect((await signUp('other@limits.example', NOW, '203.0.113.9')).status).toBe(303);
  });

  it('is stored as a keyed hash of that day only, for two days', async () => {
    await signUp('hash@limits.example', NOW, '203.0.113.9');
    const whos = async () =>
      (
        await bindings.DB.prepare(
          "SELECT who FROM tallies WHERE who NOT LIKE 'sign-ups:%:ml-interviews/confirm'",
        ).all<{ who: string }>()
      ).results;
    const rows = JSON.stringify(await whos());
    expect(rows).not.toContain('203.0.113');
    expect(rows).not.toContain('hash');
    await signUp('hash@limits.example', at(24), '203.0.113.9');
    expect(new Set((await whos()).map(({ who }) => who)).size).toBe(5);
    await prune(ports().db, Date.parse(at(72)));
    expect(await whos()).toEqual([]);
  });
});

describe('while sign-ups are held', () => {
  it('the form says so and keeps the input, an API client can retry, and nothing is stored', async () => {
    await bindings.DB.prepare(
      `INSERT INTO holds (scope, cause, reason, since, next_at, tries)
       VALUES ('sign-ups', 'bounces', '21 of 60', 0, 9e15, 0)`,
    ).run();
    const refused = await signUp('held@limits.example', NOW, '192.0.2.1', { name: 'Ada' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '3600']);
    const html = await refused.text();
    expect(html).toContain('Sign-ups are paused');
    for (const kept of ['held@limits.example', 'Ada', '2028-03-20']) {
      expect(html).toContain(`value="${kept}"`);
    }
    const rows = 'SELECT (SELECT count(*) FROM sign_ups) + (SELECT count(*) FROM tallies) AS n';
    expect(await bindings.DB.prepare(rows).first('n')).toBe(0);
    await bindings.DB.prepare('DELETE FROM holds').run();
    expect((await signUp('held@limits.example', NOW, '192.0.2.1')).status).toBe(303);
  });
});

describe('half of the provider’s quota', () => {
  /** Counts 50 sign-ups for today. */
  const fill = (): Promise<unknown> =>
    bindings.DB.prepare("INSERT INTO tallies (day, who, n) VALUES (?1, 'all', 50)")
      .bind(Math.floor(Date.parse(NOW) / 86_400_000))
      .run();

  it('is the most for sign-ups; then the form says so and when to retry, and keeps the input', async () => {
    for (const [i, email] of addresses(50, 'full').entries()) {
      await signUp(email, NOW, `198.51.${i}.1`);
    }
    expect(await mailsIn('full')).toBe(50);
    const refused = await signUp('ada@limits.example', NOW, '192.0.2.1', { name: 'Ada' });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe(String(12 * 3600));
    expect(refused.headers.get('cache-control')).toBe('no-store');
    const html = await refused.text();
    expect(html).toContain('No more sign-ups today');
    expect(html).toContain('on Monday, February 15, 2027 after 1:00 AM in Berlin');
    for (const kept of ['ada@limits.example', 'Ada', '2028-03-20']) {
      expect(html).toContain(`value="${kept}"`);
    }
    const json = await request('/subscribe', NOW, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        email: 'bo@limits.example',
        target_date: 'none',
        time_zone: 'UTC',
      }),
    });
    expect([json.status, await json.json()]).toEqual([
      503,
      { errors: [{ field: null, message: expect.stringContaining('midnight UTC') }] },
    ]);
    expect(await mailsTo('ada@limits.example')).toEqual([]);
    expect((await signUp('ada@limits.example', at(12), '192.0.2.1')).status).toBe(303);
    expect((await mailsTo('ada@limits.example')).length).toBe(1);
  });

  it('reveals no address when used up: known and new ones get the same response', async () => {
    await signUp('known@limits.example');
    await bindings.DB.prepare('DELETE FROM tallies').run();
    await fill();
    const answers = [];
    for (const email of ['known@limits.example', 'nobody@limits.example']) {
      const answer = await signUp(email, NOW, '192.0.2.1');
      const html = (await answer.text()).replaceAll(email, '');
      answers.push(JSON.stringify([answer.status, [...answer.headers], html]));
    }
    expect(new Set(answers).size).toBe(1);
  });

  it("delays no subscriber's emails", async () => {
    await signUp('sub@limits.example');
    const [mail] = await mailsTo('sub@limits.example');
    await bindings.DB.prepare('DELETE FROM tallies').run();
    await fill();
    await post(linkIn(mail!, 'confirm'), NOW);
    await tick('2027-03-20T07:00:00Z');
    expect((await mailsTo('sub@limits.example')).length).toBe(3);
  });

  it('is lifted for load tests only', async () => {
    await fill();
    const load = (env: object) =>
      app.request(
        '/subscribe',
        {
          method: 'POST',
          headers: { 'milepost-now': NOW },
          body: new URLSearchParams({
            email: 'load@limits.example',
            target_date: 'none',
            time_zone: 'UTC',
          }),
        },
        { ...bindings, ...env },
        { waitUntil: () => {}, passThroughOnException: () => {}, props: {} },
      );
    expect((await load({ ABUSE_LIMITS: 'off' })).status).toBe(303);
    expect((await load({ ABUSE_LIMITS: 'on' })).status).toBe(503);
  });
});

describe('while the provider asks to wait', () => {
  it("no sign-up is accepted that couldn't be emailed, and the page says when to retry", async () => {
    const reason = 'daily_quota_exceeded';
    await holdAll(ports().db, 'quota', { reason }, Date.parse(NOW), 12 * 3_600_000);
    const refused = await signUp('rest@limits.example');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '43200']);
    expect(await refused.text()).toContain('We can’t send email right now');
    expect((await signUp('rest@limits.example', at(12))).status).toBe(303);
    expect((await mailsTo('rest@limits.example')).length).toBe(1);
  });
});
