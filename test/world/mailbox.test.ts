import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Mailbox, startMailbox } from '../../scripts/world/mailbox.ts';
import { mail } from './provider-calls.ts';

const dir = mkdtempSync(join(tmpdir(), 'milepost-mailbox-'));
let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox({ dir });
}, 30_000);
afterAll(() => mailbox.stop());

const send = (body: object) =>
  fetch(`${mailbox.url}/emails`, {
    method: 'POST',
    headers: { authorization: 'Bearer re_test', 'user-agent': 'milepost' },
    body: JSON.stringify(body),
  });

type Shown = { id: string; subject: string; html: string; headers: Record<string, string> };

const shown = async (): Promise<Shown[]> => (await fetch(`${mailbox.url}/email`)).json();

test('stores an email as text first, HTML second, with every header', async () => {
  await fetch(`${mailbox.url}/_control/clock`, {
    method: 'POST',
    body: JSON.stringify({ now: '2027-03-20T08:01:00Z', frozen: true }),
  });
  const unsubscribe = `<https://milepost.test/unsubscribe/${'x'.repeat(120)}>`;
  await send(
    mail('Ada Lovelace <ada@example.com>', {
      subject: 'Zwölf Wochen – und ein Tag',
      text: 'Grüße\nhttps://milepost.test/manage/abc?x=1&y=2',
      html: `<p>Grüße</p><a href="https://milepost.test/manage/abc?x=1&amp;y=2">${'long '.repeat(300)}</a>`,
      reply_to: ['help@milepost.test'],
      headers: {
        'List-Unsubscribe': unsubscribe,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    }),
  );
  await mailbox.settled();
  await expect.poll(async () => (await shown()).length).toBe(1);
  const [entry] = await shown();
  const source = await fetch(`${mailbox.url}/email/${entry?.id}/source`);
  const raw = await source.text();
  const parsed = await PostalMime.parse(raw);
  const header = (name: string) => parsed.headers.find(({ key }) => key === name)?.value;

  expect(parsed.subject).toBe('Zwölf Wochen – und ein Tag');
  expect(parsed.text).toContain('Grüße\nhttps://milepost.test/manage/abc?x=1&y=2');
  expect(parsed.html).toContain('href="https://milepost.test/manage/abc?x=1&amp;y=2"');
  expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
  expect(parsed.from).toMatchObject({ name: 'Milepost', address: 'course@milepost.test' });
  expect(parsed.to).toMatchObject([{ name: 'Ada Lovelace', address: 'ada@example.com' }]);
  expect(parsed.replyTo).toMatchObject([{ address: 'help@milepost.test' }]);
  expect(header('list-unsubscribe')).toBe(unsubscribe);
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  expect(parsed.date).toBe('2027-03-20T08:01:00.000Z');
});

test('serves the viewer on the same port, without outside resources', async () => {
  const page = await fetch(`${mailbox.url}/`);
  expect(await page.text()).toContain('MailDev');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  const api = await fetch(`${mailbox.url}/email`, { headers: { origin: 'https://evil.test' } });
  expect(api.headers.get('access-control-allow-origin')).toBeNull();
});

test('keeps each email once across a restart', async () => {
  await send(mail('bob@example.com', { subject: 'Second' }));
  await mailbox.stop();
  mailbox = await startMailbox({ dir });
  await expect.poll(async () => (await shown()).length).toBe(2);
  await mailbox.settled();
  expect((await shown()).map(({ subject }) => subject).sort()).toEqual([
    'Second',
    'Zwölf Wochen – und ein Tag',
  ]);
}, 30_000);

test('empties both sides on a reset', async () => {
  await fetch(`${mailbox.url}/_control/reset`, { method: 'POST', body: '{}' });
  await expect.poll(async () => (await shown()).length).toBe(0);
  await send(mail('eve@example.com', { subject: 'Third' }));
  const subjects = async () => (await shown()).map(({ subject }) => subject);
  await expect.poll(subjects).toEqual(['Third']);
});
