/** Undo: for a day, the last verb can be taken back, then the one before it. */
import type { Before, Subscription, Undo } from './subscription.ts';
import { type CivilDate, DAY, type Instant } from './time.ts';

/** How long a verb can be undone. */
const UNDO_FOR = DAY;

/** More than a person does in a day; bounds the size of the row. */
const MOST = 8;

/** The verb that `undo` takes back now; null if there is none. */
export const undoable = ({ undo }: Pick<Subscription, 'undo'>, now: Instant): Undo | null =>
  undo.findLast(({ until }) => now <= until) ?? null;

/** The entries after this verb, with the state before it. */
export const noted = (
  subscription: Subscription,
  verb: Exclude<Undo['verb'], 'read'>,
  now: Instant,
): readonly Undo[] => noting(subscription, { verb, before: stateOf(subscription, verb) }, now);

/**
 * The entries after a move. Moves that no email has told of are undone together, so that page and
 * email name the same date before; back at that date, there is nothing to undo.
 * @param told the date that the person was last told
 */
export function notedMove(
  subscription: Subscription,
  move: Required<Pick<Before, 'targetDate' | 'dateKind' | 'timeZone' | 'sendHour'>>,
  told: CivilDate | null,
  now: Instant,
): readonly Undo[] {
  const last = undoable(subscription, now);
  if (last?.verb !== 'moved' || subscription.targetDate === told) {
    return noted(subscription, 'moved', now);
  }
  const { before } = last;
  const earlier = subscription.undo.slice(0, subscription.undo.indexOf(last));
  const isBack = (Object.keys(move) as (keyof typeof move)[]).every(
    (field) => move[field] === before[field],
  );
  return isBack
    ? earlier
    : noting({ ...subscription, undo: earlier }, { verb: 'moved', before }, now);
}

/** The entries after a lesson was marked as read. */
export const notedRead = (
  subscription: Subscription,
  lesson: string,
  now: Instant,
): readonly Undo[] => noting(subscription, { verb: 'read', lesson }, now);

/** A pause that has ended cannot be undone. */
export const withoutPause = ({ undo }: Pick<Subscription, 'undo'>): readonly Undo[] =>
  undo.filter(({ verb }) => verb !== 'paused');

/** The entries without those that mark this lesson as read. */
export const withoutRead = (
  { undo }: Pick<Subscription, 'undo'>,
  lesson: string,
): readonly Undo[] => undo.filter((entry) => entry.verb !== 'read' || entry.lesson !== lesson);

/**
 * The subscription as it was before the verb. Undoing a move is a move: if an email told the person
 * of the new date, another one tells them of the old date, after the same wait (rule 6).
 */
export function undone(subscription: Subscription, last: Undo, now: Instant): Subscription {
  const undo = subscription.undo.slice(0, subscription.undo.indexOf(last));
  if (last.verb === 'read') return { ...subscription, undo };
  const { before } = last;
  const back = { ...subscription, ...before, undo };
  const moves = last.verb === 'moved' && before.targetDate !== subscription.targetDate;
  return moves ? { ...back, movedAt: now } : back;
}

function noting(
  { undo }: Subscription,
  entry: WithoutDeadline<Undo>,
  now: Instant,
): readonly Undo[] {
  const open = undo.filter(({ until }) => now <= until);
  return [...open, { ...entry, until: now + UNDO_FOR }].slice(-MOST);
}

type WithoutDeadline<U> = U extends Undo ? Omit<U, 'until'> : never;

/** What each verb changes. Undoing it leaves the rest, such as a pause that ended since. */
const DATE = [
  'targetDate',
  'dateKind',
  'timeZone',
  'sendHour',
  'round',
  'toldDate',
  'toldAt',
  'movedAt',
  'parkedAt',
  'outcome',
  'outcomeAt',
] as const;
const PAUSE = ['status', 'pausedUntil'] as const;
const CHANGES = {
  moved: DATE,
  answered: [...DATE, ...PAUSE],
  off: [...DATE, ...PAUSE],
  paused: PAUSE,
  notes: ['notes'],
} as const;

const stateOf = (subscription: Subscription, verb: Exclude<Undo['verb'], 'read'>): Before =>
  Object.fromEntries(CHANGES[verb].map((field) => [field, subscription[field]]));
