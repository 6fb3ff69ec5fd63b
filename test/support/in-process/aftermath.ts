/** How things stand after what people did: rules 6 to 8 in the words of a person. */
import type { Outcome } from '../../../src/domain/subscription.ts';
import { DAY, type Instant, instantAt, shift } from '../../../src/domain/time.ts';
import type { Standing, Wish } from './story.ts';

/** A new date after an offer begins the next round; any new date makes the answer void. */
export function afterMove(before: Standing, wish: Wish, now: Instant): Standing {
  if (isSame(before, wish)) return before;
  const { targetDate, timeZone, sendHour } = before;
  const undo = { wish: { targetDate, timeZone, sendHour }, until: now + DAY };
  return { ...onDate(before, wish), undo };
}

export const afterUndo = (before: Standing): Standing => ({
  ...onDate(before, before.undo!.wish),
  undo: null,
});

/** An answer ends a pause; "not this time" opens a round without a date. */
export function afterAnswer(before: Standing, outcome: Outcome): Standing {
  const over = { ...before, status: 'active' as const, pausedUntil: null, undo: null };
  return outcome === 'not_this_time'
    ? { ...nextRound(over), targetDate: null }
    : { ...over, outcome };
}

/** Rule 7: when a pause ends by itself; null: never. */
export function resumesAt({ status, pausedUntil, targetDate, ...own }: Standing): Instant | null {
  if (status !== 'paused') return null;
  const dateIsOver = targetDate === null ? null : shift(targetDate, 'P2D');
  const [first] = [pausedUntil, dateIsOver].filter((day) => day !== null).sort();
  return first === undefined ? null : instantAt(first, own.sendHour, own.timeZone);
}

function onDate(before: Standing, { targetDate, timeZone, sendHour }: Wish): Standing {
  const next = { ...before, targetDate, timeZone, sendHour };
  if (before.targetDate === targetDate) return next;
  return before.outcome === 'offer' ? nextRound(next) : { ...next, outcome: null };
}

const nextRound = (before: Standing): Standing => ({
  ...before,
  round: before.round + 1,
  outcome: null,
  read: [],
});

const isSame = (before: Wish, wish: Wish): boolean =>
  before.targetDate === wish.targetDate &&
  before.timeZone === wish.timeZone &&
  before.sendHour === wish.sendHour;
