/** The status of one lesson according to its deliveries: to send, sent, missed or skipped. */
import { type Delivery, isHanded, type LessonStatus } from './delivery.ts';
import type { Subscription } from './subscription.ts';
import { civilDay, type Instant, shift } from './time.ts';
import type { Milestone } from './windows.ts';

export type LessonState = {
  readonly status: LessonStatus;
  readonly reason: Reason | null;
  /** It is sent in full: it is due later or its window is open, and no rule excludes it. */
  readonly sendFull: boolean;
  /** Its window closed before it was sent or read: a catch-up may include it. */
  readonly missed: boolean;
  readonly occasion: number;
  /** The email that was handed over with its essential steps. */
  readonly carrier?: Delivery;
};

/** Why a lesson is not sent in full; the texts are in `src/words/`. */
export type Reason =
  | 'in_catch_up'
  | 'catch_up_refused'
  | 'late_skip'
  | 'no_time_left'
  | 'read_before'
  | 'read'
  | 'window_closed';

/** Derives one lesson's status from the deliveries of the current round (rules 4, 6 and 8). */
export function lessonState(
  { lesson, dueAt, closesAt, day }: Milestone,
  { round, timeZone }: Pick<Subscription, 'round' | 'timeZone'>,
  ledger: readonly Delivery[],
  now: Instant,
): LessonState {
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
  const carrier = ledger.findLast(
    (row) => row.round === round && isHanded(row) && row.facts.carries?.includes(lesson.id),
  );
  if (carrier?.state === 'failed') return settled('skipped', 'catch_up_refused', occasion);
  if (carrier) return { ...settled('catch_up', 'in_catch_up', occasion), carrier };
  // Once it was called too late, it stays so until its day changes.
  const isLate = rows.some((row) => row.reason === 'no_time_left' && row.dueAt === dueAt);
  if (isLate) return settled('left_out', 'no_time_left', occasion);
  if (lesson.late === 'skip') return settled('skipped', 'late_skip', occasion);
  const before = ledger.some(
    (row) => row.round < round && row.message === lesson.id && wasRead(row),
  );
  if (before) return settled('skipped', 'read_before', occasion);
  return { ...settled('skipped', 'window_closed', occasion), missed: true };
}

/** Rule 6: `repeat` civil days after the last sending; a rejected email once its time has moved. */
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

const toSend = (status: 'upcoming' | 'now', occasion: number): LessonState => ({
  status,
  reason: null,
  sendFull: true,
  missed: false,
  occasion,
});

const settled = (status: LessonStatus, reason: Reason | null, occasion: number): LessonState => ({
  status,
  reason,
  sendFull: false,
  missed: false,
  occasion,
});
