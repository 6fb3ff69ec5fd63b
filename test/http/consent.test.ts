/**
 * Consent: what a person agreed to, when and how, stored in the words they read and included in
 * their export.
 */
import { expect, it } from 'vitest';
import { bindings, linkIn, mailsTo, post, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const LATER = '2027-02-14T12:30:00Z';
const at = (name: string): string => `${name}@consent.example`;
const iso = (text: string): string => new Date(text).toISOString();

const form = (email: string, now: string, more: Record<string, string> = {}) =>
  post('/subscribe', now, { email, target_date: '2028-03-20', time_zone: 'UTC', ...more });

const json = (path: string, now: string, body: unknown) =>
  request(path, now, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const confirmIn = async (name: string): Promise<string> =>
  linkIn((await mailsTo(at(name))).findLast(({ text }) => text.includes('/confirm/'))!, 'confirm');

const kept = async (name: string): Promise<unknown[]> =>
  (
    await bindings.DB.prepare(
      `SELECT c.asked_at, c.asked_how, c.asked_words, c.confirmed_at, c.confirmed_how,
         c.confirmed_words
       FROM consents c JOIN subscriptions s ON s.id = c.subscription_id
       JOIN subscribers p ON p.id = s.subscriber_id WHERE p.address = ?1 ORDER BY c.asked_at`,
    )
      .bind(at(name))
      .all()
  ).results;

it('by form and button: the words of both, in the language that was shown', async () => {
  await form(at('form'), NOW);
  expect(await kept('form')).toEqual([
    {
      asked_at: Date.parse(NOW),
      asked_how: 'form',
      asked_words: expect.stringMatching(
        /^We’ll send you one email with a button\..* \[Start my countdown\]$/,
      ),
      confirmed_at: null,
      confirmed_how: null,
      confirmed_words: null,
    },
  ]);
  await post(await confirmIn('form'), LATER);
  expect(await kept('form')).toMatchObject([
    {
      asked_at: Date.parse(NOW),
      confirmed_at: Date.parse(LATER),
      confirmed_how: 'form',
      confirmed_words: 'Yes, send me the course',
    },
  ]);

  await form(at('german'), NOW, { locale: 'de' });
  await post(await confirmIn('german'), LATER);
  expect(JSON.stringify(await kept('german'))).not.toMatch(/You get|Yes,/);
});

it('by a program: that it was a program', async () => {
  await json('/subscribe', NOW, { email: at('json'), target_date: 'none', time_zone: 'UTC' });
  await json(await confirmIn('json'), LATER, {});
  expect(await kept('json')).toMatchObject([
    { asked_how: 'json', asked_words: '', confirmed_how: 'json' },
  ]);
});

it('of several unconfirmed sign-ups, the newest is stored; a confirmed one stays', async () => {
  await form(at('often'), NOW);
  await form(at('often'), LATER);
  expect(await kept('often')).toMatchObject([{ asked_at: Date.parse(LATER) }]);
  await post(await confirmIn('often'), LATER);
  await post(await confirmIn('often'), LATER);
  await post(linkIn((await mailsTo(at('often'))).at(-1)!, 'unsubscribe'), LATER);
  await form(at('often'), '2027-02-16T12:00:00Z');
  expect(await kept('often')).toMatchObject([
    { asked_at: Date.parse(LATER), confirmed_at: Date.parse(LATER) },
    { asked_at: Date.parse('2027-02-16T12:00:00Z'), confirmed_at: null },
  ]);
});

it('signing up again while subscribed stores no new one', async () => {
  await form(at('twice'), NOW);
  await post(await confirmIn('twice'), NOW);
  const before = await kept('twice');
  await form(at('twice'), LATER);
  expect(await kept('twice')).toEqual(before);
});

it('is in the export, and is deleted with everything else', async () => {
  await form(at('export'), NOW);
  await post(await confirmIn('export'), LATER);
  const own = linkIn((await mailsTo(at('export'))).at(-1)!, 'manage');
  const all = (await (await request(`${own}/export`, LATER)).json()) as {
    subscriptions: { consents: unknown[] }[];
  };
  expect(all.subscriptions[0]!.consents).toMatchObject([
    {
      asked_at: iso(NOW),
      asked_how: 'form',
      confirmed_at: iso(LATER),
      confirmed_words: 'Yes, send me the course',
    },
  ]);
  const count = async () =>
    (await bindings.DB.prepare('SELECT count(*) AS n FROM consents').first<{ n: number }>())!.n;
  const before = await count();
  await post(`${own}/erase`, LATER);
  expect(await count()).toBe(before - 1);
});

it('for sign-ups before consents were stored is the confirmation', async () => {
  await form(at('before'), NOW);
  await bindings.DB.prepare('DELETE FROM consents').run();
  await post(await confirmIn('before'), LATER);
  expect(await kept('before')).toMatchObject([
    { asked_at: Date.parse(NOW), asked_how: 'unknown', confirmed_at: Date.parse(LATER) },
  ]);
});
