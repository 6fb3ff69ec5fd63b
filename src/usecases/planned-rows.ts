import { isAhead, openAgain, openFact } from '../domain/checklist.ts';
import type { Course } from '../domain/course.ts';
import {
  type Delivery,
  deliveryId,
  type Facts,
  type LessonStatus,
  type PlanLine,
} from '../domain/delivery.ts';
import {
  isLesson,
  MESSAGES,
  type NoticeMessage,
  showsPlan,
  survivesReplan,
} from '../domain/messages.ts';
import { lastTold, nextOccasion } from '../domain/notices.ts';
import { type Plan, type PlannedMail, plan } from '../domain/plan.ts';
import { ofPlan } from '../domain/shown-lesson.ts';
import type { Enrolment, Subscription } from '../domain/subscription.ts';
import { civilDay, DAY, type Instant } from '../domain/time.ts';
import { WITH_LESSON } from '../domain/time-left.ts';
import { undoable } from '../domain/undo.ts';
import { classOf } from '../domain/windows.ts';
import type { PlannedRow } from '../storage/deliveries.ts';

/**
 * The delivery rows of a plan: a scheduled row per email, and a skipped row with its reason for
 * every other lesson.
 */
export function rowsOf(
  course: Course,
  basis: Pick<Enrolment, 'address' | 'ledger' | 'others' | 'checked'>,
  next: Subscription,
  now: Instant,
): PlannedRow[] {
  if (next.status === 'pending' || next.status === 'left') return [];
  return rowsFrom(plan(course, next, basis.ledger, now, basis.others), basis, next, now);
}

/** As `rowsOf`, for a plan that is already computed. */
export function rowsFrom(
  planned: Plan,
  basis: Pick<Enrolment, 'address' | 'ledger' | 'checked'>,
  next: Subscription,
  now: Instant,
): PlannedRow[] {
  const shared = { round: next.round, address: basis.address };
  const mails = planned.mails.map((mail) => ({
    ...shared,
    id: deliveryId(next.id, mail.message, next.round, mail.occasion),
    message: mail.message,
    kind: mail.kind,
    occasion: mail.occasion,
    class: mail.kind === 'notice' ? (0 as const) : classOf(mail.dueAt, mail.closesAt),
    state: 'scheduled' as const,
    reason: null,
    dueAt: mail.dueAt,
    closesAt: mail.closesAt,
    facts: factsOf(planned, mail, basis, next, now),
  }));
  const unsent = planned.lessons
    .filter(({ status }) => UNSENT.includes(status))
    .map((lesson) => ({
      ...shared,
      id: deliveryId(next.id, lesson.lesson.id, next.round, lesson.occasion),
      message: lesson.lesson.id,
      kind: 'lesson' as const,
      occasion: lesson.occasion,
      class: classOf(lesson.dueAt, lesson.closesAt),
      state: 'skipped' as const,
      reason: lesson.reason,
      dueAt: lesson.dueAt,
      closesAt: lesson.closesAt,
      facts: {},
    }));
  const included = planned.included.map(({ message, occasion, dueAt, closesAt }) => ({
    ...shared,
    id: deliveryId(next.id, message, next.round, occasion),
    message,
    kind: 'notice' as const,
    occasion,
    class: 0 as const,
    state: 'skipped' as const,
    reason: WITH_LESSON,
    dueAt,
    closesAt,
    facts: {},
  }));
  return [...mails, ...unsent, ...included];
}

const UNSENT: readonly LessonStatus[] = ['catch_up', 'left_out', 'skipped'];

/** What the email will say about the plan; written again with every change of plan. */
function factsOf(
  planned: Plan,
  mail: PlannedMail,
  { ledger, checked }: Pick<Enrolment, 'ledger' | 'checked'>,
  next: Subscription,
  now: Instant,
): Facts {
  const following = planned.mails.find((other) => isLesson(other) && other.dueAt > mail.dueAt);
  return {
    ...(mail.carries.length > 0 ? { carries: mail.carries } : {}),
    ...(mail.leftOut.length > 0 ? { leftOut: mail.leftOut } : {}),
    ...(mail.welcomes ? { welcomes: true as const } : {}),
    ...(following ? { next: { lesson: following.message, at: following.dueAt } } : {}),
    ...(mail.kind === 'lesson' ? openFact(mail.message, planned, next.round, checked) : {}),
    ...(showsPlan(mail.message) ? { plan: planLines(planned, now) } : {}),
    ...(mail.message === 'date-moved'
      ? movedFacts(planned, mail, { ledger, checked }, next, now)
      : {}),
    ...(mail.message === 'ask-date' ? askedAgain(planned, mail) : {}),
    ...(mail.message === 'stop-asking'
      ? { erasedAt: lastAskedAt(planned, ledger) + 90 * DAY }
      : {}),
    ...(survivesReplan(mail.message) ? keptFacts(mail, ledger, next) : {}),
  };
}

/** What is still ahead, how to undo the move, and what the new date leaves time for again. */
function movedFacts(
  planned: Plan,
  { dueAt }: PlannedMail,
  { ledger, checked }: Pick<Enrolment, 'ledger' | 'checked'>,
  next: Subscription,
  now: Instant,
): Facts {
  const { timeZone } = next;
  const oldDate = lastTold(next, ledger);
  const last = undoable(next, dueAt);
  const countdown = { ...next, today: civilDay(dueAt, timeZone), ledger, checked };
  const again = openAgain(planned, countdown, oldDate);
  return {
    oldDate,
    plan: planLines({ lessons: planned.lessons.filter((own) => isAhead(own, planned)) }, now),
    ...(last?.verb === 'moved' && last.before.targetDate === oldDate
      ? { undoUntil: last.until }
      : {}),
    ...(again.length > 0
      ? { openAgain: again.map(({ lesson, step }) => `${lesson.id}/${step.id}`) }
      : {}),
  };
}

/** What a reply says about the action that it follows: not planned, but kept from its row. */
function keptFacts(
  { message, occasion }: PlannedMail,
  ledger: readonly Delivery[],
  { id, round }: Subscription,
): Facts {
  const own = ledger.find((row) => row.id === deliveryId(id, message, round, occasion));
  const { outcome, undoUntil, askedDate, askedKind } = own?.facts ?? {};
  return {
    ...(outcome && { outcome }),
    ...(undoUntil && { undoUntil }),
    ...(askedDate && { askedDate }),
    ...(askedKind && { askedKind }),
  };
}

/** When the next question, or the email that announces no more of them, will be sent. */
function askedAgain(planned: Plan, mail: PlannedMail): Facts {
  const next = planned.mails.find(
    ({ message, dueAt }) =>
      (message === 'ask-date' || message === 'stop-asking') && dueAt > mail.dueAt,
  );
  return next ? { askedAgainAt: next.dueAt } : {};
}

/** Rule 12 counts from the last unanswered question. */
const lastAskedAt = (planned: Plan, ledger: readonly Delivery[]): Instant =>
  Math.max(
    ...[...planned.mails, ...ledger]
      .filter(({ message }) => message === 'ask-date')
      .map(({ dueAt }) => dueAt),
  );

/** A row for an email that does not come from the plan but responds to an action or an event. */
export function noticeRow(
  message: NoticeMessage,
  { ledger, address }: Pick<Enrolment, 'ledger' | 'address'>,
  { id, round }: Pick<Subscription, 'id' | 'round'>,
  now: Instant,
  facts: Facts = {},
): PlannedRow {
  const occasion = nextOccasion(message, round, ledger);
  return {
    id: deliveryId(id, message, round, occasion),
    message,
    kind: MESSAGES[message].kind,
    round,
    occasion,
    class: 0,
    state: 'scheduled',
    reason: null,
    dueAt: now,
    closesAt: now + MESSAGES[message].window,
    address,
    facts,
  };
}

/** A row as the ledger has it before it is sent. */
export const unsentRow = (row: PlannedRow): Delivery => ({
  ...row,
  firstCallAt: null,
  sentAt: null,
  deliveredAt: null,
  bouncedAt: null,
  complainedAt: null,
  toldDate: null,
});

export const planLines = ({ lessons }: Pick<Plan, 'lessons'>, now: Instant): readonly PlanLine[] =>
  lessons.map((own) => ({ lesson: own.lesson.id, dueAt: own.dueAt, ...ofPlan(own, now) }));
