/** Moving the date: the choices, and what would change. */
import { pluralIn } from '../../domain/locale.ts';

const plural = pluralIn('en');

/** Singular and plural. */
const phrase = (one: string, other: string) => (amount: number) => plural(amount, { one, other });

export const move = {
  give: 'Give your date',
  another: 'Is there another date?',
  moved: 'Has it moved?',
  oneStep: 'Move it in one step',
  choices: {
    week: 'A week later',
    twoWeeks: 'Two weeks later',
    month: 'A month later',
    tomorrow: 'Tomorrow',
    none: 'I don’t know yet',
  },
  show: 'Show what changes',
  showFine: 'Nothing is saved yet: first you see what would change.',
  title: 'What would change',
  nothing: 'Nothing would change',
  same: 'That is how it stands already. Nothing would change.',
  paused: 'You have paused. Whatever you choose here, the lessons wait until the pause ends.',
  lessonByLesson: 'Lesson by lesson',
  wait: 'Wait until you have a date?',
  changeHour: 'Change the hour?',
  first: (yours: string, day: string): string => `${yours} on ${day}?`,
  moveTo: (day: string): string => `Move it to ${day}?`,
  back: 'Back to your page',
  from: 'Now',
  to: 'Then',
  before: 'before: ',
  after: 'then: ',
  keep: 'Keep it as it is',
  fine: 'You can take it back for 24 hours. Or <another>choose another day</another>.',
  buttons: {
    hour: 'Change the hour',
    none: 'Take the date away',
    first: 'Set the date',
    move: 'Move the date',
  },
  noDate: 'No date yet',
  lessonsAt: (time: string, zone: string): string => `Lessons at ${time}, ${zone} time`,
  toGo: (days: string): string => `${days} to go`,
  ago: (days: string): string => `${days} ago`,
  today: 'today',
  sentOn: (day: string): string => `Sent on ${day}`,
  afterButton: 'A few minutes after you press the button',
  /** The parts of a move's summary, such as "2 lessons move, 1 is already over." */
  lessons: (amount: number): string =>
    `${amount} ${plural(amount, { one: 'lesson', other: 'lessons' })}`,
  sum: (parts: readonly string[]): string => `${parts.join(', ')}.`,
  noChange: 'No lesson changes.',
  /** Which email would have the key steps of a missed lesson; null: an email of their own. */
  stepsIn: (lesson: string | null): string =>
    `Its day would have passed. We’d send its key steps in ${lesson === null ? 'one email' : `“${lesson}”`}.`,
  phrases: {
    moves: phrase('moves', 'move'),
    planned: phrase('gets its day', 'get their days'),
    now: phrase('is due at once', 'are due at once'),
    again: phrase('comes a second time', 'come a second time'),
    in_catch_up: phrase('comes as its key steps', 'come as their key steps'),
    left_out: phrase('comes too late to help', 'come too late to help'),
    stays: phrase('stays where it is', 'stay where they are'),
    waits: phrase('waits until you have a date', 'wait until you have a date'),
    behind: phrase('is already over', 'are already over'),
    has_steps: phrase('you have as key steps', 'you have as key steps'),
    has: phrase('you have already', 'you have already'),
  },
  labels: {
    moves: 'Moves',
    planned: 'Gets its day',
    stays: 'Stays',
    now: 'Due at once',
    again: 'Comes a second time',
    in_catch_up: 'Key steps only',
    left_out: 'Too late to help',
    waits: 'Waits until you have a date',
    behind: 'Already over',
    has_steps: 'You have its key steps',
    has: 'You have it already',
  },
  notes: {
    now: 'Its day would have passed, and it would still help.',
    again: 'You’ve had it. It helps a second time.',
    left_out: 'It would be too late to help: skip it.',
    behind: 'You can read it on the web.',
  } as Readonly<Record<string, string>>,
};
