/** Who the mails are composed for: believable people, and those who strain every slot. */
import { zoneInWords } from '../../src/domain/format.ts';

export type Reader = {
  /** What this reader is there to show; file names and failures say it. */
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

/** Forty emails, the most that the form takes, with everything that has to be escaped. */
const LONG_NAME = "D'Arcy O’Brien & Müller 🎉 $& «Wolfe-Zoë»";

/** 64 characters before the @, and labels of 63 after it: as long as an address gets. */
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
