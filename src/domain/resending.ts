/** Rule 13: a lesson that was sent, sent once more because the person asks for it. */
import { type Delivery, isHanded } from './delivery.ts';
import { DAY, type Instant } from './time.ts';

/** Numbered from here, so that none takes the number of a planned sending. */
const FIRST = 101;

/** Whether this lesson's own mail was handed over, in whatever round. */
export const wasSent = (lesson: string, ledger: readonly Delivery[]): boolean =>
  ledger.some(
    (row) =>
      row.message === lesson && row.kind === 'lesson' && isHanded(row) && row.state !== 'sending',
  );

/** What stands in the way of another: one a day of each lesson. */
export const recentlyResent = (
  lesson: string,
  ledger: readonly Delivery[],
  now: Instant,
): Delivery | undefined =>
  resentRows(lesson, ledger).find(
    (row) =>
      row.state === 'scheduled' ||
      (isHanded(row) && row.state !== 'failed' && Math.abs(now - row.firstCallAt!) < DAY),
  );

/** The number of the next one: that of a row that was never handed over is free. */
export const nextResent = (lesson: string, round: number, ledger: readonly Delivery[]): number =>
  Math.max(
    FIRST - 1,
    ...resentRows(lesson, ledger)
      .filter((row) => row.round === round && isHanded(row))
      .map(({ occasion }) => occasion),
  ) + 1;

const resentRows = (lesson: string, ledger: readonly Delivery[]): readonly Delivery[] =>
  ledger.filter(({ message, kind }) => message === lesson && kind === 'resent');
