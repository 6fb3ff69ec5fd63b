import type { Course, Lesson } from './course.ts';
import { type Delivery, isHanded, type LessonStatus } from './delivery.ts';
import { type LessonState, lessonState, type Reason } from './lesson-status.ts';
import type { Notice } from './messages.ts';
import { moveHold, nextOccasion, notices } from './notices.ts';
import { placeOnDays, type Wish } from './one-a-day.ts';
import type { Subscription } from './subscription.ts';
import {
  type CivilDate,
  civilDay,
  type Instant,
  instantAt,
  MINUTE,
  shift,
  startOfDay,
} from './time.ts';
import { type Milestone, milestones } from './windows.ts';

export type Plan = {
  /** Every lesson of the course in order of time. */
  readonly lessons: readonly PlannedLesson[];
  /** Every email that is still to be sent, in order of time. */
  readonly mails: readonly PlannedMail[];
};

export type PlannedLesson = {
  readonly lesson: Lesson;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  readonly status: LessonStatus;
  /** When its email is sent; its due time if the plan has no email for it. */
  readonly leavesAt: Instant;
  /** Why it is not sent in full. */
  readonly reason: Reason | 'paused' | 'no_time_left' | null;
  readonly occasion: number;
};

export type PlannedMail = {
  /** A lesson's id or a system message. */
  readonly message: string;
  readonly kind: 'lesson' | 'notice';
  readonly occasion: number;
  /** When it is sent. */
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  /** Missed lessons included in this email (rule 4). */
  readonly carries: readonly string[];
};

type Read = { readonly milestone: Milestone; readonly reading: LessonState };

/** A lesson email of the same person's other subscription; rule 5 counts them together. */
export type OtherMail = {
  readonly at: Instant;
  readonly closesAt: Instant;
  /** Handed to the provider: its day is taken. Otherwise it competes for the day. */
  readonly handed: boolean;
  /** Its subscription is older than this one and wins a tie. */
  readonly older: boolean;
};

/**
 * What this subscription is sent and when, from now on, given what was handed to the provider. The
 * sign-up preview, the manage page and the planning of deliveries all use this function.
 */
export function plan(
  course: Pick<Course, 'lessons' | 'weekdays' | 'outcomes'>,
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
  others: readonly OtherMail[] = [],
): Plan {
  const told = notices(course, subscription, ledger, now).map(noticeMail);
  if (subscription.targetDate === null) return { lessons: [], mails: told };
  const read = milestones(course, subscription.targetDate, subscription).map((milestone) => ({
    milestone,
    reading: lessonState(milestone, subscription, ledger, now),
  }));
  const paused = subscription.status === 'paused';
  const mails = paused ? [] : lessonMails(read, subscription, ledger, now, others);
  return {
    lessons: read.map((own) => plannedLesson(own, mails, paused)),
    mails: [...mails, ...told].sort((a, b) => a.dueAt - b.dueAt),
  };
}

function lessonMails(
  read: readonly Read[],
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
  others: readonly OtherMail[],
): readonly PlannedMail[] {
  const hold = moveHold(subscription, ledger) ?? now;
  const days = daysTaken(subscription, ledger, others);
  const own: Wish<Read | null>[] = read
    .filter(({ reading }) => reading.sendFull)
    .map((mail) => {
      const { dueAt, closesAt } = mail.milestone;
      return { mail, from: notBefore(hold, Math.max(dueAt, now), closesAt), closesAt };
    });
  const rivals: Wish<Read | null>[] = others
    .filter(({ handed, closesAt }) => !handed && closesAt > now)
    .map(({ at, closesAt, older }) => ({
      mail: null,
      from: Math.max(at, now),
      closesAt,
      rank: older ? -1 : 1,
    }));
  const placed = placeOnDays([...own, ...rivals], days, subscription);
  const full = placed.flatMap(({ mail, leavesAt }) =>
    mail === null ? [] : [fullMail(mail, leavesAt)],
  );
  const theirs = placed
    .filter(({ mail }) => mail === null)
    .map(({ leavesAt }) => civilDay(leavesAt, subscription.timeZone));
  const missed = read.filter(({ reading }) => reading.missed);
  const carries = missed.map(({ milestone }) => milestone.lesson.id);
  if (carries.length === 0) return full;
  const busy = new Set([...days, ...theirs]);
  return withCatchUp(full, carries, subscription, ledger, now, hold, busy);
}

const fullMail = ({ milestone, reading }: Read, leavesAt: Instant): PlannedMail => ({
  message: milestone.lesson.id,
  kind: 'lesson',
  occasion: reading.occasion,
  dueAt: leavesAt,
  closesAt: milestone.closesAt,
  carries: [],
});

/**
 * Rule 4: missed lessons go into one catch-up, on the first day that rule 5 allows. If a lesson is
 * sent that day, both are one email. No catch-up on the target date.
 */
function withCatchUp(
  full: readonly PlannedMail[],
  carries: readonly string[],
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
  hold: Instant,
  days: ReadonlySet<CivilDate>,
): readonly PlannedMail[] {
  const { targetDate, timeZone, sendHour, round } = subscription;
  const dateStarts = startOfDay(targetDate!, timeZone);
  if (now >= dateStarts) return full;
  const from = notBefore(hold, now, dateStarts);
  const first = civilDay(from, timeZone);
  for (let day = first; day < targetDate!; day = shift(day, 'P1D')) {
    const host = full.find((mail) => civilDay(mail.dueAt, timeZone) === day);
    if (host) return full.map((mail) => (mail === host ? { ...mail, carries } : mail));
    if (days.has(day)) continue;
    const dueAt = day === first ? from : instantAt(day, sendHour, timeZone);
    const next = full.find((mail) => mail.dueAt > dueAt)?.dueAt ?? dateStarts;
    const closesAt = Math.min(next, dateStarts);
    // Too short to be sent between two ticks: the lesson that ends its window includes it instead.
    if (closesAt - dueAt < LEAST_TIME) continue;
    const occasion = nextOccasion('catch-up', round, ledger);
    return [
      ...full,
      { message: 'catch-up', kind: 'lesson' as const, occasion, dueAt, closesAt, carries },
    ].sort((a, b) => a.dueAt - b.dueAt);
  }
  return full;
}

/** An email with a shorter window could miss every tick. */
const LEAST_TIME = 5 * MINUTE;

/** A move's emails wait for `hold`, except one whose window closes sooner (rule 6). */
const notBefore = (hold: Instant, at: Instant, closesAt: Instant): Instant =>
  hold > at && hold + LEAST_TIME <= closesAt ? hold : at;

/** The local days on which a lesson email was sent, of this course or another. */
function daysTaken(
  { timeZone }: Subscription,
  ledger: readonly Delivery[],
  others: readonly OtherMail[],
): ReadonlySet<CivilDate> {
  const own = ledger
    .filter((row) => row.kind === 'lesson' && isHanded(row) && row.state !== 'failed')
    .map((row) => row.sentAt ?? row.firstCallAt!);
  const taken = others.filter(({ handed }) => handed).map(({ at }) => at);
  return new Set([...own, ...taken].map((instant) => civilDay(instant, timeZone)));
}

function plannedLesson(
  { milestone, reading }: Read,
  mails: readonly PlannedMail[],
  paused: boolean,
): PlannedLesson {
  const { lesson, dueAt, closesAt } = milestone;
  const { occasion } = reading;
  const base = { lesson, dueAt, closesAt, occasion };
  const own = mails.find((mail) => mail.message === lesson.id);
  if (own) return { ...base, status: reading.status, leavesAt: own.dueAt, reason: null };
  const carrier = mails.find((mail) => mail.carries.includes(lesson.id));
  if (carrier) {
    return { ...base, status: 'catch_up', leavesAt: carrier.dueAt, reason: 'in_catch_up' };
  }
  if (paused && (reading.sendFull || reading.missed)) {
    return { ...base, status: 'skipped', leavesAt: dueAt, reason: 'paused' };
  }
  const reason = reading.missed ? 'no_time_left' : reading.reason;
  return { ...base, status: reading.status, leavesAt: dueAt, reason };
}

const noticeMail = (notice: Notice): PlannedMail => ({ ...notice, kind: 'notice', carries: [] });
