import type { Span } from '../../domain/duration.ts';
import type { Words } from '../words.ts';

/** Nominative and dative, each singular and plural. */
const UNITS = {
  year: { one: ['ein Jahr', 'einem Jahr'], other: ['Jahre', 'Jahren'] },
  month: { one: ['ein Monat', 'einem Monat'], other: ['Monate', 'Monaten'] },
  week: { one: ['eine Woche', 'einer Woche'], other: ['Wochen', 'Wochen'] },
  day: { one: ['ein Tag', 'einem Tag'], other: ['Tage', 'Tagen'] },
} as const;

const NUMBERS = ['', '', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];

const inCase = (spans: readonly Span[], form: 0 | 1): string =>
  spans
    .map(({ amount, unit }) =>
      amount === 1
        ? UNITS[unit].one[form]
        : `${NUMBERS[amount] ?? amount} ${UNITS[unit].other[form]}`,
    )
    .join(' und ');

export const web: Words['web'] = {
  targetDate: 'deinem Termin',
  zone: 'deine Zeitzone',
  address: 'deine Adresse',
  signedUpOn: 'dem Tag deiner Anmeldung',
  us: 'uns',
  tomorrow: 'morgen',
  today: 'heute',
  onDate: ', am ',
  long: (spans) => inCase(spans, 0),
  ahead: (spans) => `in ${inCase(spans, 1)}`,
  ago: (spans) => `vor ${inCase(spans, 1)}`,
};
