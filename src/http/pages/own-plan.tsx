import type { CompiledCourse } from '../../course/compiled.ts';
import { resumesAt } from '../../domain/forgetting.ts';
import type { Instant } from '../../domain/time.ts';
import type { Shown } from '../../usecases/show.ts';
import { NoDate } from './no-date.tsx';
import { Plan } from './plan.tsx';

export type OwnPlanProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly now: Instant;
  /** Where to post that a lesson was read ahead. */
  readonly readAction?: string;
};

/** The plan as it stands, with what was sent. */
export const OwnPlan = ({ course, shown, now, readAction }: OwnPlanProps) => {
  const { subscription, suppressed, ledger } = shown.enrolment;
  const { targetDate, timeZone, sendHour, locale, status, round } = subscription;
  const own = ledger.filter((row) => row.round === round);
  if (targetDate === null) return <NoDate course={course} shown={shown} ledger={own} now={now} />;
  return (
    <Plan
      course={course}
      lessons={shown.plan.lessons}
      ledger={own}
      unconfirmed={status === 'pending'}
      pauseEnds={resumesAt(subscription)}
      {...{ targetDate, timeZone, sendHour, locale, now, suppressed, readAction }}
    />
  );
};
