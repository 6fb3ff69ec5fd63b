/** What plan and ledger say, in words for the person. Every reason there has its words here. */
import type { Delivery } from '../domain/ledger.ts';
import type { PlannedLesson } from '../domain/plan.ts';
import type { Instant } from '../domain/time.ts';

type Status = PlannedLesson['status'];
type Reason = NonNullable<PlannedLesson['reason']>;

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  upcoming: 'Planned',
  now: 'On its way',
  catch_up: 'In your catch-up',
  skipped: 'Not sent',
  sent: 'Sent',
};

export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  in_catch_up: 'Its most useful steps travel in a later mail.',
  late_skip: 'Its time is over, and it is of no use later.',
  read_before: 'You had it in an earlier round.',
  read: 'You told us that you have read it.',
  window_closed: 'Its time is over.',
  paused: 'It waits, because you have paused.',
  no_time_left: 'Its time is over, and the date is too close to catch up on it.',
};

/** What became of a mail that was handed over, beyond that; empty when all is well. */
export function fateInWords({ state }: Pick<Delivery, 'state'>): string {
  if (state === 'failed') return 'Your mail provider refused it.';
  if (state === 'unknown') return 'It may have reached you; to be safe we do not send it twice.';
  return '';
}

const MAIL_TITLES: Readonly<Record<string, string>> = {
  confirm: 'Confirm your address',
  welcome: 'Welcome, and your plan',
  'catch-up': 'Catching up',
  'date-moved': 'Your date has moved',
  'how-did-it-go': 'How did it go?',
  'round-two': 'Round two',
  'ask-date': 'Do you have a date yet?',
  'stop-asking': 'We stop asking',
  'already-subscribed': 'You are already here',
};

/** The name of a mail that is no lesson. */
export const mailTitle = (message: string): string => MAIL_TITLES[message] ?? message;

/** What a plan before the confirmation comes to, in a sentence or two. */
export function planInWords(lessons: readonly PlannedLesson[], now: Instant): string {
  const of = (status: Status) => lessons.filter((planned) => planned.status === status);
  const missed = of('catch_up');
  const open = of('now');
  const ahead = of('upcoming').length;
  const soon = [...missed, ...open].every(({ leavesAt }) => leavesAt <= now)
    ? 'as soon as you confirm'
    : 'at your next hour';
  const first = [...missedInWords(missed.length, open, soon), ...openInWords(missed, open, soon)];
  if (ahead > 0) {
    const rest = `${count(ahead, 'lesson')}, ${ahead === 1 ? '' : 'each '}on its own day.`;
    return [...first, first.length > 0 ? `Then ${rest.toLowerCase()}` : rest].join(' ');
  }
  return first.join(' ') || 'There is nothing left to send before that day.';
}

function missedInWords(
  missed: number,
  open: readonly PlannedLesson[],
  soon: string,
): readonly string[] {
  if (missed === 0) return [];
  return [
    `${count(missed, 'lesson')} ${missed === 1 ? 'was' : 'were'} meant for an earlier day.`,
    `The most useful steps come ${open.length > 0 ? `with ${titles(open)}` : 'in one mail'}, ${soon}.`,
  ];
}

const openInWords = (
  missed: readonly PlannedLesson[],
  open: readonly PlannedLesson[],
  soon: string,
): readonly string[] =>
  open.length > 0 && missed.length === 0 ? [`${titles(open)} comes ${soon}.`] : [];

const titles = (lessons: readonly PlannedLesson[]): string =>
  lessons.map(({ lesson }) => `“${lesson.title}”`).join(' and ');

const count = (amount: number, what: string): string =>
  `${capital(NUMBERS[amount] ?? String(amount))} ${what}${amount === 1 ? '' : 's'}`;

/** Small numbers read better as words. */
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** @example distanceInWords('-P3M') // '3 months before' */
export function distanceInWords(offset: string): string {
  const [, sign, rest] = /^([+-]?)P(.+)$/.exec(offset) ?? ['', '', ''];
  const parts = [...rest!.matchAll(/(\d+)([YMWD])/g)].map(([, count, unit]) => {
    const word = UNITS[unit as keyof typeof UNITS];
    return `${count} ${word}${count === '1' ? '' : 's'}`;
  });
  return `${parts.join(' ')} ${sign === '-' ? 'before' : 'after'}`;
}

const UNITS = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
