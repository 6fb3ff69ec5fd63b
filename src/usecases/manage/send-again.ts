import { deliveryId } from '../../domain/delivery.ts';
import { isLesson } from '../../domain/messages.ts';
import {
  nextSendAgain,
  recentlySentAgain,
  sendAgainUntil,
  wasSent,
} from '../../domain/send-again.ts';
import type { Instant } from '../../domain/time.ts';
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
    const granted = decide(shown, lesson, now);
    if (typeof granted === 'string') return { done: granted, send: [] };
    const row = resentRow(shown, lesson, now, granted.until);
    const saved = await planOneEmail(ports.db, shown.enrolment.subscription, row);
    if (saved === 'saved') return { done: 'resent', send: [row.id] };
  }
  throw new Error('the subscription kept changing while a lesson was resent');
}

/** Until when the lesson may be sent again, or why it may not. */
function decide(
  { course, enrolment }: Shown,
  id: string,
  now: Instant,
): Exclude<Done, 'resent'> | { readonly until: Instant } {
  const { subscription, ledger, suppressed } = enrolment;
  const { status } = subscription;
  if (status === 'left' || status === 'pending') return status;
  const lesson = course.lessons.find((own) => own.id === id);
  if (lesson === undefined) return 'no_such_lesson';
  if (!wasSent(id, ledger)) return 'not_sent';
  if (suppressed) return 'unreachable';
  const until = sendAgainUntil(lesson, subscription, now);
  if (until === null) return 'no_date';
  return recentlySentAgain(id, ledger, now) ? 'too_soon' : { until };
}

function resentRow(
  { plan, enrolment }: Shown,
  message: string,
  now: Instant,
  closesAt: Instant,
): PlannedRow {
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
    closesAt,
    address,
    facts: following ? { next: { lesson: following.message, at: following.dueAt } } : {},
  };
}
