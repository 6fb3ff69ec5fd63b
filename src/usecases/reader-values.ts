/** What a lesson says of its reader and their date, in its email and on their page. */
import {
  capital,
  countdown,
  dayInWords,
  daysInWords,
  hourInWords,
  zoneInWords,
} from '../domain/locale.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Values } from '../domain/template.ts';
import { civilDay, daysBetween, type Instant } from '../domain/time.ts';
import { type I18n, yoursOf } from '../words/words.ts';

export type Reader = {
  readonly person: Pick<Subscription, 'targetDate' | 'dateKind' | 'timeZone' | 'sendHour'>;
  readonly course: { readonly yourTarget: string };
  readonly now: Instant;
  readonly speech: I18n;
};

type Writer = (reader: Reader) => string | readonly Values[];

/** By the name of the slot or section. Relative dates are true at `now` (rule 9). */
export const READER_VALUES: Readonly<Record<string, Writer>> = {
  time_zone: ({ person }) => zoneInWords(person.timeZone),
  send_hour: ({ person, speech }) => hourInWords(person.sendHour, speech.locale),
  target_date: ({ person, speech }) =>
    person.targetDate === null
      ? speech.words.email.noDateYet
      : dayInWords(person.targetDate, speech.locale),
  countdown: (reader) => {
    const { targetDate } = reader.person;
    return targetDate === null ? '' : countdown(today(reader), targetDate, reader.speech.locale);
  },
  days_to_go: (reader) => {
    const { targetDate } = reader.person;
    if (targetDate === null) return '';
    return daysInWords(Math.max(0, daysBetween(today(reader), targetDate)), reader.speech.locale);
  },
  your_date: yours,
  Your_date: (reader) => capital(yours(reader)),
  appointment: ({ person }) => (person.dateKind === 'appointment' ? [{}] : []),
  goal: ({ person }) => (person.dateKind === 'goal' ? [{}] : []),
};

function yours({ course, person, speech }: Reader): string {
  return yoursOf(course, person.dateKind, speech.words);
}

const today = ({ person, now }: Reader) => civilDay(now, person.timeZone);
