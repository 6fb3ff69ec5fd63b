import { type Delivery, deliveryId } from '../../domain/delivery.ts';
import type { Enrolment } from '../../domain/enrolment.ts';
import { nextOccasion } from '../../domain/notices.ts';
import { plan } from '../../domain/plan.ts';
import type { Instant } from '../../domain/time.ts';
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
      next: subscription,
      ledger: [...ledger, readRow(basis, lesson, planned.dueAt, planned.closesAt)],
    };
  });

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
