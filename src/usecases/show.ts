/** Plans as they are shown: on the person's page, before a move, before a sign-up. */

import type { Course } from '../domain/course.ts';
import { type Difference, difference } from '../domain/difference.ts';
import { type Plan, type PlannedLesson, plan } from '../domain/plan.ts';
import { type Enrolment, type Subscription, UNTOUCHED } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import { findEnrolment } from '../storage/enrolments.ts';
import { type Move, moved } from './manage/reschedule.ts';
import type { Planning } from './ports.ts';

export type Shown = {
  readonly enrolment: Enrolment;
  readonly course: Course;
  /** The plan at `now`. */
  readonly plan: Plan;
};

/** The data of the personal pages; null if the person has been erased or the course removed. */
export async function show(ports: Planning, target: Target, now: Instant): Promise<Shown | null> {
  const enrolment = await load(ports, target);
  if (!enrolment) return null;
  const { subscription } = enrolment;
  const course = ports.courses.find(subscription.course, subscription.locale);
  return course ? shownAs(enrolment, course, now) : null;
}

export function shownAs(enrolment: Enrolment, course: Course, now: Instant): Shown {
  const { subscription, ledger, others } = enrolment;
  return { enrolment, course, plan: plan(course, subscription, ledger, now, others) };
}

/** A subscription's id, or the enrolment just read, which saves the first attempt a read. */
export type Target = string | Enrolment;

export const load = async (ports: Planning, target: Target): Promise<Enrolment | null> =>
  typeof target === 'string' ? findEnrolment(ports.db, target) : target;

export const idOf = (target: Target): string =>
  typeof target === 'string' ? target : target.subscription.id;

/** The differences that this move would make, lesson by lesson, without saving (rule 6). */
export function previewMove(shown: Shown, move: Move, now: Instant): readonly Difference[] {
  const { enrolment, course } = shown;
  const next = moved(course.outcomes, enrolment, move, now);
  return difference(shown.plan, plan(course, next, enrolment.ledger, now, enrolment.others));
}

/** The plan for a person who joins now with this date, zone and hour. */
export function previewPlan(
  course: Pick<Course, 'lessons' | 'outcomes'>,
  wish: Pick<Subscription, 'targetDate' | 'dateKind' | 'timeZone' | 'sendHour'>,
  now: Instant,
): readonly PlannedLesson[] {
  return plan(course, { ...NEWCOMER, ...wish }, [], now).lessons;
}

const NEWCOMER: Subscription = {
  ...UNTOUCHED,
  id: '',
  subscriberId: '',
  course: '',
  status: 'active',
  targetDate: null,
  timeZone: 'UTC',
  sendHour: 8,
  name: '',
  locale: 'en',
  revision: 1,
  requestedAt: 0,
};
