/** Personal parts of an email, reworded for the public web page of a lesson. */
import type { Span } from '../../domain/duration.ts';
import { pluralIn } from '../../domain/format.ts';

const plural = pluralIn('en');
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

const long = (spans: readonly Span[]): string =>
  spans
    .map(({ amount, unit }) => {
      const word = plural(amount, { one: unit, other: `${unit}s` });
      return `${NUMBERS[amount] ?? amount} ${word}`;
    })
    .join(' ');

export const web = {
  targetDate: 'your date',
  zone: 'your time zone',
  address: 'your address',
  signedUpOn: 'the day you signed up',
  us: 'us',
  tomorrow: 'tomorrow',
  today: 'today',
  /** Joins countdown and date in an email; the web version drops it together with the date. */
  onDate: ', on ',
  long,
  ahead: (spans: readonly Span[]): string => `in ${long(spans)}`,
  ago: (spans: readonly Span[]): string => `${long(spans)} ago`,
};
