import { deliveryId } from '../../domain/delivery.ts';
import { isLesson } from '../../domain/messages.ts';
import { nextSendAgain, recentlySentAgain, wasSent } from '../../domain/send-again.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import type { PlannedRow } from '../../storage/deliveries.ts';
import { planOneEmail } from '../../storage/subscriptions.ts';
import type { Ports } from '../ports.ts';
import { idOf, type Target } from './load.ts';
import { type Shown, show } from './show.ts';
import type { Changed } from './update-subscription.ts';

/** Attempts before a change that keeps being overtaken by others fails. */
const TRIES = 4;

type Done =
  | 'resent'
  | 'no_such_lesson'
  | 'not_sent'
  | 'no_date'
  | 'too_soon'
  | 'unreachable'
  | 'left'
  | 'pending';

/** Sends a sent lesson again at the person's request (rule 13). */
export async function resend(
  ports: Ports,
  target: Target,
  lesson: string,
  now: Instant,
): Promise<Changed<Done>> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const shown = await show(ports, attempt === 0 ? target : idOf(target), now);
    if (shown === null) return { done: 'gone', send: [] };
    const refusal = refusalOf(shown, lesson, now);
    if (refusal !== null) return { done: refusal, send: [] };
    const row = resentRow(shown, lesson, now);
    const saved = await planOneEmail(ports.db, shown.enrolment.subscription, row);
    if (saved === 'saved') return { done: 'resent', send: [row.id] };
  }
  throw new Error('the subscription kept changing while a lesson was resent');
}

function refusalOf({ course, enrolment }: Shown, lesson: string, now: Instant): Done | null {
  const { subscription, ledger, suppressed } = enrolment;
  const { status, targetDate } = subscription;
  if (status === 'left' || status === 'pending') return status;
  if (!course.lessons.some(({ id }) => id === lesson)) return 'no_such_lesson';
  if (!wasSent(lesson, ledger)) return 'not_sent';
  if (suppressed) return 'unreachable';
  // A lesson mentions the date and counts the days.
  if (targetDate === null) return 'no_date';
  return recentlySentAgain(lesson, ledger, now) ? 'too_soon' : null;
}

function resentRow({ plan, enrolment }: Shown, message: string, now: Instant): PlannedRow {
  const { subscription, ledger, address } = enrolment;
  const { id, round } = subscription;
  const occasion = nextSendAgain(message, round, ledger);
  const following = plan.mails.find((mail) => isLesson(mail) && mail.dueAt > now);
  return {
    id: deliveryId(id, message, round, occasion),
    message,
    kind: 'resent',
    round,
    occasion,
    class: 0,
    state: 'scheduled',
    reason: null,
    dueAt: now,
    closesAt: now + DAY,
    address,
    facts: following ? { next: { lesson: following.message, at: following.dueAt } } : {},
  };
}
