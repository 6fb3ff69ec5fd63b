import type { Course, Lesson } from './course.ts';
import { placeOnDays, type Wish } from './days.ts';
import { type Delivery, isHanded, type LessonStatus } from './ledger.ts';
import { moveHold, type Notice, nextOccasion, notices } from './notices.ts';
import { type Reading, type Reason, readingOf } from './reading.ts';
import type { Subscription } from './subscription.ts';
import { type CivilDate, civilDay, type Instant, instantAt, shift, startOfDay } from './time.ts';
import { type Milestone, milestones } from './windows.ts';

export type Plan = {
  /** Every lesson of the course in order of time. */
  readonly lessons: readonly PlannedLesson[];
  /** Every mail that is still to leave, in order of time. */
  readonly mails: readonly PlannedMail[];
};

export type PlannedLesson = {
  readonly lesson: Lesson;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  readonly status: LessonStatus;
  /** When its mail leaves; its due moment when no mail of the plan brings it. */
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
  /** When it leaves. */
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  /** Missed lessons folded into this mail (rule 4). */
  readonly carries: readonly string[];
};

type Read = { readonly milestone: Milestone; readonly reading: Reading };

/**
 * What this subscription gets and when, from now on, given what the ledger says was handed over.
 * The sign-up preview, the manage page and the sender's planning all read this one answer.
 * `taken` are the instants of lesson mails of the person's other subscriptions (rule 5).
 */
export function plan(
  course: Pick<Course, 'lessons'>,
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
  taken: readonly Instant[] = [],
): Plan {
  const told = notices(subscription, ledger, now).map(noticeMail);
  if (subscription.targetDate === null) return { lessons: [], mails: told };
  const read = milestones(course, subscription.targetDate, subscription).map((milestone) => ({
    milestone,
    reading: readingOf(milestone, subscription, ledger, now),
  }));
  const paused = subscription.status === 'paused';
  const mails = paused ? [] : lessonMails(read, subscription, ledger, now, taken);
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
  taken: readonly Instant[],
): readonly PlannedMail[] {
  const hold = moveHold(subscription, ledger) ?? now;
  const days = daysTaken(subscription, ledger, taken);
  const wishes: Wish<Read>[] = read
    .filter(({ reading }) => reading.sendFull)
    .map((own) => {
      const { dueAt, closesAt } = own.milestone;
      return { mail: own, from: notBefore(hold, Math.max(dueAt, now), closesAt), closesAt };
    });
  const full = placeOnDays(wishes, days, subscription).map(({ mail, leavesAt }) => ({
    message: mail.milestone.lesson.id,
    kind: 'lesson' as const,
    occasion: mail.reading.occasion,
    dueAt: leavesAt,
    closesAt: mail.milestone.closesAt,
    carries: [],
  }));
  const missed = read.filter(({ reading }) => reading.missed);
  const carries = missed.map(({ milestone }) => milestone.lesson.id);
  if (carries.length === 0) return full;
  return withCatchUp(full, carries, subscription, ledger, now, hold, days);
}

/**
 * Rule 4: missed lessons travel in one catch-up, as soon as rule 5 has a day for it. Where a
 * lesson leaves on that day they are one mail. On the target date there is nothing to catch up.
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
    const occasion = nextOccasion('catch-up', round, ledger);
    return [
      ...full,
      { message: 'catch-up', kind: 'lesson' as const, occasion, dueAt, closesAt, carries },
    ].sort((a, b) => a.dueAt - b.dueAt);
  }
  return full;
}

/** A move's mails wait for `hold`, except one whose window closes sooner (rule 6). */
const notBefore = (hold: Instant, at: Instant, closesAt: Instant): Instant =>
  hold > at && hold < closesAt ? hold : at;

/** The local days on which a lesson mail already went out, or will from another course. */
function daysTaken(
  { timeZone }: Subscription,
  ledger: readonly Delivery[],
  taken: readonly Instant[],
): ReadonlySet<CivilDate> {
  const own = ledger
    .filter((row) => row.kind === 'lesson' && isHanded(row) && row.state !== 'failed')
    .map((row) => row.sentAt ?? row.firstCallAt!);
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
