/**
 * What plan and ledger say, in words for the person. Every state and every reason that domain and
 * use-cases can write has its words here; a key of theirs is never shown.
 */
import type { SystemMessage } from '../domain/course.ts';
import type { Delivery, State } from '../domain/ledger.ts';
import type { PlannedLesson } from '../domain/plan.ts';
import type { CancelReason } from '../usecases/ports.ts';

/** How a lesson looks on the way to the date. */
export type Look = PlannedLesson['status'] | 'held' | 'read' | 'failed' | 'unknown';

export const LOOK_WORDS: Readonly<Record<Look, string>> = {
  upcoming: 'Planned',
  now: 'On its way',
  catch_up: 'In your catch-up',
  skipped: 'Not sent',
  sent: 'Sent',
  held: 'Waits',
  read: 'Read',
  failed: 'Not delivered',
  unknown: 'May have reached you',
};

/** What the plan knows of a lesson that is not sent in full. */
type PlanReason = NonNullable<PlannedLesson['reason']>;

/** What only the ledger knows: it happened to the row after it was planned. */
type RowReason =
  | 'added_later'
  | 'moment_passed'
  | 'never_accepted'
  | 'cannot_compose'
  | 'suppressed';

export const UNSENT_WORDS: Readonly<Record<PlanReason | RowReason, string>> = {
  in_catch_up: 'Its most useful steps travel in another mail.',
  late_skip: 'Its time is over, and it is of no use later.',
  read_before: 'You had it in an earlier round.',
  read: 'You told us that you have read it, so it is not mailed.',
  window_closed: 'Its time was over before it could leave.',
  paused: 'It waits, because you have paused.',
  no_time_left: 'Its time is over, and the date is too close to catch up on it.',
  added_later: 'It was added to the course after its time had passed for you.',
  moment_passed: 'Its place in the course has changed, and its time has passed for you.',
  never_accepted: 'It never left: the service that delivers our mail did not take it.',
  cannot_compose: 'We could not put this mail together. The fault is ours.',
  suppressed: 'Mail to your address came back, so we have stopped sending.',
};

/** Why something planned was taken back. */
const WITHDRAWN_WORDS: Readonly<Record<CancelReason | 'lesson_removed', string>> = {
  moved: 'It was taken back when your date moved.',
  left: 'It was taken back when you left the course.',
  paused: 'It was taken back when you paused.',
  resumed: 'It was planned anew when your pause ended.',
  replaced: 'A newer plan took its place.',
  answered: 'It was taken back when you told us how it went.',
  read: 'It was planned anew when you had read a lesson ahead.',
  suppressed: UNSENT_WORDS.suppressed,
  lesson_removed: 'It was taken out of the course before its day.',
};

const FAILED = 'Your mail provider or ours refused it.';
const UNCLEAR = 'It may have reached you; to be safe we do not send it twice.';

const STATE_WORDS: Readonly<Record<State, (reason: string) => string>> = {
  scheduled: () => '',
  sending: () => 'It is leaving right now.',
  sent: () => '',
  // The provider's own names for a refusal are many, and mean nothing to a person.
  failed: (reason) => (reason === 'cannot_compose' ? UNSENT_WORDS.cannot_compose : FAILED),
  unknown: () => UNCLEAR,
  skipped: (reason) => wordsIn(UNSENT_WORDS, reason) ?? NOT_SENT,
  cancelled: (reason) => wordsIn(WITHDRAWN_WORDS, reason) ?? 'It was taken back.',
};

const NOT_SENT = 'It was not sent.';

const wordsIn = (table: Readonly<Record<string, string>>, reason: string): string | undefined =>
  Object.hasOwn(table, reason) ? table[reason] : undefined;

/** What became of a mail, by its row in the ledger; empty when all is well. */
export const fateInWords = ({ state, reason }: Pick<Delivery, 'state' | 'reason'>): string =>
  STATE_WORDS[state](reason ?? '');

const MAIL_TITLES: Readonly<Record<SystemMessage, string>> = {
  confirm: 'Confirm your address',
  welcome: 'Welcome, and your plan',
  'catch-up': 'Catching up',
  'date-moved': 'Your date has moved',
  'how-did-it-go': 'How did it go?',
  'round-two': 'Round two',
  'ask-date': 'Do you have a date yet?',
  'stop-asking': 'We stop asking',
  'already-subscribed': 'You are already here',
  'confirm-address': 'Confirm your new address',
};

/**
 * The name of a mail whose lesson is not in the course (any more).
 * @example mailTitle('two-weeks') // 'Two weeks'
 */
export const mailTitle = (message: string): string =>
  wordsIn(MAIL_TITLES, message) ?? capital(message.replaceAll('-', ' '));

/** @example distanceInWords('-P3M') // '3 months before' */
export const distanceInWords = (offset: string): string =>
  `${durationInWords(offset)} ${offset.startsWith('-') ? 'before' : 'after'}`;

/** @example durationInWords('P90D') // '90 days' */
export const durationInWords = (duration: string): string =>
  [...duration.matchAll(/(\d+)([YMWD])/g)]
    .map(([, count, unit]) => {
      const word = UNITS[unit as keyof typeof UNITS];
      return `${count} ${word}${count === '1' ? '' : 's'}`;
    })
    .join(' ');

const UNITS = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
