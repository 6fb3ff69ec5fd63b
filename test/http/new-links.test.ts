/** A person's links can be turned off by the person, by an address change, and by the operator. */
import { describe, expect, it } from 'vitest';
import { composing } from '../support/ledger.ts';
import { heading } from '../support/own-page.ts';
import {
  bindings,
  dump,
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

/** Resets this person's links, and returns the one in the email. */
const renewed = async (own: string, name: string): Promise<string> => {
  const answer = await post(`${own}/links`, NOW);
  expect([answer.status, await heading(answer)]).toEqual([200, 'Check your inbox']);
  const email = (await mailsTo(at(name))).at(-1)!;
  expect(email.tags[0]!.value).toContain('_new-links_');
  return linkIn(email, 'manage');
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
  ['GET', '/links'],
  ['POST', '/links'],
  ['GET', '/lessons/one-year'],
  ['POST', '/pause'],
  ['POST', '/reschedule', { target_date: '2028-05-20' }],
  ['POST', '/undo'],
  ['POST', '/resume'],
  ['POST', '/details', { name: 'Eve' }],
  ['POST', '/checklist', { lesson: 'one-year', step: 'post-one', done: 'yes' }],
  ['POST', '/read', { lesson: 'one-year' }],
  ['POST', '/resend', { lesson: 'one-year' }],
  ['POST', '/outcome', { outcome: 'offer' }],
  ['POST', '/off', { ending: 'kept' }],
  ['POST', '/unread', { lesson: 'one-year' }],
];

describe('after new links were created', () => {
  it.each(PATHS)('the old link says so: %s %s', async (method, path, fields = {}) => {
    const name = `old${PATHS.findIndex((one) => one[0] === method && one[1] === path)}`;
    const own = await person(name);
    await renewed(own, name);
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
    const next = await renewed(own, 'new');
    expect(next).not.toBe(own);
    expect(await heading(await request(next, NOW))).toBe('Your countdown');
    await tick('2027-03-20T11:00:00Z');
    const lesson = (await mailsTo(at('new'))).at(-1)!;
    expect(linkIn(lesson, 'manage')).toBe(next);
    const copy = `${next}/mail/${lesson.tags[0]!.value}`;
    expect((await request(copy, '2027-03-20T12:00:00Z')).status).toBe(200);
    const again = await renewed(next, 'new');
    expect((await request(next, NOW)).status).toBe(410);
    const first = (await mailsTo(at('new')))[1]!;
    const old = await request(`${again}/mail/${first.tags[0]!.value}`, NOW);
    expect(await old.text()).toContain(again);
  });

  it('the old calendar feed is empty, and the new one is full', async () => {
    const own = await person('feed');
    const before = await feedIn(own);
    const after = await feedIn(await renewed(own, 'feed'));
    expect(await (await request(before, NOW)).text()).not.toContain('VEVENT');
    expect(await (await request(after, NOW)).text()).toContain('VEVENT');
  });

  it('no other link in an old email opens the page', async () => {
    const own = await person('around');
    const [confirmation, welcome] = (await mailsTo(at('around'))) as [Mail, Mail];
    await renewed(own, 'around');
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
    await renewed(own, 'leave');
    const answer = await post(linkIn(confirmation!, 'unsubscribe'), NOW);
    expect([answer.status, await heading(answer)]).toEqual([200, 'You’ve left the course']);
  });

  it('a person without any link signs up again, and gets one that works', async () => {
    const own = await person('lost');
    await renewed(own, 'lost');
    await post('/subscribe', LATER, {
      email: at('lost'),
      target_date: '2028-05-20',
      time_zone: 'UTC',
    });
    const mail = (await mailsTo(at('lost'))).at(-1)!;
    expect((await request(linkIn(mail, 'manage'), LATER)).status).toBe(200);
  });
});

describe('new links are sent by email, and shown nowhere', () => {
  it('a page asks first, and changes nothing', async () => {
    const own = await person('asked');
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const before = await dump();
      expect((await request(`${own}/links`, NOW, { method })).status).toBeLessThan(300);
      expect(await dump()).toEqual(before);
    }
    const page = await (await request(`${own}/links`, NOW)).text();
    expect(page.match(/<button/g)).toHaveLength(1);
    expect(page).toContain('a•••@n•••.example');
    expect(await (await request(own, NOW)).text()).not.toContain(`action="${own}/links"`);
  });

  it.each(['text/html', 'application/json'])(
    "the %s response doesn't contain them",
    async (accept) => {
      const name = `hidden-${accept.length}`;
      const own = await person(name);
      const answer = await request(`${own}/links`, NOW, { method: 'POST', headers: { accept } });
      const said = (await answer.text()) + JSON.stringify([...answer.headers]);
      const next = linkIn((await mailsTo(at(name))).at(-1)!, 'manage');
      expect(said).not.toContain(next.split('/').at(-1));
      expect(said).not.toMatch(/\/(manage|calendar)\//);
      if (accept.endsWith('json')) expect(said).toContain('{"status":"check_your_inbox"}');
    },
  );

  it('they cancel an unconfirmed address change', async () => {
    const own = await person('pending');
    await post(`${own}/details`, NOW, { email: at('pending-new') });
    const question = linkIn((await mailsTo(at('pending-new')))[0]!, 'confirm-address');
    const next = await renewed(own, 'pending');
    expect((await post(question, NOW)).status).toBe(410);
    expect((await request(next, NOW)).status).toBe(200);
  });

  it("they aren't created for an address that can't be emailed: no link would work", async () => {
    const own = await person('mute');
    await bindings.DB.prepare("UPDATE subscribers SET suppressed = 'bounced' WHERE address = ?1")
      .bind(at('mute'))
      .run();
    expect((await post(`${own}/links`, NOW)).status).toBe(409);
    expect((await request(own, NOW)).status).toBe(200);
  });

  it('every course gets a separate email', async () => {
    const own = await person('two');
    const { results } = await bindings.DB.prepare(
      `SELECT s.id FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
       WHERE p.address = ?1`,
    )
      .bind(at('two'))
      .all<{ id: string }>();
    await bindings.DB.prepare(
      `INSERT INTO subscriptions (id, subscriber_id, course, status, time_zone, send_hour, name,
         locale, round, revision, change_token, requested_at, confirmed_at)
       SELECT 'othercourse000000001', subscriber_id, 'another', status, time_zone, send_hour, name,
         locale, round, revision, change_token, requested_at, confirmed_at
       FROM subscriptions WHERE id = ?1`,
    )
      .bind(results[0]!.id)
      .run();
    await renewed(own, 'two');
    const planned = await bindings.DB.prepare(
      `SELECT count(*) AS n FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
       WHERE d.message = 'new-links' AND d.address = ?1 AND s.link_version = 1`,
    )
      .bind(at('two'))
      .first();
    expect(planned).toEqual({ n: 2 });
  });
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
    next = await renewed(own, 'composed');
  });
  await tick('2027-03-20T11:00:00Z');
  expect(linkIn((await mailsTo(at('composed'))).at(-1)!, 'manage')).toBe(next);
});
