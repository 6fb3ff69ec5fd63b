/** A lesson on the web, in words that hold for every reader where the mail is about one. */
import type { Span } from '../../domain/duration.ts';
import { pluralIn } from '../plural.ts';

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
  /** What joins the distance and the date; where both stand, the date says nothing more. */
  onDate: ', on ',
  long,
  ahead: (spans: readonly Span[]): string => `in ${long(spans)}`,
  ago: (spans: readonly Span[]): string => `${long(spans)} ago`,
};
