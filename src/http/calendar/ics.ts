/** iCalendar (RFC 5545) as text; decision 009 explains why no library is used. */
import { site } from '../../course/catalog.ts';
import type { CivilDate, Instant } from '../../domain/time.ts';

export type Component = {
  readonly name: string;
  /** Values as in the file: texts are already escaped with `escapeText`. */
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly parts?: readonly Component[];
};

/** A calendar as text. */
export const writeCalendar = (
  events: readonly Component[],
  properties: Component['properties'] = [],
): string =>
  writeComponent({
    name: 'VCALENDAR',
    properties: [
      ['VERSION', '2.0'],
      ['PRODID', `-//${escapeText(site.name)}//Countdown//EN`],
      ['CALSCALE', 'GREGORIAN'],
      ['METHOD', 'PUBLISH'],
      ['REFRESH-INTERVAL;VALUE=DURATION', 'PT6H'],
      ['X-PUBLISHED-TTL', 'PT6H'],
      ...properties,
    ],
    // A calendar without any component is invalid.
    parts: events.length > 0 ? events : [UTC],
  });

const UTC: Component = {
  name: 'VTIMEZONE',
  properties: [['TZID', 'Etc/UTC']],
  parts: [
    {
      name: 'STANDARD',
      properties: [
        ['DTSTART', '19700101T000000'],
        ['TZOFFSETFROM', '+0000'],
        ['TZOFFSETTO', '+0000'],
      ],
    },
  ],
};

/** The component as lines of at most 75 octets, each with its CRLF. */
export const writeComponent = (component: Component): string => linesOf(component).join('');

function linesOf({ name, properties, parts = [] }: Component): readonly string[] {
  return [
    `BEGIN:${name}\r\n`,
    ...properties.map(([property, value]) => fold(`${property}:${value}`)),
    ...parts.flatMap(linesOf),
    `END:${name}\r\n`,
  ];
}

/** Escapes text values, so that they cannot end the value, the property or the line. */
export const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n|[\n\r\u2028\u2029]/g, '\n')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replace(/\p{Cc}/gu, ' ');

/** @example utc(0) // '19700101T000000Z' */
export const utc = (instant: Instant): string =>
  new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');

/** @example basicDate('2028-03-20') // '20280320' */
export const basicDate = (date: CivilDate): string => date.replaceAll('-', '');

const LONGEST_LINE = 75;

/** Folds between characters, never within one: some readers decode before they unfold. */
function fold(line: string): string {
  let folded = '';
  let size = 0;
  for (const character of line) {
    const octets = octetsOf(character.codePointAt(0)!);
    if (size + octets > LONGEST_LINE) {
      folded += '\r\n ';
      size = 1;
    }
    folded += character;
    size += octets;
  }
  return `${folded}\r\n`;
}

/** In UTF-8. */
const octetsOf = (codePoint: number): number => {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x1_0000 ? 3 : 4;
};
