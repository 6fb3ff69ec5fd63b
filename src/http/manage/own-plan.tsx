import type { CompiledCourse } from '../../course/compiled.ts';
import { resumesAt } from '../../domain/retention.ts';
import type { Instant } from '../../domain/time.ts';
import type { Shown } from '../../usecases/manage/show.ts';
import { Plan } from '../sign-up/plan.tsx';
import type { Acts } from './checklist-view.ts';
import { NoDate } from './no-date.tsx';

export type OwnPlanProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly now: Instant;
  /** The actions on a lesson; absent if the plan is read-only. */
  readonly acts?: Acts;
};

/** The current plan, with what was sent. */
export const OwnPlan = ({ course, shown, now, acts }: OwnPlanProps) => {
  const { subscription, suppressed, ledger } = shown.enrolment;
  const { targetDate, timeZone, sendHour, status, round } = subscription;
  const own = ledger.filter((row) => row.round === round);
  if (targetDate === null) return <NoDate {...{ course, shown, now, acts }} ledger={own} />;
  return (
    <Plan
      course={course}
      lessons={shown.plan.lessons}
      ledger={own}
      unconfirmed={status === 'pending'}
      pauseEnds={resumesAt(subscription)}
      {...{ targetDate, timeZone, sendHour, now, suppressed, acts }}
    />
  );
};
