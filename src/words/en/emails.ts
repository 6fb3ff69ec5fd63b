import { pluralIn } from '../../domain/locale.ts';
import type { Span } from '../../domain/time.ts';

/** Texts in emails around the author's content. A value may be a slot, filled when sending. */
export const email = {
  greeting: (name: string): string => (name === '' ? 'Hello,' : `Hello ${name},`),
  noDate: 'no date',
  noDateYet: 'no date yet',
  lessonOf: (number: number, of: number): string => `Lesson ${number} of ${of} · `,
  toGo: (days: string): string => `${days} to go · `,
  /** The texts above and below the number of days in the countdown. */
  stone: { above: '', below: 'to go' },
  untranslated: 'This lesson isn’t in English yet. Here’s the original.',
  today: (minutes: number): string => `Today’s task: ${minutes} minutes`,
  checklist: 'Your checklist',
  /** How long some steps take. @param aWeek hours a week until the date; null: not worth saying */
  hours: (hours: string, aWeek: number | null): string =>
    `About ${hours} in all${aWeek === null ? '' : `: ${aWeek} a week until your date`}.`,
  checkOff: 'Check them off on your page',
  stillOpen: 'Still open',
  unchecked: (lesson: string): string => `You haven’t checked off these steps of “${lesson}” yet:`,
  /** Below a date that moved further away. */
  openAgain: {
    title: 'You have time for these again',
    text: 'You haven’t checked off these steps of earlier lessons, and your new date leaves time for them.',
    more: 'You’ll find the rest on your page.',
  },
  reading: 'Further reading',
  fromBefore: 'Still useful from earlier lessons',
  tooLate: 'Too late to help now: skip ',
  skipEarlier: 'The earlier lessons would come too late to help now, so skip them.',
  /** The welcome in the email of the first lesson, shortly before the date. */
  welcome:
    'Welcome, you’re in. Your date is close, so your welcome and your first lesson are one email.',
  nextOn: (day: string): string => `Next lesson: ${day}`,
  next: (lesson: string, day: string): string => `Next: ${lesson}, ${day}.`,
  buttons: {
    confirm: 'Confirm my email',
    openPage: 'Open your page',
    setDate: 'Set your date',
    setNextDate: 'Set your next date',
    seePlan: 'See your plan',
    useAddress: 'Use this address',
    restoreAddress: 'Undo this change',
    changeDate: (day: string): string => `Change my date to ${day}`,
    anotherGoal: 'Set another goal',
    keepPlace: 'Keep my place',
  },
  footer: {
    reply: (address: string): string =>
      `Questions? Reply to this email. A person reads it (${address}).`,
    because: (course: string, on: string, address: string): string =>
      `You’re getting this email because you signed up for ${course} on ${on} with ${address}.`,
    plan: 'See or change your plan',
    move: 'Move your date',
    copy: 'View this email in your browser',
    leave: 'Unsubscribe',
    unconfirmed: (course: string, on: string, address: string): string =>
      `${address} was entered for ${course} on ${on}. We won’t send anything else unless you confirm.`,
    newAddress: (course: string, address: string): string =>
      `Wasn’t you? Ignore this email. ${address} was entered as a new address for ${course}, and nothing changes unless you confirm.`,
    formerAddress: (course: string, address: string): string =>
      `You’re getting this email because we used to send ${course} to ${address}.`,
    forwarded: 'Was this email forwarded to you?',
    startYourOwn: 'Start your own countdown',
    nothingMore: 'Don’t email this address again',
  },
};

const plural = pluralIn('en');
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

const long = (spans: readonly Span[]): string =>
  spans
    .map(({ amount, unit }) => {
      const word = plural(amount, { one: unit, other: `${unit}s` });
      return `${NUMBERS[amount] ?? amount} ${word}`;
    })
    .join(' ');

/** Personal parts of an email, reworded for the public web page of a lesson. */
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
