import type { CompiledCourse } from '../../course/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import type { Shown } from '../../usecases/show.ts';
import { Plan } from './plan.tsx';

type OwnPlanProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly now: Instant;
};

/** The plan as it stands, with what was sent. */
export const OwnPlan = ({ course, shown, now }: OwnPlanProps) => {
  const { subscription, ledger } = shown.enrolment;
  const { targetDate, timeZone, sendHour, locale, status } = subscription;
  if (targetDate === null) {
    return (
      <p>
        There is no day to count down to yet. Give the day of your {course.target}, even a rough
        one, and the lessons find their places.
      </p>
    );
  }
  return (
    <Plan
      course={course}
      lessons={shown.plan.lessons}
      unconfirmed={status === 'pending'}
      {...{ targetDate, timeZone, sendHour, locale, now, ledger }}
    />
  );
};
