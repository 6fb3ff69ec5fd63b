import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/course/catalog.ts';
import type { Piece, Template, Values } from '../../src/domain/template.ts';
import { escapeText, writeComponent } from '../../src/http/calendar/ics.ts';
import { mailLinks, tokens } from '../../src/links/links.ts';
import { resendMailer } from '../../src/mail/resend-client.ts';
import { messageOf } from '../../src/usecases/sending/message.ts';
import { bindings, mailsTo, request } from '../support/worker.ts';
import { NOW, shareOf } from './attack.ts';
import { ALL } from './payloads.ts';

/**
 * Text that people enter stays text in every output: subject, HTML, plain text, headers, calendar.
 */

const ring = tokens([bindings.LINK_SECRET!]);
const SENDER = {
  from: bindings.MAIL_FROM!,
  replyTo: bindings.REPLY_TO!,
  postalAddress: bindings.POSTAL_ADDRESS!,
  baseUrl: bindings.PUBLIC_URL!,
};

type Sent = {
  readonly from: string;
  readonly to: string[];
  readonly reply_to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Record<string, string>;
  readonly tags: unknown;
};

/** The email as the provider gets it, with this text in every slot except links. */
async function mailWith(template: Template, text: string): Promise<Sent> {
  let body = '';
  const mailer = resendMailer({
    apiKeys: ['re_x'],
    baseUrl: 'https://provider.test',
    fetch: async (_, { body: bytes }) => {
      body = new TextDecoder().decode(bytes as Uint8Array);
      return Response.json({ id: 'x' });
    },
  });
  const values = {
    ...everySlot([...template.subject, ...template.html, ...template.text], text),
    ...{ confirm_until: '1', link_version: '0', change: 'abc' },
  };
  const frozen = {
    ...{ id: 'sub_welcome_1_1', subscriptionId: 'sub', address: 'ada@exits.example' },
    ...{ template: template.hash, values, toldDate: null },
  };
  const message = messageOf(frozen, template, SENDER, ring.currentKey, mailLinks(ring));
  const outcome = await mailer.send({ key: 'k', batch: false, messages: [message] });
  expect(outcome).toMatchObject({ result: 'accepted' });
  return JSON.parse(body);
}

/** Each list has two items, so that the end of one meets the start of the next. */
const everySlot = (pieces: readonly Piece[], text: string): Values =>
  Object.fromEntries(
    pieces.flatMap((piece): [string, string | readonly Values[]][] => {
      if (typeof piece === 'string') return [];
      if ('slot' in piece) return [[piece.slot, text]];
      const item = everySlot(piece.pieces, text);
      return [[piece.section, [item, item]], ...Object.entries(item)];
    }),
  );

/** The tags and attributes in order, without the text. */
async function bones(html: string): Promise<string> {
  const seen: string[] = [];
  const rewriter = new HTMLRewriter().on('*', {
    element({ tagName, attributes }) {
      seen.push(
        [tagName, ...[...(attributes as Iterable<[string, string]>)].map(([name]) => name)].join(
          ' ',
        ),
      );
    },
    comments({ text }) {
      seen.push(`<!--${text}-->`);
    },
  });
  await rewriter.transform(new Response(html)).text();
  return seen.join('\n');
}

const templates = catalog.all.flatMap(({ id, templates: own }) =>
  Object.entries(own).map(([name, template]) => [`${id} ${name}`, template] as const),
);

describe.each(templates)('%s', (_, template) => {
  it('keeps its structure, whatever its slots contain', async () => {
    const plain = await mailWith(template, 'Ada');
    const shape = await bones(plain.html);
    for (const payload of shareOf(5)(ALL)) {
      const mail = await mailWith(template, payload);
      expect([payload, (await bones(mail.html)) === shape]).toEqual([payload, true]);
      expect(mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(mail.text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).length).toBe(
        plain.text.split('\n').length,
      );
      const { subject: __, html: ___, text: ____, ...rest } = mail;
      const { subject: _1, html: _2, text: _3, ...plainRest } = plain;
      expect(rest).toEqual(plainRest);
    }
  });
});

it('an email has only our headers, and none contains user input', async () => {
  const [, template] = templates[0]!;
  const { headers, reply_to, from, to } = await mailWith(template, 'x\r\nBcc: eve@evil.example');
  expect(Object.keys(headers)).toEqual([
    'List-Unsubscribe',
    'List-Unsubscribe-Post',
    'Auto-Submitted',
    'X-Auto-Response-Suppress',
    'List-Id',
    'Feedback-ID',
    'X-Entity-Ref-ID',
  ]);
  for (const value of [...Object.values(headers), reply_to, from, ...to]) {
    expect(value).toMatch(/^[\x20-\x7e]+$/);
  }
});

it('any text stays one calendar line, folded within 75 octets', () => {
  for (const payload of ALL) {
    const written = writeComponent({
      name: 'VEVENT',
      properties: [['SUMMARY', escapeText(payload)]],
    });
    const lines = written.split('\r\n');
    expect(written.endsWith('\r\n')).toBe(true);
    expect(lines.join('')).not.toMatch(/[\r\n]/);
    for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThan(76);
    const unfolded = written.replaceAll('\r\n ', '').split('\r\n');
    expect(unfolded).toHaveLength(4);
    expect(unfolded[1]).toMatch(/^SUMMARY:(?:[^\\;,\p{Cc}]|\\[\\;,n])*$/u);
  }
});

it('links lead to PUBLIC_URL, whatever Host a request has', async () => {
  const email = 'host@exits.example';
  const fields = { email, target_date: '2028-03-20', time_zone: 'UTC' };
  await request('https://evil.example/subscribe', NOW, {
    method: 'POST',
    headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    body: new URLSearchParams(fields),
  });
  const [mail] = await mailsTo(email);
  expect(mail!.html).toContain(`${bindings.PUBLIC_URL}/confirm/`);
  expect(JSON.stringify(mail)).not.toContain('evil.example');
});

it('the confirmation contains no user input except the address and the date', async () => {
  const typed = async (name: string, email: string): Promise<string> => {
    const fields = { email, name, target_date: '2028-03-20', time_zone: 'UTC' };
    await request('/subscribe', NOW, { method: 'POST', body: new URLSearchParams(fields) });
    const [mail] = await mailsTo(email);
    const { subject, html, text } = mail!;
    return `${subject} ${html} ${text}`.replaceAll(email, '').replace(/\/[\w-]+\.[\w.-]{40,}/g, '');
  };
  const plain = await typed('', 'plain@exits.example');
  expect(await typed('Call 0900 555 now', 'named@exits.example')).toBe(plain);
});
