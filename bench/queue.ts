/**
 * The send queue on paper: who waits and who is lost when many share a date. The windows and
 * classes are those of the domain, the pace is the provider's, chance has no part in it.
 */
import type { Course } from '../src/domain/course.ts';
import { type Instant, MINUTE } from '../src/domain/time.ts';
import { classOf, milestones } from '../src/domain/windows.ts';

/** People who share zone and hour, and so every window. */
export type Crowd = {
  readonly people: number;
  readonly timeZone: string;
  readonly sendHour: number;
  readonly targetDate: string;
};

export type Pace = {
  /** Calls a second that the provider takes. */
  readonly rate: number;
  /** Mails a call. */
  readonly batch: number;
  /** Seconds of each minute in which a tick claims. */
  readonly working: number;
};

export const RESEND: Pace = { rate: 10, batch: 100, working: 50 };

export type Fate = {
  readonly message: string;
  readonly people: number;
  readonly sent: number;
  /** Their window closed before their turn came. */
  readonly lost: number;
  /** Minutes that the last of those who were mailed had waited. */
  readonly longestWait: number;
};

/** Mails of one lesson for one crowd: alike in all that decides when they leave. */
type Cohort = {
  readonly message: string;
  readonly class: number;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  waiting: number;
  sent: number;
  lost: number;
  longestWait: number;
};

/** Plays minute after minute until nobody waits; the fate of each lesson, in order of time. */
export function playQueue(
  course: Course,
  crowds: readonly Crowd[],
  pace: Pace = RESEND,
): readonly Fate[] {
  const cohorts = crowds
    .flatMap((crowd) => cohortsOf(course, crowd))
    .sort((a, b) => a.class - b.class || a.dueAt - b.dueAt);
  const minutely = pace.rate * pace.batch * pace.working;
  let now = Math.min(...cohorts.map(({ dueAt }) => dueAt));
  for (;;) {
    const open = cohorts.filter(({ waiting }) => waiting > 0);
    if (open.length === 0) break;
    const due = open.filter(({ dueAt }) => dueAt <= now);
    if (due.length === 0) {
      now = Math.min(...open.map(({ dueAt }) => dueAt));
      continue;
    }
    playTick(due, now, minutely);
    now += MINUTE;
  }
  return course.lessons.map(({ id }) => fateOf(id, cohorts)).filter(({ people }) => people > 0);
}

/** The most that may share this date so that nobody is lost, to a hundredth. */
export function mostWithoutLoss(course: Course, crowds: readonly Crowd[], pace = RESEND): number {
  const lossless = (factor: number): boolean =>
    playQueue(
      course,
      crowds.map((crowd) => ({ ...crowd, people: Math.round(crowd.people * factor) })),
      pace,
    ).every(({ lost }) => lost === 0);
  let [enough, tooMany] = [0, 1];
  while (lossless(tooMany)) [enough, tooMany] = [tooMany, tooMany * 2];
  while (tooMany - enough > tooMany / 100) {
    const between = (enough + tooMany) / 2;
    if (lossless(between)) enough = between;
    else tooMany = between;
  }
  return Math.floor(enough * crowds.reduce((sum, { people }) => sum + people, 0));
}

/** One minute: the most perishable first, and of those the ones who have waited longest. */
function playTick(due: readonly Cohort[], now: Instant, minutely: number): void {
  let room = minutely;
  for (const cohort of due) {
    if (cohort.closesAt <= now) {
      cohort.lost += cohort.waiting;
      cohort.waiting = 0;
      continue;
    }
    const mailed = Math.min(room, cohort.waiting);
    if (mailed === 0) continue;
    room -= mailed;
    cohort.waiting -= mailed;
    cohort.sent += mailed;
    cohort.longestWait = (now - cohort.dueAt) / MINUTE;
  }
}

const cohortsOf = (course: Course, crowd: Crowd): Cohort[] =>
  milestones(course, crowd.targetDate, crowd).map(({ lesson, dueAt, closesAt }) => ({
    message: lesson.id,
    class: classOf(dueAt, closesAt),
    dueAt,
    closesAt,
    waiting: crowd.people,
    sent: 0,
    lost: 0,
    longestWait: 0,
  }));

function fateOf(message: string, all: readonly Cohort[]): Fate {
  const own = all.filter((cohort) => cohort.message === message);
  const sum = (of: (cohort: Cohort) => number): number =>
    own.reduce((total, cohort) => total + of(cohort), 0);
  const sent = sum((cohort) => cohort.sent);
  const lost = sum((cohort) => cohort.lost);
  const longestWait = Math.max(0, ...own.map((cohort) => cohort.longestWait));
  return { message, people: sent + lost, sent, lost, longestWait };
}
