import { Resend } from 'resend';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mail, provider, type TestProvider } from './provider-calls.ts';

let stand: TestProvider;
beforeEach(async () => {
  stand = await provider();
});
afterEach(() => stand.stop());

describe('sending', () => {
  test('an email is accepted with all its fields', async () => {
    const extra = {
      reply_to: 'help@milepost.test',
      headers: { 'List-Unsubscribe': '<https://milepost.test/unsubscribe/x>' },
      tags: [{ name: 'delivery', value: 'd-1' }],
    };
    const { status, json } = await stand.send(mail('Ada <ada@example.com>', extra));
    expect(status).toBe(200);
    expect(await stand.accepted('?to=ada@example.com')).toMatchObject([
      { n: 1, id: json.id, to: ['Ada <ada@example.com>'], html: '<p>Hello</p>', text: 'Hello' },
    ]);
    expect((await stand.accepted('?tag=d-1'))[0]).toMatchObject({
      headers: extra.headers,
      tags: extra.tags,
      reply_to: ['help@milepost.test'],
    });
  });

  test.each([
    ['no sender', { from: undefined }, 'missing_required_field'],
    ['no recipient', { to: [] }, 'missing_required_field'],
    ['no subject', { subject: '' }, 'missing_required_field'],
    ['no body', { html: undefined, text: undefined }, 'missing_required_field'],
    ['an impossible recipient', { to: 'nobody' }, 'validation_error'],
    ['a recipient with a line break', { to: 'a@b.com\r\nBcc: c@d.com' }, 'validation_error'],
    ['a header with a line break', { headers: { A: 'b\nC: d' } }, 'validation_error'],
    ['a tag with a space', { tags: [{ name: 'delivery', value: 'a b' }] }, 'validation_error'],
  ])('%s is rejected', async (_, change, name) => {
    const { status, json } = await stand.send({ ...mail(), ...change });
    expect([status, json.statusCode, json.name]).toEqual([422, 422, name]);
    expect(await stand.accepted()).toEqual([]);
  });

  test('a client without a user agent is rejected', async () => {
    const { status, text } = await stand.send(mail(), { 'user-agent': '' });
    expect([status, text]).toEqual([403, 'error code: 1010']);
  });

  test.each([
    ['missing', '', 401, 'missing_api_key'],
    ['invalid', 'Bearer re_invalid', 401, 'validation_error'],
    ['suspended', 'Bearer re_suspended', 403, 'suspended_api_key'],
  ])('an API key that is %s is rejected', async (_, authorization, status, name) => {
    const api_keys = { invalid: ['re_invalid'], suspended: ['re_suspended'], restricted: [] };
    await stand.call('POST', '/_control/settings', { api_keys });
    expect(await stand.send(mail(), { authorization })).toMatchObject({ status, json: { name } });
  });

  test('a restricted API key may only send', async () => {
    const api_keys = { invalid: [], suspended: [], restricted: ['re_test'] };
    await stand.call('POST', '/_control/settings', { api_keys });
    expect((await stand.send()).status).toBe(200);
    expect(await stand.get('/emails')).toMatchObject({
      status: 401,
      json: { name: 'restricted_api_key' },
    });
  });
});

describe('batches', () => {
  const batch = [mail('a@example.com'), mail('nobody'), mail('c@example.com')];

  test('strict: one bad address and nothing is sent', async () => {
    expect((await stand.send(batch)).status).toBe(422);
    expect(await stand.accepted()).toEqual([]);
  });

  test('permissive: the good ones are sent, the bad ones named by index', async () => {
    const { status, json } = await stand.send(batch, { 'x-batch-validation': 'permissive' });
    expect(status).toBe(200);
    expect(json.data).toHaveLength(2);
    expect(json.errors).toMatchObject([{ index: 1, message: expect.stringContaining('`to`') }]);
    const sent = await stand.accepted();
    expect(sent.map(({ to }: { to: string[] }) => to[0])).toEqual([
      'a@example.com',
      'c@example.com',
    ]);
    expect(sent.map(({ id }: { id: string }) => ({ id }))).toEqual(json.data);
  });

  test('more than 100 are rejected', async () => {
    expect((await stand.send(Array.from({ length: 101 }, () => mail()))).status).toBe(422);
  });
});

describe('idempotency keys', () => {
  const key = { 'idempotency-key': 'd-1' };

  test('same key and body: the first response, and nothing is sent', async () => {
    const first = await stand.send(mail(), key);
    const second = await stand.send(mail(), key);
    expect([second.status, second.text]).toEqual([200, first.text]);
    expect(await stand.accepted()).toHaveLength(1);
  });

  test('same key, other body: rejected', async () => {
    await stand.send(mail(), key);
    expect(await stand.send(mail('b@example.com'), key)).toMatchObject({
      status: 409,
      json: { name: 'invalid_idempotent_request' },
    });
  });

  test('same key on another endpoint is another key', async () => {
    await stand.send(mail(), key);
    expect((await stand.send([mail()], key)).status).toBe(200);
    expect(await stand.accepted()).toHaveLength(2);
  });

  test('a key is kept for 24 hours of the provider’s clock', async () => {
    await stand.clock('2027-03-20T08:00:00Z');
    await stand.send(mail(), key);
    await stand.clock('2027-03-21T07:59:59Z');
    await stand.send(mail(), key);
    expect(await stand.accepted()).toHaveLength(1);
    await stand.clock('2027-03-21T08:00:00Z');
    await stand.send(mail(), key);
    expect(await stand.accepted()).toHaveLength(2);
  });

  test('a rejection is not remembered, unless configured', async () => {
    await stand.fault({ kind: 'daily_quota' });
    expect((await stand.send(mail(), key)).status).toBe(429);
    expect((await stand.send(mail(), key)).status).toBe(200);
    await stand.call('POST', '/_control/settings', { remember_failures: true });
    await stand.fault({ kind: 'daily_quota' });
    const other = { 'idempotency-key': 'd-2' };
    expect((await stand.send(mail(), other)).status).toBe(429);
    expect((await stand.send(mail(), other)).status).toBe(429);
  });

  test.each([
    ['empty', ''],
    ['too long', 'k'.repeat(257)],
  ])('a key that is %s is rejected', async (_, value) => {
    expect(await stand.send(mail(), { 'idempotency-key': value })).toMatchObject({
      status: 400,
      json: { name: 'invalid_idempotency_key' },
    });
  });
});

describe('reading', () => {
  test('the list is newest first and paged by cursor', async () => {
    const batch = Array.from({ length: 5 }, (_, index) => mail(`p${index}@example.com`));
    const { json } = await stand.send(batch);
    const [p0, , p2, p3, p4] = json.data.map(({ id }: { id: string }) => id);
    const page = async (query: string) => {
      const { data, has_more } = (await stand.get(`/emails?${query}`)).json;
      return [data.map(({ id }: { id: string }) => id), has_more];
    };
    expect(await page('limit=2')).toEqual([[p4, p3], true]);
    expect((await page(`limit=2&after=${p3}`))[0][0]).toBe(p2);
    expect((await page(`limit=4&after=${p4}`))[1]).toBe(false);
    expect(await page(`limit=2&before=${p2}`)).toEqual([[p4, p3], false]);
    expect(await page(`limit=1&before=${p2}`)).toEqual([[p3], true]);
    expect((await page('limit=100'))[0].at(-1)).toBe(p0);
  });

  test('the provider’s own package can read it', async () => {
    const resend = new Resend('re_test', { baseUrl: stand.url });
    const tags = [{ name: 'delivery', value: 'd-9' }];
    const sent = await resend.emails.send({ ...mail(), to: 'ada@example.com', tags });
    const { data: one } = await resend.emails.get(sent.data?.id ?? '');
    expect(one).toMatchObject({ object: 'email', subject: 'One week to go', tags });
    const { data: list } = await resend.emails.list({ limit: 1 });
    expect(list).toMatchObject({ object: 'list', has_more: false, data: [{ id: one?.id }] });
    const { data: domains } = await resend.domains.list();
    expect(domains?.data[0]).toMatchObject({ name: 'milepost.test', status: 'verified' });
    const batch = [
      { ...mail(), to: 'ada@example.com' },
      { ...mail(), to: 'nobody' },
    ];
    const { data } = await resend.batch.send(batch, { batchValidation: 'permissive' });
    expect([data?.data.length, data?.errors[0]?.index]).toEqual([1, 1]);
  });
});
