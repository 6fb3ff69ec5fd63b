/**
 * A model of the send queue: waiting times and lost emails when many people share a date. It uses
 * the domain's windows and classes and the provider's rate; nothing is random.
 */
import type { Course } from '../src/domain/course.ts';
import { type Instant, MINUTE } from '../src/domain/time.ts';
import { classOf, milestones } from '../src/domain/windows.ts';

/** People with the same zone, hour and date, and so the same windows. */
export type Crowd = {
  readonly people: number;
  readonly timeZone: string;
  readonly sendHour: number;
  readonly targetDate: string;
};

export type Pace = {
  /** Calls per second that the provider allows. */
  readonly rate: number;
  /** Emails per call. */
  readonly batch: number;
  /** Seconds of each minute in which a tick starts calls. */
  readonly working: number;
};

export const RESEND: Pace = { rate: 10, batch: 100, working: 50 };

export type LessonResult = {
  readonly message: string;
  readonly people: number;
  readonly sent: number;
  /** The window closed before the email's turn. */
  readonly lost: number;
  /** The longest wait of a sent email, in minutes. */
  readonly longestWait: number;
};

/** The emails of one lesson to one crowd: equal in everything that decides their order. */
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

/**
 * Simulates minute by minute until the queue is empty. Returns one result per lesson, in course
 * order.
 */
export function simulateQueue(
  course: Course,
  crowds: readonly Crowd[],
  pace: Pace = RESEND,
): readonly LessonResult[] {
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
  return course.lessons.map(({ id }) => resultOf(id, cohorts)).filter(({ people }) => people > 0);
}

/** The largest total number of people without a lost email, to 1%. */
export function capacity(course: Course, crowds: readonly Crowd[], pace = RESEND): number {
  const lossless = (factor: number): boolean =>
    simulateQueue(
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

/** One minute: the most perishable class first, and the longest wait first within a class. */
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

function resultOf(message: string, all: readonly Cohort[]): LessonResult {
  const own = all.filter((cohort) => cohort.message === message);
  const sum = (of: (cohort: Cohort) => number): number =>
    own.reduce((total, cohort) => total + of(cohort), 0);
  const sent = sum((cohort) => cohort.sent);
  const lost = sum((cohort) => cohort.lost);
  const longestWait = Math.max(0, ...own.map((cohort) => cohort.longestWait));
  return { message, people: sent + lost, sent, lost, longestWait };
}
