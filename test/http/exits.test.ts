/** A person's input stays text wherever it is shown. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { join, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const at = (name: string): string => `${name}@exits.example`;

afterEach(() => {
  vi.restoreAllMocks();
});

/** Accepted names with special meaning in some format. */
const NAMES: Readonly<Record<string, string>> = {
  quotes: `"Ada" & 'Bo'`,
  attribute: '" autofocus onfocus=alert(1) x="',
  entity: '&lt;b&gt;Ada&#x3c;',
  replacement: "$& $1 $` $' $$",
  template: '{{greeting}} {{#plan}} {% x %} !--',
  percent: '%0d%0aBcc: x %3Cb%3E',
  calendar: 'BEGIN:VEVENT;X=1,2\\n\\',
  log: '"},{"event":"x","a":"',
  sheet: '=HYPERLINK("x")',
  encoded: '=?utf-8?q?Bcc=3A?=',
};

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

describe.each(Object.entries(NAMES))('the name %s: %s', (kind, name) => {
  it('is text in emails, pages, the export, the calendar and the log', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const email = at(kind);
    await post('/subscribe', NOW, { email, name, target_date: '2028-03-20', time_zone: 'UTC' });
    const [confirmation] = await mailsTo(email);
    await post(linkIn(confirmation!, 'confirm'), NOW);
    const own = linkIn((await mailsTo(email)).at(-1)!, 'manage');
    await tick('2027-03-20T08:00:00Z');
    const mails = await mailsTo(email);
    expect(mails.length).toBe(3);

    // Before a confirmation, no user input is sent to the address.
    expect(JSON.stringify(confirmation)).not.toContain(JSON.stringify(name).slice(1, -1));
    for (const mail of mails) {
      const delivery = mail.tags.find(({ name: tag }) => tag === 'delivery')!.value;
      const [, message] = delivery.split('_');
      const { 'List-Unsubscribe': unsubscribe, ...headers } = mail.headers;
      expect(unsubscribe).toMatch(/^<http.+\/unsubscribe\/[\w.-]+>$/);
      expect(headers).toEqual({
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'List-Id': `<ml-interviews.${new URL(unsubscribe!.slice(1, -1)).hostname}>`,
        'Feedback-ID': `${message}:ml-interviews:milepost`,
        'X-Entity-Ref-ID': delivery,
      });
      expect(`${mail.subject}${mail.from}${JSON.stringify(mail.headers)}`).not.toContain(name);
      expect(mail.subject).not.toMatch(/[\r\n]/);
    }
    for (const mail of mails.slice(1)) {
      expect(mail.text).toContain(`Hello ${name},`);
      expect(unescaped(mail.html).includes(`Hello ${name},`)).toBe(true);
      if (/[<>"&]/.test(name)) expect(mail.html.includes(name)).toBe(false);
    }

    const page = await (await request(own, NOW)).text();
    expect(page.includes(`value="${escaped(name)}"`)).toBe(true);
    const stored = (await (await request(`${own}/export`, NOW)).json()) as {
      subscriptions: { name: string }[];
    };
    expect(stored.subscriptions[0]!.name).toBe(name);

    const feed = /\/calendar\/[\w.-]+\.ics/.exec(page)![0];
    const calendar = await (await request(feed, NOW)).text();
    expect(calendar.replaceAll('\r\n ', '').includes(name)).toBe(false);
    expect(calendar.match(/BEGIN:VCALENDAR/g)).toHaveLength(1);

    for (const [line] of log.mock.calls) expect(Object.keys(JSON.parse(line))).toContain('event');
    expect(JSON.stringify(log.mock.calls)).not.toContain(JSON.stringify(name).slice(1, -1));
  });
});

/** As displayed: decodes each reference once, so `&amp;lt;` becomes `&lt;`. */
const unescaped = (html: string): string =>
  html.replaceAll(/&(?:#(x?)([\da-f]+)|(lt|gt|quot|amp));/gi, (_, hex, digits, name) =>
    name === undefined
      ? String.fromCodePoint(Number.parseInt(digits, hex === '' ? 10 : 16))
      : NAMED[name as keyof typeof NAMED],
  );

const NAMED = { lt: '<', gt: '>', quot: '"', amp: '&' } as const;

describe('a confirmation contains no input', () => {
  it('except the address, the date and the zone', async () => {
    const variants = [
      { name: '', locale: 'en' },
      { name: 'Buy cheap watches now', locale: 'en' },
    ];
    const texts = [];
    for (const [i, variant] of variants.entries()) {
      const email = at(`plain${i}`);
      await post('/subscribe', NOW, {
        ...variant,
        email,
        target_date: '2028-03-20',
        time_zone: 'UTC',
        leave_empty: '',
        message: 'Buy cheap watches now',
      });
      const [mail] = await mailsTo(email);
      texts.push(
        `${mail!.subject}${mail!.html}${mail!.text}`
          .replaceAll(email, '')
          .replaceAll(/\/(confirm|unsubscribe)\/[\w.-]+/g, ''),
      );
    }
    expect(texts[0]).toBe(texts[1]);
  });
});

describe('deeply nested JSON', () => {
  const sent = (body: string) =>
    request('/subscribe', NOW, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });

  it.each([
    ['a list of lists', `${'['.repeat(8_000)}${']'.repeat(8_000)}`, 400],
    ['objects in a field', `{"email":${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}}`, 422],
    ['lists in a field', `{"name":${'['.repeat(7_000)}${']'.repeat(7_000)}}`, 422],
    ['a prototype', '{"__proto__":{"email":"ada@example.com"},"constructor":{"x":1}}', 422],
    ['the same name twice', '{"email":"ada@example.com","email":["x"]}', 422],
  ])('%s is rejected', async (_, body, status) => {
    expect((await sent(body)).status).toBe(status);
  });
});

it('an address is stored and sent in its normalized form', async () => {
  const own = await join({ email: `o'hara+x&y@Exits.Example`, target_date: '2028-03-20' }, NOW);
  const [mail] = await mailsTo(`o'hara+x&y@exits.example`);
  expect(mail!.to).toEqual([`o'hara+x&y@exits.example`]);
  expect(unescaped(mail!.html).includes("o'hara+x&y@exits.example")).toBe(true);
  expect(mail!.html.includes('x&y@')).toBe(false);
  const page = await (await request(own, NOW)).text();
  expect(page.includes("o'hara")).toBe(false);
});
