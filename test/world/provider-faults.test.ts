import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resend } from 'resend';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProvider } from '../../scripts/world/provider.ts';
import { mail, provider, type TestProvider } from './provider-calls.ts';

let stand: TestProvider;
beforeEach(async () => {
  stand = await provider();
});
afterEach(() => stand.stop());

const key = { 'idempotency-key': 'd-1' };
const numberAccepted = async () => (await stand.accepted()).length;

describe('faults', () => {
  test.each([
    ['drop_before', 0],
    ['drop_after', 1],
  ] as const)(
    '%s: the connection is cut, %i accepted, and a repeat makes it one',
    async (kind, n) => {
      await stand.fault({ kind });
      await expect(stand.send(mail(), key)).rejects.toThrow();
      expect(await numberAccepted()).toBe(n);
      expect((await stand.send(mail(), key)).status).toBe(200);
      expect(await numberAccepted()).toBe(1);
    },
  );

  test.each([
    ['stall_before', 0],
    ['stall_after', 1],
  ] as const)('%s: no answer in time, %i accepted', async (kind, n) => {
    await stand.fault({ kind, ms: 30_000 });
    const signal = AbortSignal.timeout(150);
    const headers = { authorization: 'Bearer re_test', 'user-agent': 'milepost' };
    const init = { method: 'POST', headers, body: JSON.stringify(mail()), signal };
    await expect(fetch(`${stand.url}/emails`, init)).rejects.toThrow();
    expect(await numberAccepted()).toBe(n);
  });

  test.each([
    [{ kind: 'error_before' }, 500, 'application_error', 0],
    [{ kind: 'error_after' }, 500, 'application_error', 1],
    [{ kind: 'error_before', name: 'service_unavailable' }, 503, 'service_unavailable', 0],
    [{ kind: 'error_before', name: 'suspended_api_key' }, 403, 'suspended_api_key', 0],
    [{ kind: 'error_before', name: 'resource_locked' }, 409, 'resource_locked', 0],
    [{ kind: 'error_before', name: 'missing_api_key' }, 401, 'missing_api_key', 0],
    [{ kind: 'rate_limit', retry_after: 3 }, 429, 'rate_limit_exceeded', 0],
    [{ kind: 'daily_quota' }, 429, 'daily_quota_exceeded', 0],
    [{ kind: 'monthly_quota' }, 429, 'monthly_quota_exceeded', 0],
    [{ kind: 'bad_address' }, 422, 'validation_error', 0],
  ] as const)('%o answers %i %s', async (fault, status, name, accepted) => {
    await stand.fault(fault);
    const answer = await stand.send();
    expect(answer).toMatchObject({ status, json: { statusCode: status, name } });
    if (fault.kind === 'rate_limit') expect(answer.headers.get('retry-after')).toBe('3');
    expect(await numberAccepted()).toBe(accepted);
    expect((await stand.send()).status).toBe(200);
  });

  test('unreadable: accepted, but the response is not JSON', async () => {
    await stand.fault({ kind: 'unreadable' });
    const { status, text } = await stand.send();
    expect(status).toBe(200);
    expect(() => JSON.parse(text)).toThrow();
    expect(await numberAccepted()).toBe(1);
  });

  test('a bad address in a permissive batch is the one that was marked', async () => {
    await stand.fault({ kind: 'bad_address', match: { to: 'b@' } });
    const batch = ['a', 'b', 'c'].map((name) => mail(`${name}@example.com`));
    const { json } = await stand.send(batch, { 'x-batch-validation': 'permissive' });
    expect(json.errors).toMatchObject([{ index: 1 }]);
    expect(await numberAccepted()).toBe(2);
  });

  test('forget_key: the provider forgets a key, and a repeat is a second email', async () => {
    await stand.fault({ kind: 'drop_after', forget_key: true });
    await expect(stand.send(mail(), key)).rejects.toThrow();
    await stand.send(mail(), key);
    expect(await numberAccepted()).toBe(2);
  });

  test('queue up, match and count', async () => {
    await stand.fault({ kind: 'error_before', times: 2, match: { to: 'ada' } });
    await stand.fault({ kind: 'rate_limit' });
    const statuses: number[] = [];
    for (const name of ['bob', 'ada', 'ada', 'ada']) {
      statuses.push((await stand.send(mail(`${name}@example.com`))).status);
    }
    expect(statuses).toEqual([429, 500, 500, 200]);
    expect((await stand.get('/_control/calls')).json.calls).toMatchObject([
      { fault: 'rate_limit', status: 429, error: 'rate_limit_exceeded' },
      { fault: 'error_before', status: 500 },
      { fault: 'error_before', status: 500 },
      { fault: null, status: 200, mails: 1, accepted: 1 },
    ]);
  });

  test('a rate hits a share of the calls, the same ones for the same seed', async () => {
    const run = async () => {
      const stand = createProvider({ rate_limit: null, seed: 7 });
      stand.addFaults({ kind: 'error_before', rate: 0.3 });
      const statuses: number[] = [];
      for (let index = 0; index < 200; index += 1) {
        const headers = { authorization: 'Bearer re_x', 'user-agent': 'milepost' };
        const init = { method: 'POST', headers, body: JSON.stringify(mail()) };
        statuses.push((await stand.fetch('https://provider.test/emails', init)).status);
      }
      return statuses;
    };
    const first = await run();
    const hit = first.filter((status) => status === 500).length;
    expect(hit).toBeGreaterThan(30);
    expect(hit).toBeLessThan(90);
    expect(await run()).toEqual(first);
  });

  test('an unknown fault is rejected with the list of known ones', async () => {
    const { status, json } = await stand.call('POST', '/_control/faults', { kind: 'flood' });
    expect([status, json.error]).toEqual([400, expect.stringContaining('drop_before')]);
  });
});

describe('limits', () => {
  test('the eleventh request of a second is rejected', async () => {
    await stand.call('POST', '/_control/settings', { rate_limit: 10 });
    const answers = await Promise.all(Array.from({ length: 25 }, () => stand.send()));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(5);
    expect(refused[0]?.json.name).toBe('rate_limit_exceeded');
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(answers[0]?.headers.get('ratelimit-limit')).toBe('10');
  });

  test('the daily quota rejects a batch as a whole, a replay is free, and midnight resets it', async () => {
    await stand.call('POST', '/_control/settings', { daily_quota: 3 });
    await stand.clock('2027-03-20T23:59:00Z');
    await stand.send([mail(), mail()], key);
    expect((await stand.send([mail(), mail()])).json.name).toBe('daily_quota_exceeded');
    expect((await stand.send([mail(), mail()], key)).status).toBe(200);
    expect((await stand.send()).status).toBe(200);
    expect((await stand.send()).status).toBe(429);
    await stand.clock('2027-03-21T00:00:00Z');
    expect((await stand.send()).status).toBe(200);
    expect(await numberAccepted()).toBe(4);
  });
});

describe('webhooks', () => {
  const secret = `whsec_${btoa('a secret of the right length')}`;

  test("are signed so that the provider's own package verifies them, and are repeated", async () => {
    const events: { type: string; data: { tags: object } }[] = [];
    let refusals = 1;
    const receiver = createServer(async (request, response) => {
      let payload = '';
      for await (const chunk of request) payload += chunk;
      const header = (name: string) => String(request.headers[`svix-${name}`]);
      if (refusals-- > 0) return response.writeHead(503).end();
      const verified = new Resend('re_test').webhooks.verify({
        payload,
        headers: {
          id: header('id'),
          timestamp: header('timestamp'),
          signature: header('signature'),
        },
        webhookSecret: secret,
      });
      events.push(verified as (typeof events)[number]);
      return response.writeHead(200).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    const webhook = { url, secret };
    await stand.call('POST', '/_control/settings', { webhook, bounces: ['gone@example.com'] });
    await stand.send(mail('gone@example.com', { tags: [{ name: 'delivery', value: 'd-1' }] }));
    await stand.send(mail('complained+x@resend.dev'));
    await stand.provider.settle();
    expect(events.map(({ type }) => type).sort()).toEqual([
      'email.bounced',
      'email.complained',
      'email.delivered',
      'email.sent',
      'email.sent',
    ]);
    const bounced = events.find(({ type }) => type === 'email.bounced');
    expect(bounced?.data).toMatchObject({
      tags: { delivery: 'd-1' },
      bounce: { type: 'Permanent' },
      email_id: stand.provider.mailsTo('gone@example.com')[0]?.id,
    });
    const byHand = { to: 'gone@example.com', type: 'email.delivery_delayed' };
    await stand.call('POST', '/_control/webhooks', byHand);
    expect(events.at(-1)?.type).toBe('email.delivery_delayed');
    receiver.close();
  });

  test('are not sent unless a target is set', async () => {
    await stand.send();
    expect((await stand.get('/_control/webhooks')).json.attempts).toEqual([]);
  });
});

describe('memory', () => {
  test('emails and keys survive a restart, even in the middle of a write', async () => {
    const journalPath = join(mkdtempSync(join(tmpdir(), 'milepost-')), 'mails.jsonl');
    const first = await provider({ journalPath });
    await first.send(mail(), key);
    await first.stop();
    writeFileSync(journalPath, '{"scope":null,"ha', { flag: 'a' });

    const second = await provider({ journalPath });
    await second.send(mail(), key);
    expect(await second.accepted()).toHaveLength(1);
    await second.send(mail('bob@example.com'));
    await second.stop();

    const third = await provider({ journalPath });
    expect((await third.accepted()).map(({ n }: { n: number }) => n)).toEqual([1, 2]);
    await third.call('POST', '/_control/reset');
    expect(await third.accepted()).toEqual([]);
    await third.stop();
  });

  test('bodies are optional', async () => {
    const stand = createProvider({ rate_limit: null, keep_bodies: false });
    const headers = { authorization: 'Bearer re_x', 'user-agent': 'milepost' };
    const html = '<p>long</p>'.repeat(1_000);
    const body = JSON.stringify([mail('ada@example.com', { html }), mail('bob@example.com')]);
    await stand.handle({ method: 'POST', path: '/emails/batch', headers, body });
    expect(stand.state.mails.map((one) => one.html)).toEqual([null, null]);
  });
});
