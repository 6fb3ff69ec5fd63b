/** What a person does with one lesson: check off a step, mark it as read, have it sent again. */

import { recalledBy } from '../../domain/checklist.ts';
import { type Delivery, deliveryId } from '../../domain/delivery.ts';
import { isLesson } from '../../domain/messages.ts';
import { nextOccasion } from '../../domain/notices.ts';
import type { StepWish } from '../../domain/parse/details.ts';
import { plan } from '../../domain/plan.ts';
import {
  nextSendAgain,
  recentlySentAgain,
  sendAgainUntil,
  wasSent,
} from '../../domain/send-again.ts';
import type { Enrolment, Subscription } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import { notedRead, withoutRead } from '../../domain/undo.ts';
import { setStep } from '../../storage/checklist.ts';
import type { PlannedRow } from '../../storage/deliveries.ts';
import { planOneEmail } from '../../storage/subscriptions.ts';
import type { Ports } from '../ports.ts';
import { idOf, type Shown, show, type Target } from '../show.ts';
import { type Changed, changeOwn } from './update-subscription.ts';

/**
 * Checks off a step of a lesson's checklist, or unchecks it. The next lesson's email shows the
 * result.
 */
export async function checkOff(
  ports: Ports,
  target: Target,
  { lesson, step, done }: StepWish,
  now: Instant,
): Promise<Changed<'checked' | 'unchecked' | 'no_such_step' | 'left' | 'pending'>> {
  const shown = await show(ports, target, now);
  if (shown === null) return { done: 'gone', send: [] };
  const { id, status, round } = shown.enrolment.subscription;
  if (status === 'left' || status === 'pending') return { done: status, send: [] };
  const steps = shown.course.lessons.find((own) => own.id === lesson)?.steps ?? [];
  if (!steps.some((own) => own.id === step)) return { done: 'no_such_step', send: [] };
  await setStep(ports.db, id, { round, lesson, step }, done, {
    ids: recallers(shown, lesson),
    steps: steps.map((own) => own.id),
    listing: listing(shown, `${lesson}/${step}`),
  });
  return { done: done ? 'checked' : 'unchecked', send: [] };
}

/** Scheduled emails that mention this lesson's checklist. */
function recallers({ plan, enrolment: { subscription, ledger } }: Shown, lesson: string): string[] {
  return ledger
    .filter(
      ({ kind, state, round, message }) =>
        kind === 'lesson' &&
        state === 'scheduled' &&
        round === subscription.round &&
        recalledBy(message, plan)?.id === lesson,
    )
    .map(({ id }) => id);
}

/** Scheduled emails that list this step among the open ones of earlier lessons. */
const listing = ({ enrolment: { ledger } }: Shown, step: string): string[] =>
  ledger
    .filter(({ state, facts }) => state === 'scheduled' && facts.openAgain?.includes(step))
    .map(({ id }) => id);

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
