import { describe, expect, it } from 'vitest';
import { bindings, dump, join, linkIn, mailsTo, post, request } from '../support/worker.ts';

/** Every POST on a person's page: which link it needs, and its response when it can't act. */

const NOW = '2027-02-14T12:00:00Z';
const AFTER = '2028-03-21T12:00:00Z';

const person = (name: string) =>
  join({ email: `${name}@capability.example`, target_date: '2028-03-20' }, NOW);

const inJson = (path: string, now: string, body: unknown) =>
  request(path, now, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const VERBS: readonly [string, Record<string, string>][] = [
  ['reschedule', { target_date: '2028-06-20' }],
  ['undo', {}],
  ['pause', {}],
  ['resume', {}],
  ['outcome', { outcome: 'offer' }],
  ['off', { ending: 'kept' }],
  ['read', { lesson: 'one-year' }],
  ['unread', { lesson: 'one-year' }],
  ['resend', { lesson: 'one-year' }],
  ['details', { name: 'Ada' }],
  ['checklist', { lesson: 'one-year', step: 'post-one', done: 'yes' }],
];

describe.each(VERBS)('%s', (verb, fields) => {
  it('with a forged link is not found, and changes nothing', async () => {
    const own = await person(`forged-${verb}`);
    const before = await dump();
    const forged = [`/manage/x/${verb}`, `${own}x/${verb}`, `${own.slice(0, -1)}/${verb}`];
    const answers = await Promise.all(
      forged.map(async (path) => {
        const response = await post(path, NOW, fields);
        return `${response.status} ${await response.text()}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 /);
    const [mail] = await mailsTo(`forged-${verb}@capability.example`);
    for (const page of ['confirm', 'unsubscribe'] as const) {
      const other = linkIn(mail!, page).replace(page, 'manage');
      expect((await post(`${other}/${verb}`, NOW, fields)).status).toBe(404);
    }
    expect(await dump()).toBe(before);
  });

  it('before the confirmation, after leaving and after erasure shows the next step', async () => {
    const own = await person(`gone-${verb}`);
    const set = (status: string) =>
      bindings.DB.prepare(
        `UPDATE subscriptions SET status = ?1 WHERE subscriber_id =
           (SELECT id FROM subscribers WHERE address = ?2)`,
      )
        .bind(status, `gone-${verb}@capability.example`)
        .run();
    for (const [status, words] of [
      ['pending', 'confirmation email first'],
      ['left', 'You’ve left this course'],
    ] as const) {
      await set(status);
      const page = await post(`${own}/${verb}`, AFTER, fields);
      expect([page.status, await page.text()]).toEqual([409, expect.stringContaining(words)]);
      const answer = await inJson(`${own}/${verb}`, AFTER, fields);
      expect([answer.status, await answer.json()]).toEqual([
        409,
        { errors: [{ field: null, message: expect.stringContaining(words) }] },
      ]);
    }
    await bindings.DB.prepare('DELETE FROM subscribers WHERE address = ?1')
      .bind(`gone-${verb}@capability.example`)
      .run();
    await bindings.DB.prepare(
      'DELETE FROM subscriptions WHERE subscriber_id NOT IN (SELECT id FROM subscribers)',
    ).run();
    expect((await post(`${own}/${verb}`, AFTER, fields)).status).toBe(410);
  });

  it('is POST only, and not cached', async () => {
    const own = await person(`get-${verb}`);
    const before = await dump();
    for (const [method, status] of [
      ['GET', 405],
      ['HEAD', 405],
      ['PUT', 405],
      ['OPTIONS', 204],
    ] as const) {
      const response = await request(`${own}/${verb}`, NOW, { method });
      expect([method, response.status]).toEqual([method, status]);
      expect(response.headers.get('allow')).toBe('POST, OPTIONS');
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
    expect(await dump()).toBe(before);
  });
});
