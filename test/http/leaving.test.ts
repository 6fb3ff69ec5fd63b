import { describe, expect, it } from 'vitest';
import { heading, json, text } from '../support/own-page.ts';
import { bindings, dump, join, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

/** Leaving one course, and what its page offers afterward. */

const NOW = '2027-02-14T12:00:00Z';
const LATER = '2027-02-20T12:00:00Z';

const at = (name: string) => `${name}@leaving.example`;

async function person(name: string): Promise<{ own: string; out: string }> {
  const own = await join({ email: at(name), target_date: '2028-03-20' }, NOW);
  return { own, out: linkIn((await mailsTo(at(name))).at(-1)!, 'unsubscribe') };
}

describe('the page before leaving', () => {
  it('offers moving the date or pausing instead, each with one press', async () => {
    const { own, out } = await person('instead');
    const before = await dump();
    const html = await text(out, NOW);
    expect(await dump()).toBe(before);
    expect(html).toContain(`href="${own}#move"`);
    expect(html).toContain(`<form method="post" action="${own}/pause">`);
    expect((await post(`${own}/pause`, NOW)).status).toBe(303);
    const paused = await text(out, NOW);
    expect(paused).toContain(`href="${own}#move"`);
    expect(paused).not.toContain('/pause"');
  });

  it("still does after a change of address, but not by an earlier email's link", async () => {
    const { own, out } = await person('old');
    await post(`${own}/details`, NOW, { email: at('new') });
    await post(linkIn((await mailsTo(at('new'))).at(-1)!, 'confirm-address'), NOW);
    await tick('2027-03-20T11:00:00Z');
    const lesson = (await mailsTo(at('new'))).at(-1)!;
    const html = await text(linkIn(lesson, 'unsubscribe'), '2027-03-20T12:00:00Z');
    expect(html).toContain(`href="${linkIn(lesson, 'manage')}#move"`);
    expect(html).toContain(`action="${linkIn(lesson, 'manage')}/pause"`);
    expect(await text(out, '2027-03-20T12:00:00Z')).not.toContain('/manage/');
    const left = await post(linkIn(lesson, 'unsubscribe'), '2027-03-20T12:00:00Z');
    expect(await left.text()).toContain(`${linkIn(lesson, 'manage')}/export`);
  });

  it('offers no pause without a date or from the date on', async () => {
    const { out } = await person('no-pause');
    expect(await text(out, '2028-03-20T12:00:00Z')).not.toContain('/pause"');
    await join({ email: at('none'), target_date: 'none' }, NOW);
    const none = linkIn((await mailsTo(at('none'))).at(-1)!, 'unsubscribe');
    expect(await text(none, NOW)).not.toContain('/pause"');
  });
});

describe('before confirming, the page asks what is true for this person', () => {
  const unconfirmed = async (name: string) => {
    const fields = { email: at(name), target_date: '2028-03-20', time_zone: 'UTC', send_hour: '7' };
    await post('/subscribe', NOW, fields);
    return linkIn((await mailsTo(at(name))).at(-1)!, 'unsubscribe');
  };

  it('one who signed up, or a stranger did', async () => {
    const page = await request(await unconfirmed('signed-up'), NOW);
    expect(await heading(page)).toBe('Wasn’t you?');
  });

  it('one whom an import invited', async () => {
    const out = await unconfirmed('invited');
    await bindings.DB.prepare(
      "UPDATE deliveries SET facts = json_set(facts, '$.invited', json('true')) WHERE address = ?1",
    )
      .bind(at('invited'))
      .run();
    expect(await heading(await request(out, NOW))).toBe('Don’t want the course?');
    const left = await (await post(out, NOW)).text();
    expect(left).toContain('You’ve left the course');
  });
});

describe('the page after leaving', () => {
  it('offers the export, the erasure and signing up again', async () => {
    const { out } = await person('offers');
    const html = await (await post(out, NOW)).text();
    expect(html).toContain('You’ve left the course');
    const links = [...html.matchAll(/href="(\/manage\/[^"]+)"/g)].map(([, path]) => path!);
    expect(links.map((path) => path.split('/').at(-1))).toEqual(['export', 'erase']);
    const all = JSON.parse(await text(links[0]!, NOW));
    expect(all.subscriptions).toMatchObject([
      { status: 'left', left_at: '2027-02-14T12:00:00.000Z' },
    ]);
    expect(await heading(await request(links[1]!, NOW))).toBe('Erase everything?');
    await post(links[1]!, NOW);
    expect(await dump()).not.toContain(at('offers'));
  });

  it('offers the same on a later visit, with the date of leaving', async () => {
    const { own, out } = await person('later');
    await post(out, NOW);
    for (const answer of [await request(out, LATER), await post(out, LATER)]) {
      const html = await answer.text();
      expect(html).toContain('You left the course on Sunday, February 14, 2027.');
      expect(html).toMatch(/href="\/manage\/[^"]+\/export"/);
    }
    const departed = await text(own, LATER);
    expect(departed).toContain(`href="${own}/export"`);
    expect(departed).toContain(`href="${own}/erase"`);
  });

  it('offers nothing after the person is forgotten', async () => {
    const { own, out } = await person('forgotten');
    await post(`${own}/erase`, NOW);
    for (const answer of [await request(out, LATER), await post(out, LATER)]) {
      expect([answer.status, await answer.text()]).toEqual([
        200,
        expect.not.stringContaining('/manage/'),
      ]);
    }
  });

  it('offers it to a person who was signed up by a stranger', async () => {
    await post('/subscribe', NOW, { email: at('stranger'), target_date: 'none', time_zone: 'UTC' });
    const [mail] = await mailsTo(at('stranger'));
    const html = await (await post(linkIn(mail!, 'unsubscribe'), NOW)).text();
    expect(html).toMatch(/href="\/manage\/[^"]+\/erase"/);
  });
});

describe('a person with two courses', () => {
  it('leaves one, sees the other, and can leave both', async () => {
    const { out } = await person('two');
    await addCourse('two');
    const html = await (await post(out, NOW)).text();
    expect(html).toContain('You’re also taking another course. Nothing changes there.');
    expect(await statuses('two')).toEqual({ 'ml-interviews': 'left', other: 'active' });
    const field = /<input type="hidden" name="(\w+)" value="(\w+)"/.exec(html)!;
    const answer = await post(out, LATER, { [field[1]!]: field[2]! });
    expect([answer.status, await heading(answer.clone())]).toEqual([200, 'You’ve left the course']);
    expect(await answer.text()).not.toContain('You’re also taking');
    expect(await statuses('two')).toEqual({ 'ml-interviews': 'left', other: 'left' });
  });

  it("leaves only one by the email client's button", async () => {
    const { out } = await person('program');
    await addCourse('program');
    await post(out, NOW, { 'List-Unsubscribe': 'One-Click' });
    expect(await json(out, NOW, {})).toEqual([200, { status: 'left' }]);
    expect(await statuses('program')).toEqual({ 'ml-interviews': 'left', other: 'active' });
  });
});

const addCourse = (name: string) =>
  bindings.DB.prepare(
    `INSERT INTO subscriptions (id, subscriber_id, course, status, target_date, time_zone, send_hour,
       name, locale, round, revision, change_token, requested_at)
     SELECT 'other' || s.id, subscriber_id, 'other', status, target_date, time_zone, send_hour, name,
       locale, round, revision, change_token, requested_at
     FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id WHERE p.address = ?1`,
  )
    .bind(at(name))
    .run();

async function statuses(name: string): Promise<Record<string, string>> {
  const { results } = await bindings.DB.prepare(
    `SELECT course, status FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
     WHERE p.address = ?1`,
  )
    .bind(at(name))
    .all<{ course: string; status: string }>();
  return Object.fromEntries(results.map(({ course, status }) => [course, status]));
}
