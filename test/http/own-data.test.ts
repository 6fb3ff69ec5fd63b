import { describe, expect, it } from 'vitest';
import { ports } from '../support/ledger.ts';
import { heading, json, text } from '../support/own-page.ts';
import { bindings, dump, join, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const FIRST = '2027-03-20T11:00:00Z';

const at = (name: string) => `${name}@data.example`;
const person = (name: string) => join({ email: at(name), target_date: '2028-03-20' }, NOW);

describe('the export', () => {
  it('contains everything stored, in readable form, and no token or id', async () => {
    const own = await person('export');
    await json(`${own}/details`, NOW, { name: 'Ada', email: at('export-new') });
    await tick(FIRST);
    await json(`${own}/checklist`, FIRST, { lesson: 'one-year', step: 'write-up', done: true });
    const before = await dump();
    const response = await request(`${own}/export`, FIRST);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="my-data-2027-03-20.json"',
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    const whole = await response.text();
    const all = JSON.parse(whole);
    expect(all).toMatchObject({
      exported_at: '2027-03-20T11:00:00.000Z',
      address: at('export'),
      suppressed: null,
      created_at: '2027-02-14T12:00:00.000Z',
      address_changes: [{ address: at('export-new'), settled: null }],
      subscriptions: [
        {
          course: 'ml-interviews',
          name: 'Ada',
          target_date: '2028-03-20',
          time_zone: 'America/New_York',
          checked_steps: [{ round: 1, lesson: 'one-year', step: 'write-up' }],
        },
      ],
    });
    const { deliveries } = all.subscriptions[0];
    expect(deliveries.find((row: { message: string }) => row.message === 'one-year')).toMatchObject(
      {
        state: 'sent',
        sent_at: expect.stringMatching(/^2027-03-20T11:00/),
        slots: { greeting: 'Hello Ada,' },
      },
    );
    expect(whole).not.toMatch(/token|lease|revision|template|call_id/);
    const { results } = await bindings.DB.prepare(
      'SELECT id, change_token FROM subscriptions',
    ).all();
    for (const { id, change_token } of results) {
      expect(whole).not.toContain(id);
      expect(whole).not.toContain(change_token);
    }
    expect(await dump()).toBe(before);
  });

  it('is available after leaving, and not with a forged link', async () => {
    const own = await person('export-left');
    await post(linkIn((await mailsTo(at('export-left'))).at(-1)!, 'unsubscribe'), NOW);
    expect((await request(`${own}/export`, NOW)).status).toBe(200);
    expect((await request('/manage/x/export', NOW)).status).toBe(404);
    expect((await request(`${own}x/export`, NOW)).status).toBe(404);
  });
});

describe('erasing', () => {
  it('shows first what will be deleted, on a page with one button', async () => {
    const own = await person('ask');
    const before = await dump();
    const html = await text(`${own}/erase`, NOW);
    expect(html.match(/<button/g)).toHaveLength(1);
    expect(html).toContain('a•••@d•••.example');
    expect(html).toContain('the list of 2 emails');
    expect(html).toContain(`${own}/export`);
    expect(await dump()).toBe(before);
  });

  it('deletes everything, and shows a receipt', async () => {
    const own = await person('erase');
    const mail = (await mailsTo(at('erase'))).at(-1)!;
    await json(`${own}/details`, NOW, { name: 'Erasmus', email: at('erase-new') });
    const change = linkIn((await mailsTo(at('erase-new'))).at(-1)!, 'confirm-address');
    await tick(FIRST);
    await json(`${own}/checklist`, FIRST, { lesson: 'one-year', step: 'write-up', done: true });
    const answer = await post(`${own}/erase`, FIRST);
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html).toContain('We’ve erased everything');
    expect(html).toContain('On Saturday, March 20, 2027, 7:00 AM');
    const id = mail.tags[0]!.value.split('_')[0]!;
    const left = await dump();
    for (const trace of ['erase@data', 'erase-new', 'Erasmus', id])
      expect(left).not.toContain(trace);
    for (const path of ['', '/export', '/erase']) {
      const gone = await request(`${own}${path}`, FIRST);
      expect([gone.status, await heading(gone)]).toEqual([410, 'Your details have been erased']);
    }
    expect((await post(`${own}/erase`, FIRST)).status).toBe(410);
    expect((await post(change, FIRST)).status).toBe(410);
    expect((await post(linkIn(mail, 'unsubscribe'), FIRST)).status).toBe(200);
    await tick('2027-12-20T12:00:00Z');
    expect((await mailsTo(at('erase'))).at(-1)!.subject).toMatch(/^One year/);
  });

  it('deletes all courses of the person, and no other person', async () => {
    const own = await person('two');
    await person('bystander');
    const { subscriber_id: subscriber } = (await bindings.DB.prepare(
      'SELECT s.subscriber_id FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id WHERE p.address = ?1',
    )
      .bind(at('two'))
      .first<{ subscriber_id: string }>())!;
    await bindings.DB.prepare(
      `INSERT INTO subscriptions (id, subscriber_id, course, status, target_date, time_zone, send_hour,
         name, locale, round, revision, change_token, requested_at)
       SELECT 'othercourse', subscriber_id, 'other', status, target_date, time_zone, send_hour, name,
         locale, round, revision, change_token, requested_at FROM subscriptions WHERE subscriber_id = ?1`,
    )
      .bind(subscriber)
      .run();
    expect(await text(`${own}/erase`, NOW)).toContain('1 other course');
    expect(await json(`${own}/erase`, NOW)).toEqual([200, { status: 'erased' }]);
    const left = await dump();
    expect(left).not.toContain(subscriber);
    expect(left).not.toContain('othercourse');
    expect(left).toContain(at('bystander'));
  });

  it('keeps a keyed hash of a suppressed address, which still suppresses', async () => {
    const own = await person('spam');
    await bindings.DB.prepare("UPDATE subscribers SET suppressed = 'complained' WHERE address = ?1")
      .bind(at('spam'))
      .run();
    expect(await text(`${own}/erase`, NOW)).toContain('a scrambled mark');
    await post(`${own}/erase`, NOW);
    expect(await dump()).not.toContain(at('spam'));
    const before = (await mailsTo(at('spam'))).length;
    await post('/subscribe', NOW, {
      email: at('spam'),
      target_date: '2028-03-20',
      time_zone: 'UTC',
    });
    expect(await mailsTo(at('spam'))).toHaveLength(before);
  });

  it('while a call is open: no retry contains the person, and the rest of the batch continues', async () => {
    const own = await person('flying');
    await person('with-it');
    const { links, apiKeys } = ports();
    await bindings.DB.batch(
      [
        `UPDATE deliveries SET state = 'sending', first_call_at = 1, call_id = 'batch.x', template = 'x',
           slots = '[]' WHERE message = 'one-year' AND address IN ('flying@data.example', 'with-it@data.example')`,
        `INSERT INTO calls (id, members, sender, link_key, api_key, attempts, first_call_at, lease_token, next_at)
         SELECT 'batch.x', json_group_array(id), '{}', '${links.currentKey}', '${apiKeys[0]}', 1, ${Date.parse(NOW)}, 'gone', 0
         FROM deliveries WHERE call_id = 'batch.x'`,
      ].map((sql) => bindings.DB.prepare(sql)),
    );
    await post(`${own}/erase`, NOW);
    const { members } = (await bindings.DB.prepare(
      "SELECT count(*) AS members FROM deliveries WHERE call_id = 'batch.x'",
    ).first<{ members: number }>())!;
    expect(members).toBe(1);
    await tick('2027-02-15T13:00:00Z');
    const { results } = await bindings.DB.prepare(
      "SELECT id FROM calls WHERE id = 'batch.x'",
    ).all();
    expect(results).toEqual([]);
    const row = await bindings.DB.prepare(
      "SELECT state, reason FROM deliveries WHERE message = 'one-year' AND address = ?1",
    )
      .bind(at('with-it'))
      .first();
    expect(row).toEqual({ state: 'unknown', reason: 'key_expired' });
  });
});
