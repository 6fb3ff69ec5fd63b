/** Rule 13: a sent lesson is sent again because the person asks for it. */
import type { Lesson } from './course.ts';
import { type Delivery, isHanded } from './delivery.ts';
import type { Subscription } from './subscription.ts';
import { DAY, type Instant, startOfDay } from './time.ts';

/** Start of the number range, to avoid collisions with planned sendings. */
const FIRST = 101;

/** Whether this lesson's own email was handed to the provider, in any round. */
export const wasSent = (lesson: string, ledger: readonly Delivery[]): boolean =>
  ledger.some(
    (row) =>
      row.message === lesson && row.kind === 'lesson' && isHanded(row) && row.state !== 'sending',
  );

/**
 * Until when a lesson sent again is true of the date: one before the date counts the days to it, so
 * it is not sent from that day on. Null without a date.
 */
export function sendAgainUntil(
  { offset }: Pick<Lesson, 'offset'>,
  { targetDate, timeZone }: Pick<Subscription, 'targetDate' | 'timeZone'>,
  now: Instant,
): Instant | null {
  if (targetDate === null) return null;
  const inADay = now + DAY;
  if (!offset.startsWith('-')) return inADay;
  const until = Math.min(inADay, startOfDay(targetDate, timeZone));
  return until > now ? until : null;
}

/** The recent sending that blocks another one: one a day per lesson. */
export const recentlySentAgain = (
  lesson: string,
  ledger: readonly Delivery[],
  now: Instant,
): Delivery | undefined =>
  sentAgainRows(lesson, ledger).find(
    (row) =>
      row.state === 'scheduled' ||
      (isHanded(row) && row.state !== 'failed' && Math.abs(now - row.firstCallAt!) < DAY),
  );

/** The next number; reuses that of a row that was never handed to the provider. */
export const nextSendAgain = (lesson: string, round: number, ledger: readonly Delivery[]): number =>
  Math.max(
    FIRST - 1,
    ...sentAgainRows(lesson, ledger)
      .filter((row) => row.round === round && isHanded(row))
      .map(({ occasion }) => occasion),
  ) + 1;

const sentAgainRows = (lesson: string, ledger: readonly Delivery[]): readonly Delivery[] =>
  ledger.filter(({ message, kind }) => message === lesson && kind === 'resent');
