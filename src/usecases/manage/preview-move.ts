import { type Difference, difference } from '../../domain/difference.ts';
import { plan } from '../../domain/plan.ts';
import type { Instant } from '../../domain/time.ts';
import { type Move, moved } from './reschedule.ts';
import type { Shown } from './show.ts';

/** The differences that this move would make, lesson by lesson, without saving (rule 6). */
export function previewMove(shown: Shown, move: Move, now: Instant): readonly Difference[] {
  const { enrolment, course } = shown;
  const next = moved(course.outcomes, enrolment, move, now);
  return difference(shown.plan, plan(course, next, enrolment.ledger, now, enrolment.others));
}
