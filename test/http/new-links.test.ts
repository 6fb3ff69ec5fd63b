/** A person's links can be turned off by the person, by an address change, and by the operator. */
import { describe, expect, it } from 'vitest';
import { composing } from '../support/ledger.ts';
import {
  bindings,
  join,
  linkIn,
  type Mail,
  mailsTo,
  post,
  request,
  tick,
} from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const LATER = '2027-02-14T13:00:00Z';
const at = (name: string): string => `${name}@new-links.example`;

const person = (name: string) => join({ email: at(name), target_date: '2028-03-20' }, NOW);

const heading = async (response: Response): Promise<string> =>
  /<h1>(.*?)<\/h1>/s.exec(await response.text())?.[1] ?? '';

const renewed = async (own: string): Promise<string> => {
  const answer = await post(`${own}/links`, NOW);
  expect(answer.status).toBe(303);
  return answer.headers.get('location')!.split('?')[0]!;
};

const feedIn = async (own: string): Promise<string> =>
  /\/calendar\/[\w.-]+\.ics/.exec(await (await request(own, NOW)).text())![0];

const PATHS: readonly [string, string, Record<string, string>?][] = [
  ['GET', ''],
  ['GET', '?target_date=2028-05-20'],
  ['GET', '/export'],
  ['GET', '/erase'],
  ['GET', '/mail/x'],
  ['POST', '/erase'],
  ['POST', '/links'],
  ['POST', '/pause'],
  ['POST', '/reschedule', { target_date: '2028-05-20' }],
  ['POST', '/undo'],
  ['POST', '/resume'],
  ['POST', '/details', { name: 'Eve' }],
  ['POST', '/checklist', { lesson: 'one-year', step: 'post-one', done: 'yes' }],
  ['POST', '/read', { lesson: 'one-year' }],
  ['POST', '/resend', { lesson: 'one-year' }],
  ['POST', '/outcome', { outcome: 'offer' }],
];

describe('after new links were created', () => {
  it.each(PATHS)('the old link says so: %s %s', async (method, path, fields = {}) => {
    const name = `old${PATHS.findIndex((one) => one[0] === method && one[1] === path)}`;
    const own = await person(name);
    await renewed(own);
    const init = method === 'POST' ? { method, body: new URLSearchParams(fields) } : { method };
    const answer = await request(`${own}${path}`, NOW, init);
    expect([answer.status, await heading(answer)]).toEqual([410, 'This link was replaced']);
    const status = await bindings.DB.prepare(
      `SELECT s.status, s.name, s.target_date FROM subscriptions s
       JOIN subscribers p ON p.id = s.subscriber_id WHERE p.address = ?1`,
    )
      .bind(at(name))
      .first();
    expect(status).toEqual({ status: 'active', name: '', target_date: '2028-03-20' });
  });

  it('the new one works, and so do those in later emails', async () => {
    const own = await person('new');
    const next = await renewed(own);
    expect(next).not.toBe(own);
    expect(await heading(await request(next, NOW))).toBe('Your countdown');
    await tick('2027-03-20T11:00:00Z');
    const lesson = (await mailsTo(at('new'))).at(-1)!;
    expect(linkIn(lesson, 'manage')).toBe(next);
    const copy = `${next}/mail/${lesson.tags[0]!.value}`;
    expect((await request(copy, '2027-03-20T12:00:00Z')).status).toBe(200);
    const again = await renewed(next);
    expect((await request(next, NOW)).status).toBe(410);
    const first = (await mailsTo(at('new')))[1]!;
    const old = await request(`${again}/mail/${first.tags[0]!.value}`, NOW);
    expect(await old.text()).toContain(again);
  });

  it('the old calendar feed is empty, and the new one is full', async () => {
    const own = await person('feed');
    const before = await feedIn(own);
    const after = await feedIn(await renewed(own));
    expect(await (await request(before, NOW)).text()).not.toContain('VEVENT');
    expect(await (await request(after, NOW)).text()).toContain('VEVENT');
  });

  it('no other link in an old email opens the page', async () => {
    const own = await person('around');
    const [confirmation, welcome] = (await mailsTo(at('around'))) as [Mail, Mail];
    await renewed(own);
    for (const link of [linkIn(confirmation, 'confirm'), linkIn(welcome, 'unsubscribe')]) {
      for (const method of ['GET', 'POST']) {
        const html = await (await request(link, NOW, { method })).text();
        expect([link, /\/(manage|calendar)\//.test(html)]).toEqual([link, false]);
      }
    }
  });

  it('the unsubscribe link still works', async () => {
    const own = await person('leave');
    const [confirmation] = await mailsTo(at('leave'));
    await renewed(own);
    const answer = await post(linkIn(confirmation!, 'unsubscribe'), NOW);
    expect([answer.status, await heading(answer)]).toEqual([200, 'You have left the course']);
  });

  it('a person without any link signs up again, and gets one that works', async () => {
    const own = await person('lost');
    await renewed(own);
    await post('/subscribe', LATER, {
      email: at('lost'),
      target_date: '2028-05-20',
      time_zone: 'UTC',
    });
    const mail = (await mailsTo(at('lost'))).at(-1)!;
    expect((await request(linkIn(mail, 'manage'), LATER)).status).toBe(200);
  });
});

it('the JSON response contains the new link', async () => {
  const own = await person('program');
  const answer = await request(`${own}/links`, NOW, {
    method: 'POST',
    headers: { accept: 'application/json' },
  });
  const { status, manage } = (await answer.json()) as { status: string; manage: string };
  expect(status).toBe('replaced');
  expect((await request(manage, NOW)).status).toBe(200);
});

it('an address change turns off the links in emails to the old address', async () => {
  const own = await person('moved');
  const old = (await mailsTo(at('moved')))[0]!;
  await post(`${own}/details`, NOW, { email: at('there'), time_zone: 'UTC', send_hour: '8' });
  const link = linkIn((await mailsTo(at('there')))[0]!, 'confirm-address');
  const changed = await (await post(link, NOW)).text();
  const next = /\/manage\/[\w.-]+/.exec(changed)![0];
  expect((await request(own, NOW)).status).toBe(410);
  expect((await request(next, NOW)).status).toBe(200);
  for (const way of [link, linkIn(old, 'confirm'), linkIn(old, 'unsubscribe')]) {
    expect(await (await request(way, NOW)).text()).not.toContain('/manage/');
  }
});

it('an email composed while links are replaced is sent with working ones', async () => {
  const own = await person('composed');
  let next = '';
  await composing('2027-03-20T11:00:00Z', async () => {
    next = await renewed(own);
  });
  await tick('2027-03-20T11:00:00Z');
  expect(linkIn((await mailsTo(at('composed'))).at(-1)!, 'manage')).toBe(next);
});
