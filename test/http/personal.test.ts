import { beforeAll, describe, expect, it } from 'vitest';
import { bindings, dump, join, linkIn, mailsTo, post, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const DATE = '2028-03-20';

async function signUp(email: string): Promise<{ confirm: string; unsubscribe: string }> {
  await post('/subscribe', NOW, { email, target_date: DATE, time_zone: 'Europe/Berlin' });
  const [mail] = await mailsTo(email);
  return { confirm: linkIn(mail!, 'confirm'), unsubscribe: linkIn(mail!, 'unsubscribe') };
}

const title = async (response: Response): Promise<string> =>
  /<h1>(.*?)<\/h1>/.exec(await response.text())?.[1] ?? '';

describe('confirming', () => {
  it('has a page with one button, then shows the plan; repeating it is fine', async () => {
    const { confirm } = await signUp('confirm@personal.example');
    const asked = await (await request(confirm, NOW)).text();
    expect(asked.match(/<button/g)).toHaveLength(1);
    expect(asked).toContain('Monday, March 20, 2028');
    expect(await title(await post(confirm, NOW))).toBe('You’re in');
    expect(await title(await post(confirm, NOW))).toBe('You’re already in');
    expect(await title(await request(confirm, NOW))).toBe('You’re already in');
    expect(await mailsTo('confirm@personal.example')).toHaveLength(2);
  });

  it('answers programs in JSON', async () => {
    const { confirm } = await signUp('confirm-json@personal.example');
    const init = { method: 'POST', headers: { accept: 'application/json' } };
    expect(await (await request(confirm, NOW, init)).json()).toEqual({ status: 'confirmed' });
    expect(await (await request(confirm, NOW, init)).json()).toEqual({ status: 'already' });
  });

  it('after its time shows a page with the next step', async () => {
    const { confirm } = await signUp('expired@personal.example');
    for (const method of ['GET', 'POST']) {
      const response = await request(confirm, '2027-03-14T12:00:00Z', { method });
      expect(response.status).toBe(410);
      expect(await response.text()).toContain('Get a new link');
    }
  });
});

describe('a forged link', () => {
  it('gets the same response, whatever is wrong with it', async () => {
    const { confirm, unsubscribe } = await signUp('forged@personal.example');
    const manage = confirm.replace('confirm', 'manage');
    const paths = [
      '/manage/x',
      `/manage/${'a'.repeat(2000)}`,
      manage,
      unsubscribe.replace('unsubscribe', 'manage'),
      `${confirm}x`,
      confirm.slice(0, -1),
      confirm.replace(/.(?=.{30}$)/, '~'),
      '/unsubscribe/%00%ff',
      '/confirm/..%2f..%2fhealth',
    ];
    const answers = await Promise.all(
      paths.map(async (path) => {
        const response = await request(path, NOW);
        return [response.status, await response.text()].join(' ');
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 /);
  });

  it('changes nothing when posted', async () => {
    const { confirm } = await signUp('forged-post@personal.example');
    const before = await dump();
    for (const path of ['/confirm/x', `${confirm}x`, '/manage/x/reschedule', '/unsubscribe/x']) {
      expect((await post(path, NOW, { target_date: DATE })).status).toBe(404);
    }
    expect(await dump()).toBe(before);
  });
});

describe("the person's page", () => {
  const email = 'manage@personal.example';
  let manage: string;

  beforeAll(async () => {
    await post('/subscribe', NOW, {
      email,
      target_date: DATE,
      time_zone: 'America/New_York',
      name: "$& O'Hara {{x}}",
    });
    const [mail] = await mailsTo(email);
    await post(linkIn(mail!, 'confirm'), NOW);
    manage = linkIn((await mailsTo(email)).at(-1)!, 'manage');
  });

  it('shows progress, and no address', async () => {
    const html = await (await request(manage, NOW)).text();
    expect(html).toContain('400 days');
    expect(html).toContain('Monday, March 20, 2028');
    expect(html).toContain('$&amp; O&#39;Hara {{x}}');
    expect(html).toContain('m•••@p•••.example');
    expect(html).not.toContain(email);
  });

  it('moves the date, and says so', async () => {
    const moved = await post(`${manage}/reschedule`, NOW, { target_date: '2028-04-20' });
    expect(moved.status).toBe(303);
    const html = await (await request(moved.headers.get('location')!, NOW)).text();
    expect(html).toContain('Thursday, April 20, 2028');
    expect(html).toContain('Saved.');
  });

  it('moves it by JSON too, and keeps the hour', async () => {
    const response = await request(`${manage}/reschedule`, NOW, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ target_date: '2028-05-20', time_zone: 'Asia/Tokyo' }),
    });
    expect([response.status, await response.json()]).toEqual([200, { status: 'moved' }]);
    const row = await bindings.DB.prepare(
      "SELECT target_date, time_zone, send_hour FROM subscriptions WHERE time_zone = 'Asia/Tokyo'",
    ).first();
    expect(row).toEqual({ target_date: '2028-05-20', time_zone: 'Asia/Tokyo', send_hour: 8 });
  });

  it.each([
    [{ target_date: '2027-02-30' }, 'target_date'],
    [{ target_date: '2027-02-13' }, 'target_date'],
    [{ target_date: '' }, 'target_date'],
    [{ target_date: DATE, time_zone: 'x' }, 'time_zone'],
    [{ target_date: DATE, send_hour: '99' }, 'send_hour'],
  ])('rejects %j and keeps it in the form', async (bad, field) => {
    const before = await dump();
    const response = await post(`${manage}/reschedule`, NOW, bad);
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain(`href="#${field}"`);
    for (const value of Object.values(bad)) expect(html).toContain(`value="${value}"`);
    expect(await dump()).toBe(before);
  });

  it('is unavailable before the confirmation and after leaving', async () => {
    const own = await join({ email: 'gone@personal.example', target_date: DATE }, NOW);
    const leave = linkIn((await mailsTo('gone@personal.example')).at(-1)!, 'unsubscribe');
    await post(leave, NOW);
    expect((await request(own, NOW)).status).toBe(409);
    expect((await post(`${own}/reschedule`, NOW, { target_date: DATE })).status).toBe(409);
  });
});

describe('leaving', () => {
  it.each([
    ['without a body', {}],
    ['as an email client does', { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }],
    ['with parts', { body: form({ 'List-Unsubscribe': 'One-Click' }) }],
    ['with a type that we do not know', { headers: { 'content-type': 'text/plain' }, body: 'x' }],
  ])('%s is one POST with status 200 and no redirect, also when repeated', async (name, init) => {
    const email = `${name.replaceAll(' ', '-')}@personal.example`;
    await join({ email, target_date: DATE }, NOW);
    const mail = (await mailsTo(email)).at(-1)!;
    const path = linkIn(mail, 'unsubscribe');
    const asked = await request(path, NOW);
    expect(await asked.text()).toContain('Move your date instead');
    for (let times = 0; times < 3; times++) {
      const response = await request(path, NOW, { method: 'POST', ...init });
      expect([response.status, response.headers.get('location')]).toEqual([200, null]);
    }
    expect(await title(await request(path, NOW))).toBe('You’re not on the list');
  });

  it('works for a person long forgotten', async () => {
    const { unsubscribe, confirm } = await signUp('forgotten@personal.example');
    await bindings.DB.batch(
      ['deliveries', 'subscriptions', 'subscribers'].map((table) =>
        bindings.DB.prepare(`DELETE FROM ${table}`),
      ),
    );
    expect((await post(unsubscribe, '2029-01-01T00:00:00Z')).status).toBe(200);
    expect((await request(unsubscribe, '2029-01-01T00:00:00Z')).status).toBe(200);
    expect((await post(confirm, NOW)).status).toBe(410);
  });
});

function form(fields: Record<string, string>): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return body;
}
