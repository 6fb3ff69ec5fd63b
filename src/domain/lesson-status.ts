/** What the ledger says of one lesson: still to send, sent, missed, or beside the point. */
import { type Delivery, isHanded, type LessonStatus } from './delivery.ts';
import type { Subscription } from './subscription.ts';
import { civilDay, type Instant, shift } from './time.ts';
import type { Milestone } from './windows.ts';

export type Reading = {
  readonly status: LessonStatus;
  readonly reason: Reason | null;
  /** It goes out in full: its moment is ahead or its window open, and nothing forbids it. */
  readonly sendFull: boolean;
  /** Its window closed unread: a catch-up may carry it. */
  readonly missed: boolean;
  readonly occasion: number;
};

/** Why a lesson is not sent in full; the words for people are in `http/words.ts`. */
export type Reason = 'in_catch_up' | 'late_skip' | 'read_before' | 'read' | 'window_closed';

/** Reads the ledger of the subscription's round for one lesson (rules 4, 6 and 8). */
export function readingOf(
  { lesson, dueAt, closesAt, day }: Milestone,
  { round, timeZone }: Pick<Subscription, 'round' | 'timeZone'>,
  ledger: readonly Delivery[],
  now: Instant,
): Reading {
  const rows = ledger.filter(
    (row) => row.message === lesson.id && row.round === round && row.kind !== 'resent',
  );
  const handed = rows.filter(isHanded).sort((a, b) => a.occasion - b.occasion);
  const last = handed.at(-1);
  const occasion = (last?.occasion ?? 0) + 1;
  if (rows.some((row) => row.reason === 'read')) return settled('skipped', 'read', occasion);
  if (last) {
    const again = dueAt > now && mayRepeat(last, lesson.repeat, day, dueAt, timeZone);
    return again ? toSend('upcoming', occasion) : settled('sent', null, last.occasion);
  }
  if (now < dueAt) return toSend('upcoming', occasion);
  if (now < closesAt) return toSend('now', occasion);
  const carried = ledger.some(
    (row) => row.round === round && isHanded(row) && row.facts.carries?.includes(lesson.id),
  );
  if (carried) return settled('skipped', 'in_catch_up', occasion);
  if (lesson.late === 'skip') return settled('skipped', 'late_skip', occasion);
  const before = ledger.some(
    (row) => row.round < round && row.message === lesson.id && wasRead(row),
  );
  if (before) return settled('skipped', 'read_before', occasion);
  return { ...settled('skipped', 'window_closed', occasion), missed: true };
}

/** Rule 6: `repeat` civil days after the last sending; a refused mail when its moment has moved. */
function mayRepeat(
  last: Delivery,
  repeat: string | undefined,
  day: string,
  dueAt: Instant,
  zone: string,
): boolean {
  if (last.state === 'failed') return dueAt > last.closesAt;
  if (repeat === undefined) return false;
  return shift(civilDay(last.sentAt ?? last.firstCallAt!, zone), repeat) <= day;
}

const wasRead = (row: Delivery): boolean =>
  row.reason === 'read' || (isHanded(row) && row.state !== 'failed');

const toSend = (status: 'upcoming' | 'now', occasion: number): Reading => ({
  status,
  reason: null,
  sendFull: true,
  missed: false,
  occasion,
});

const settled = (status: LessonStatus, reason: Reason | null, occasion: number): Reading => ({
  status,
  reason,
  sendFull: false,
  missed: false,
  occasion,
});
