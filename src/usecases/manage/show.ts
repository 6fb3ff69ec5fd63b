import type { Course } from '../../domain/course.ts';
import { type Plan, plan } from '../../domain/plan.ts';
import type { Enrolment } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import type { Ports } from '../ports.ts';
import { load, type Target } from './load.ts';

export type Shown = {
  readonly enrolment: Enrolment;
  readonly course: Course;
  /** The plan at `now`. */
  readonly plan: Plan;
};

/** The data of the personal pages; null if the person has been erased or the course removed. */
export async function show(ports: Ports, target: Target, now: Instant): Promise<Shown | null> {
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
