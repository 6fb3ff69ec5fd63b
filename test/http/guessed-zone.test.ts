/** A form without a time zone: the network's stands in for it, and the confirm page asks. */
import { describe, expect, it } from 'vitest';
import { bindings, linkIn, mailsTo, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const at = (name: string): string => `${name}@guessed.example`;

type Form = Readonly<Record<string, string>>;

const signUp = (name: string, timezone: string | null, more: Form = {}, init: RequestInit = {}) =>
  request('/subscribe', NOW, {
    method: 'POST',
    body: new URLSearchParams({ email: at(name), target_date: '2028-03-20', ...more }),
    ...(timezone && { cf: { timezone } }),
    ...init,
  });

/** The path of the newest confirmation, and its text. */
const confirmation = async (name: string) => {
  const mail = (await mailsTo(at(name))).at(-1)!;
  return { path: linkIn(mail, 'confirm'), text: mail.text };
};

const zoneOf = (name: string) =>
  bindings.DB.prepare(
    `SELECT s.time_zone, s.status FROM subscriptions s
     JOIN subscribers p ON p.id = s.subscriber_id WHERE p.address = ?1`,
  )
    .bind(at(name))
    .first();

const confirm = (path: string, fields?: Form, headers: Record<string, string> = {}) =>
  request(path, NOW, {
    method: 'POST',
    headers,
    ...(fields && { body: new URLSearchParams(fields) }),
  });

const ASKS = 'We guessed your time zone';
const chosen = (zone: string) => new RegExp(`<select id="time_zone".*?value="${zone}" selected`);

describe('a form without a time zone', () => {
  it("takes the network's: for the sign-up, the plan in the email and the confirm page", async () => {
    expect((await signUp('tokyo', 'Asia/Tokyo')).status).toBe(303);
    expect(await zoneOf('tokyo')).toEqual({ time_zone: 'Asia/Tokyo', status: 'pending' });
    const { path, text } = await confirmation('tokyo');
    expect(text).toMatch(/time\s+zone:\s+Tokyo/);
    const html = await (await request(path, NOW)).text();
    expect(html).toContain(ASKS);
    expect(html).toMatch(chosen('Asia/Tokyo'));
    expect(html.match(/<button/g)).toHaveLength(1);
  });

  it('takes it for an empty one, too, and its zone decides what today is', async () => {
    const today = { target_date: '2027-02-15', time_zone: '' };
    expect((await signUp('east', 'Pacific/Kiritimati', today)).status).toBe(422);
    expect((await signUp('west', 'Pacific/Honolulu', today)).status).toBe(303);
  });

  it.each([null, 'Mars/Phobos', 'Etc/Unknown'])(
    'gets the form to choose one if the network is in %s, with all input kept',
    async (timezone) => {
      const answer = await signUp('nowhere', timezone);
      const html = await answer.text();
      expect(answer.status).toBe(422);
      expect(html).toContain('href="#time_zone"');
      for (const kept of [at('nowhere'), '2028-03-20']) expect(html).toContain(`value="${kept}"`);
      expect(await mailsTo(at('nowhere'))).toEqual([]);
    },
  );

  it('by a program that asks for JSON takes it as well; JSON has to say its zone', async () => {
    const accept = { headers: { accept: 'application/json' } };
    expect((await signUp('program', 'Asia/Tokyo', {}, accept)).status).toBe(202);
    const json = await signUp(
      'json',
      'Asia/Tokyo',
      {},
      {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: at('json'), target_date: '2028-03-20' }),
      },
    );
    expect([json.status, await json.json()]).toEqual([
      422,
      { errors: [expect.objectContaining({ field: 'time_zone' })] },
    ]);
  });

  it('that is corrected or sent again is a guess again', async () => {
    const answer = await signUp('again', 'Asia/Tokyo', { show_address: 'yes' });
    const html = await (await request(answer.headers.get('location')!, NOW)).text();
    expect(html).toContain('name="send_hour"');
    expect(html).not.toContain('name="time_zone"');
  });
});

describe('a confirm', () => {
  it('with one press keeps the guess', async () => {
    await signUp('keeps', 'Asia/Tokyo');
    const { path } = await confirmation('keeps');
    expect((await confirm(path)).status).toBe(200);
    expect(await zoneOf('keeps')).toEqual({ time_zone: 'Asia/Tokyo', status: 'active' });
  });

  it.each<[string, Form | undefined, Record<string, string>]>([
    ['an empty zone', { time_zone: '' }, {}],
    ['no body, as JSON', undefined, { 'content-type': 'application/json' }],
  ])('with %s keeps it, too', async (name, fields, headers) => {
    const id = name.replace(/\W+/g, '-');
    await signUp(id, 'Asia/Tokyo');
    expect((await confirm((await confirmation(id)).path, fields, headers)).status).toBe(200);
    expect(await zoneOf(id)).toEqual({ time_zone: 'Asia/Tokyo', status: 'active' });
  });

  it('with another zone takes that one, and the plan follows', async () => {
    await signUp('moves', 'Asia/Tokyo');
    const answer = await confirm((await confirmation('moves')).path, {
      time_zone: 'Europe/Berlin',
    });
    expect(await answer.text()).toContain('Berlin time');
    expect(await zoneOf('moves')).toEqual({ time_zone: 'Europe/Berlin', status: 'active' });
    const due = await bindings.DB.prepare(
      `SELECT d.due_at FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
       JOIN subscribers p ON p.id = s.subscriber_id
       WHERE p.address = ?1 AND d.message = 'one-year'`,
    )
      .bind(at('moves'))
      .first<number>('due_at');
    expect(new Date(due!).toISOString()).toBe('2027-03-20T07:00:00.000Z');
  });

  it('with a zone that does not exist asks again, and confirms nothing', async () => {
    await signUp('wrong', 'Asia/Tokyo');
    const { path } = await confirmation('wrong');
    const answer = await confirm(path, { time_zone: 'Mars/Phobos' });
    const html = await answer.text();
    expect([answer.status, html.includes('don’t know this time zone')]).toEqual([422, true]);
    expect(html).toMatch(chosen('Asia/Tokyo'));
    const json = await confirm(path, { time_zone: 'x' }, { accept: 'application/json' });
    expect([json.status, await json.json()]).toEqual([
      422,
      { errors: [expect.objectContaining({ field: 'time_zone' })] },
    ]);
    expect(await zoneOf('wrong')).toEqual({ time_zone: 'Asia/Tokyo', status: 'pending' });
  });

  it('pressed twice changes the zone once', async () => {
    await signUp('twice', 'Asia/Tokyo');
    const { path } = await confirmation('twice');
    await confirm(path);
    expect((await confirm(path, { time_zone: 'Europe/Berlin' })).status).toBe(200);
    expect(await zoneOf('twice')).toEqual({ time_zone: 'Asia/Tokyo', status: 'active' });
  });
});

it('a zone that the person chose is not asked again', async () => {
  await signUp('chose', 'Asia/Tokyo', { time_zone: 'Europe/Berlin' });
  const { path } = await confirmation('chose');
  expect(await (await request(path, NOW)).text()).not.toMatch(/<select|We guessed/);
  await signUp('then-chose', 'Asia/Tokyo');
  const later = '2027-02-14T12:11:00Z';
  await request('/subscribe', later, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ email: at('then-chose'), target_date: '2028-03-20', time_zone: 'Europe/Berlin' },
    }),
  });
  const newest = await confirmation('then-chose');
  expect(await (await request(newest.path, later)).text()).not.toMatch(/<select|We guessed/);
});
