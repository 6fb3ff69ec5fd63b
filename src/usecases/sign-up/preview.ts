import type { Course } from '../../domain/course.ts';
import { type PlannedLesson, plan } from '../../domain/plan.ts';
import { type Subscription, UNTOUCHED } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';

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
