/** Moving the date: the choices, and what would change. */
import { pluralIn } from '../../domain/locale.ts';

const plural = pluralIn('en');

/** Singular and plural. */
const phrase = (one: string, other: string) => (amount: number) => plural(amount, { one, other });

export const move = {
  give: 'Set your date',
  another: 'Do you have another date?',
  moved: 'Has it moved?',
  oneStep: 'Quick choices',
  choices: {
    week: 'A week later',
    twoWeeks: 'Two weeks later',
    month: 'A month later',
    tomorrow: 'Tomorrow',
    none: 'I don’t know yet',
  },
  show: 'Preview the changes',
  showFine: 'We won’t save anything yet. First you’ll see what would change.',
  title: 'What would change',
  nothing: 'Nothing would change',
  same: 'It’s already set that way.',
  paused:
    'Your lessons are paused. Whatever you choose here, we’ll hold them until the pause ends.',
  lessonByLesson: 'Lesson by lesson',
  wait: 'Remove your date?',
  changeHour: 'Change the hour?',
  first: (yours: string, day: string): string => `${yours} on ${day}?`,
  moveTo: (day: string): string => `Move it to ${day}?`,
  back: 'Back to your page',
  from: 'Current date',
  to: 'New date',
  before: 'before: ',
  after: 'then: ',
  keep: 'Keep it as it is',
  fine: 'You can undo this for 24 hours. Or <another>choose another day</another>.',
  buttons: {
    hour: 'Save new hour',
    none: 'Remove the date',
    first: 'Save date',
    move: 'Save new date',
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
    planned: phrase('is added', 'are added'),
    now: phrase('is sent right away', 'are sent right away'),
    again: phrase('is sent again', 'are sent again'),
    in_catch_up: phrase('is cut to its key steps', 'are cut to their key steps'),
    left_out: phrase('would come too late', 'would come too late'),
    stays: phrase('stays as it is', 'stay as they are'),
    waits: phrase('waits until you have a date', 'wait until you have a date'),
    behind: phrase('is already over', 'are already over'),
    has_steps: phrase('was cut to its key steps', 'were cut to their key steps'),
    has: phrase('is already with you', 'are already with you'),
  },
  labels: {
    moves: 'Moves',
    planned: 'Added',
    stays: 'Stays',
    now: 'Sent right away',
    again: 'Sent again',
    in_catch_up: 'Key steps only',
    left_out: 'Too late to help',
    waits: 'Waits until you have a date',
    behind: 'Already over',
    has_steps: 'You have its key steps',
    has: 'You already have it',
  },
  /** In place of a label if we don't know that the email was accepted. */
  unclear: {
    has_steps: 'You probably have its key steps',
    has: 'You probably have it already',
  } as Readonly<Record<string, string>>,
  notes: {
    now: 'Its day would have passed, but it would still help.',
    again: 'You’ve had it. It helps a second time.',
    left_out: 'It would be too late to help: skip it.',
    behind: 'You can read it on the web.',
  } as Readonly<Record<string, string>>,
};
