/** A plan, or a change of it, in a sentence or two. */
import type { PlannedLesson } from '../domain/plan.ts';
import type { Instant } from '../domain/time.ts';
import type { Change } from './moves.ts';
import { capital } from './words.ts';

/** What a plan before the confirmation comes to. */
export function planInWords(lessons: readonly PlannedLesson[], now: Instant): string {
  const of = (status: PlannedLesson['status']) =>
    lessons.filter((planned) => planned.status === status);
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

/**
 * What a move comes to.
 * @example '2 lessons move, 1 is behind you now, 4 you have already.'
 */
export function moveInWords(changes: readonly Pick<Change, 'fate'>[]): string {
  const parts = Object.entries(MOVE_PHRASES).flatMap(([fate, [one, many]]) => {
    const amount = changes.filter((change) => change.fate === fate).length;
    return amount === 0 ? [] : [{ amount, words: amount === 1 ? one : many }];
  });
  if (parts.length === 0) return 'No lesson changes.';
  const named = parts.map(({ amount, words }, index) => {
    const what = amount === 1 ? ' lesson' : ' lessons';
    return `${amount}${index === 0 ? what : ''} ${words}`;
  });
  return `${named.join(', ')}.`;
}

/** For one lesson and for several, in the order in which they are said. */
const MOVE_PHRASES: Readonly<Record<Change['fate'], readonly [string, string]>> = {
  moves: ['moves', 'move'],
  planned: ['gets its day', 'get their days'],
  now: ['is due at once', 'are due at once'],
  again: ['comes a second time', 'come a second time'],
  in_catch_up: ['comes shortened', 'come shortened'],
  stays: ['stays where it is', 'stay where they are'],
  waits: ['waits until you have a date', 'wait until you have a date'],
  behind: ['is behind you now', 'are behind you now'],
  has: ['you have already', 'you have already'],
};

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
