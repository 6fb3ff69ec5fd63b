/** The recipients of the composed emails: realistic people, and people with extreme values. */
import { zoneInWords } from '../../src/domain/locale.ts';

export type Reader = {
  /** What this recipient covers; part of file names and failures. */
  readonly case: string;
  readonly name: string;
  readonly email: string;
  readonly time_zone: string;
  readonly send_hour: number;
  readonly locale: string;
};

const ADA: Reader = {
  case: 'ada',
  name: 'Ada',
  email: 'ada@readers.example',
  time_zone: 'America/New_York',
  send_hour: 7,
  locale: 'en-US',
};

/** The longest name that the form accepts, 40 emoji, and characters that must be escaped. */
const LONG_NAME = "D'Arcy O’Brien & Müller 🎉 $& «Wolfe-Zoë»";

/** 64 characters before the @ and labels of 63 after it: the longest possible address. */
const LONG_ADDRESS = `${'long-local-part.'.repeat(4).slice(0, 63)}x@${'a-long-domain-label-'.repeat(3)}abc.${'another-one-'.repeat(4)}x.example`;

export const READERS: readonly Reader[] = [
  ADA,
  { ...ADA, case: 'no-name', name: '', email: 'nobody@readers.example', locale: 'en' },
  {
    case: 'extreme',
    name: LONG_NAME,
    email: LONG_ADDRESS,
    time_zone: longestZone(),
    send_hour: 0,
    locale: 'en-GB',
  },
  {
    ...ADA,
    case: 'german',
    name: 'Jürgen',
    email: 'juergen@readers.example',
    locale: 'de-DE',
    time_zone: 'Europe/Berlin',
    send_hour: 8,
  },
  {
    case: 'right-to-left',
    name: 'عبد الرحمن',
    email: 'rtl@readers.example',
    time_zone: 'Asia/Riyadh',
    send_hour: 23,
    locale: 'en',
  },
];

function longestZone(): string {
  return [...Intl.supportedValuesOf('timeZone')].sort(
    (a, b) => zoneInWords(b).length - zoneInWords(a).length || (a < b ? -1 : 1),
  )[0]!;
}
