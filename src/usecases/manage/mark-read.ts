import { type Delivery, deliveryId } from '../../domain/delivery.ts';
import { nextOccasion } from '../../domain/notices.ts';
import { plan } from '../../domain/plan.ts';
import type { Enrolment, Subscription } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import { notedRead, withoutRead } from '../../domain/undo.ts';
import type { PlannedRow } from '../../storage/deliveries.ts';
import type { Ports } from '../ports.ts';
import type { Target } from './load.ts';
import { type Changed, changeOwn } from './update-subscription.ts';

/** Marks a lesson as read: it is not emailed in this round, neither in full nor in a catch-up. */
export const read = (
  ports: Ports,
  target: Target,
  lesson: string,
  now: Instant,
): Promise<Changed<'read' | 'already' | 'no_such_lesson' | 'left' | 'pending'>> =>
  changeOwn(ports, target, now, 'read', (basis) => {
    const { subscription, ledger } = basis;
    const course = ports.courses.find(subscription.course);
    const own = course && plan(course, subscription, ledger, now).lessons;
    const planned = own?.find((one) => one.lesson.id === lesson);
    if (planned === undefined) return { done: 'no_such_lesson' };
    if (planned.status === 'sent' || planned.reason === 'read') return { done: 'already' };
    return {
      done: 'read',
      next: { ...subscription, undo: notedRead(subscription, lesson, now) },
      ledger: [...ledger, readRow(basis, lesson, planned.dueAt, planned.closesAt)],
    };
  });

/** Takes the mark back: the lesson is planned as if it had never been there. */
export const unread = (
  ports: Ports,
  target: Target,
  lesson: string,
  now: Instant,
): Promise<Changed<'unread' | 'already' | 'left' | 'pending'>> =>
  changeOwn(
    ports,
    target,
    now,
    'undone',
    ({ subscription, ledger }) => {
      const rest = unmarked(ledger, subscription.round, lesson);
      if (rest.length === ledger.length) return { done: 'already' };
      const next = { ...subscription, undo: withoutRead(subscription, lesson) };
      return { done: 'unread', next, ledger: rest };
    },
    (basis, next) => unmarkedRows(basis, next, lesson),
  );

/** The deliveries without the row that marks this lesson as read. */
export const unmarked = (
  ledger: readonly Delivery[],
  round: number,
  lesson: string,
): readonly Delivery[] => ledger.filter((row) => !isMark(row, round, lesson));

const isMark = (row: Delivery, round: number, lesson: string): boolean =>
  row.message === lesson && row.round === round && row.reason === 'read';

/** Without a date no plan overwrites the row that marks the lesson as read. */
export const unmarkedRows = (
  { ledger, address }: Enrolment,
  { round, targetDate }: Subscription,
  lesson: string,
): PlannedRow[] =>
  ledger
    .filter((row) => targetDate === null && isMark(row, round, lesson))
    .map(({ id, message, occasion, dueAt, closesAt }) => ({
      ...{ id, message, round, occasion, dueAt, closesAt, address },
      kind: 'lesson',
      class: 0,
      state: 'skipped',
      reason: 'unread',
      facts: {},
    }));

function readRow(
  { subscription, ledger }: Enrolment,
  message: string,
  dueAt: Instant,
  closesAt: Instant,
): Delivery {
  const { id, round } = subscription;
  const occasion = nextOccasion(message, round, ledger);
  return {
    id: deliveryId(id, message, round, occasion),
    message,
    kind: 'lesson',
    round,
    occasion,
    state: 'skipped',
    reason: 'read',
    dueAt,
    closesAt,
    firstCallAt: null,
    sentAt: null,
    deliveredAt: null,
    bouncedAt: null,
    complainedAt: null,
    facts: {},
    toldDate: null,
  };
}
