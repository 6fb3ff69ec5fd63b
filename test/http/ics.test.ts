import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { escapeText, utc, writeComponent } from '../../src/http/calendar/ics.ts';
import { entriesOf } from '../support/calendars.ts';

const calendar = (summary: string): string =>
  writeComponent({
    name: 'VCALENDAR',
    properties: [
      ['VERSION', '2.0'],
      ['PRODID', 'x'],
    ],
    parts: [
      {
        name: 'VEVENT',
        properties: [
          ['UID', 'one'],
          ['SEQUENCE', '1'],
          ['DTSTAMP', utc(0)],
          ['STATUS', 'CONFIRMED'],
          ['DTSTART', utc(Date.parse('2027-03-20T11:00Z'))],
          ['DTEND', utc(Date.parse('2027-03-20T11:15Z'))],
          ['SUMMARY', escapeText(summary)],
          ['DESCRIPTION', 'x'],
        ],
      },
    ],
  });

describe('a text is unchanged after parsing, and breaks no line', () => {
  it.each([
    'a; b, c \\ d: "e"',
    'x\r\nATTENDEE:mailto:eve@example.com\r\nEND:VEVENT\nBEGIN:VALARM',
    'ü€😀'.repeat(60),
    '👩🏽‍🚀'.repeat(40),
    'a'.repeat(500),
  ])('%j', (text) => {
    const { one } = entriesOf(calendar(text));
    expect(one!.summary).toBe(text.replaceAll('\r\n', '\n'));
    expect(Object.keys(entriesOf(calendar(text)))).toEqual(['one']);
  });

  it('a backslash before an n is no line break', () => {
    // The other parser replaces one kind of escape after another, and misreads it.
    const text = calendar('C:\\new and \\N');
    const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent');
    expect(event!.getFirstPropertyValue('summary')).toBe('C:\\new and \\N');
  });

  it('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (text) => {
        const entries = entriesOf(calendar(`(${text})`));
        expect(Object.keys(entries)).toEqual(['one']);
        const told = `(${text})`
          .replace(/\r\n|[\r\n\u2028\u2029]/g, '\n')
          .replace(/(?!\n)\p{Cc}/gu, ' ');
        expect(entries.one!.summary).toBe(told);
      }),
      { numRuns: 300 },
    );
  });
});
