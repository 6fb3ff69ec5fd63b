/** Moving the date: the choices, and what would change. */
import { pluralIn } from '../../domain/format.ts';

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
  /** The parts of a move's summary, such as "2 lessons move, 1 is behind you now." */
  lessons: (amount: number): string =>
    `${amount} ${plural(amount, { one: 'lesson', other: 'lessons' })}`,
  sum: (parts: readonly string[]): string => `${parts.join(', ')}.`,
  noChange: 'No lesson changes.',
  phrases: {
    moves: phrase('moves', 'move'),
    planned: phrase('gets its day', 'get their days'),
    now: phrase('is due at once', 'are due at once'),
    again: phrase('comes a second time', 'come a second time'),
    in_catch_up: phrase('comes shortened', 'come shortened'),
    stays: phrase('stays where it is', 'stay where they are'),
    waits: phrase('waits until you have a date', 'wait until you have a date'),
    behind: phrase('is behind you now', 'are behind you now'),
    has: phrase('you have already', 'you have already'),
  },
  labels: {
    moves: 'Moves',
    planned: 'Gets its day',
    stays: 'Stays',
    now: 'Due at once',
    again: 'Comes a second time',
    in_catch_up: 'Comes shortened',
    waits: 'Waits until you have a date',
    behind: 'Behind you now',
    has: 'You have it already',
  },
  notes: {
    now: 'Its time would have come already, and it would still be of use.',
    again: 'You have had it. It helps a second time.',
    in_catch_up: 'Its time would be over. Its most useful steps would come soon, in one mail.',
    behind: 'Its time is over. You can read it on the web.',
  } as Readonly<Record<string, string>>,
};
