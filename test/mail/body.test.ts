import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, fill, oneLine, type Template } from '../../src/domain/template.ts';
import { newBuffer, writeBody } from '../../src/mail/body.ts';
import type { Message } from '../../src/mail/provider.ts';

const TEMPLATE: Template = {
  hash: '',
  course: 'ml-interviews',
  message: 'one-week',
  subject: ['For ', { slot: 'name' }, ': "quoted" \\ \u2014'],
  html: [
    '<p class="a">&#8220;',
    { slot: 'name' },
    '</p>\n',
    {
      section: 'rows',
      pieces: [
        '<i>',
        { slot: 'title' },
        '\t',
        { slot: 'name' },
        { section: 'inner', pieces: [{ slot: 'title' }, ','] },
        '</i>',
      ],
    },
    { section: 'absent', pieces: ['never', { slot: 'nowhere' }] },
  ],
  text: ['Zo\u00eb \u{1f600} \u2028', { slot: 'name' }, { slot: 'name' }, '\n'],
};

/** Anything a form can contain: quotes, line ends, emoji, lone surrogates. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 200 }),
  fc.constantFrom(
    '',
    '"',
    '\\',
    "O'Neil <b>",
    '\u2028\u2029',
    '\ud83d',
    '\ude00',
    '\u0000\u007f\u0085',
  ),
  fc
    .array(fc.constantFrom('\ud83d', '\ude00', 'a', '"', '\n'), { maxLength: 9 })
    .map((all) => all.join('')),
);

/** An item without a title has its row's. */
const inner = fc.record({ title: texts }, { requiredKeys: [] });

const messages: fc.Arbitrary<Message> = fc.record({
  from: texts,
  to: texts,
  replyTo: texts,
  template: fc.constant(TEMPLATE),
  values: fc.record({
    name: texts,
    rows: fc.array(fc.record({ title: texts, inner: fc.array(inner, { maxLength: 2 }) }), {
      maxLength: 3,
    }),
  }),
  unsubscribe: fc.option(texts),
  list: texts,
  delivery: texts,
});

/** The same email composed naively: texts joined, then serialized as JSON. */
const plain = ({ template, values, ...message }: Message) => ({
  from: message.from,
  to: [message.to],
  reply_to: message.replyTo,
  subject: fill(template.subject, values, oneLine),
  html: fill(template.html, values, escapeHtml),
  text: fill(template.text, values, oneLine),
  headers:
    message.unsubscribe === null
      ? {}
      : {
          'List-Unsubscribe': `<${message.unsubscribe}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          'List-Id': `<${message.list}>`,
          'Feedback-ID': 'one-week:ml-interviews:milepost',
          'X-Entity-Ref-ID': message.delivery,
        },
  tags: [{ name: 'delivery', value: message.delivery }],
});

function written(batch: boolean, list: readonly Message[], buffer = newBuffer()): Uint8Array {
  writeBody(buffer, { key: 'key', batch, messages: list });
  return buffer.bytes.slice(0, buffer.size);
}

const read = (bytes: Uint8Array): unknown =>
  JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));

/** Messages that have some values in common, as in a flight, and others of their own. */
const alike = fc
  .tuple(
    fc.array(messages, { minLength: 5, maxLength: 9 }),
    fc.subarray(['name', 'rows', 'absent']),
  )
  .map(([list, names]) =>
    list.map((message) => ({
      ...message,
      values: {
        ...message.values,
        ...Object.fromEntries(names.map((name) => [name, list[0]!.values[name] ?? []])),
      },
    })),
  );

describe('the bytes of a call', () => {
  it('equal naive composition, whatever the names are', () => {
    fc.assert(
      fc.property(fc.array(messages, { minLength: 1, maxLength: 4 }), (list) => {
        expect(read(written(true, list))).toEqual(list.map(plain));
        expect(read(written(false, list))).toEqual(plain(list[0]!));
      }),
      { numRuns: 300 },
    );
  });

  it('equal naive composition, whichever values the emails share', () => {
    fc.assert(
      fc.property(alike, (list) => {
        expect(read(written(true, list))).toEqual(list.map(plain));
      }),
      { numRuns: 300 },
    );
  });

  it('are the same for an email, whatever other emails are in the call', () => {
    const bytesOf = (list: readonly Message[]) => new TextDecoder().decode(written(true, list));
    fc.assert(
      fc.property(alike, (list) => {
        expect(bytesOf(list)).toBe(`[${list.map((one) => bytesOf([one]).slice(1, -1)).join(',')}]`);
      }),
      { numRuns: 100 },
    );
  });

  it('are the same for the same messages, whatever the buffer held before', () => {
    const buffer = newBuffer();
    fc.assert(
      fc.property(fc.array(messages, { minLength: 1, maxLength: 4 }), (list) => {
        expect(written(true, list, buffer)).toEqual(written(true, list));
      }),
      { numRuns: 100 },
    );
  });

  it('fit, however long the emails are', () => {
    const list = [1, 2, 3].map((n) => ({
      ...fc.sample(messages, 1)[0]!,
      values: { name: 'x'.repeat(n * 100_000), rows: [] },
    }));
    expect(read(written(true, list))).toEqual(list.map(plain));
  });

  it('are not written for an email with a missing value', () => {
    const [message] = fc.sample(messages, 1);
    const holed = { ...message!, values: { rows: [] } };
    for (const list of [[message!, holed], Array(6).fill(holed)]) {
      expect(() => written(true, list)).toThrow('no value for the slot {{name}}');
    }
  });
});
