import type { Course } from '../domain/course.ts';
import { type PlannedLesson, plan } from '../domain/plan.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';

/** The plan of somebody who joins now with this date, zone and hour. */
export function previewPlan(
  course: Pick<Course, 'lessons'>,
  wish: Pick<Subscription, 'targetDate' | 'timeZone' | 'sendHour'>,
  now: Instant,
): readonly PlannedLesson[] {
  return plan(course, { ...NEWCOMER, ...wish }, [], now).lessons;
}

const NEWCOMER: Subscription = {
  id: '',
  subscriberId: '',
  course: '',
  status: 'active',
  targetDate: null,
  timeZone: 'UTC',
  sendHour: 8,
  name: '',
  locale: 'en',
  round: 1,
  revision: 1,
  toldDate: null,
  toldAt: null,
  movedAt: null,
  requestedAt: 0,
  confirmedAt: null,
};
