import type { PlannedLesson } from '../../domain/plan.ts';
import { dayInWords, daysInWords, hourInWords, zoneInWords } from '../../domain/speech.ts';
import { type CivilDate, civilDay, daysBetween, type Instant } from '../../domain/time.ts';
import type { Acts } from '../boxes.ts';
import { timeline, type View } from '../timeline.ts';
import { Road } from './road.tsx';

export type PlanProps = Omit<View, 'course'> & {
  readonly course: { readonly id: string; readonly target: string };
  readonly targetDate: CivilDate;
  readonly sendHour: number;
  readonly lessons: readonly PlannedLesson[];
  readonly now: Instant;
  /** What can be done with a lesson; nothing where the plan is only shown. */
  readonly acts?: Acts | undefined;
};

/** The countdown, the way to the date, and the clock it goes by. */
export const Plan = (props: PlanProps) => {
  const { course, targetDate, timeZone, sendHour, lessons, locale, now } = props;
  const today = civilDay(now, timeZone);
  const way = timeline(lessons, now, { ...props, course: course.id });
  const readable = props.acts !== undefined && way.ahead.some(({ ahead }) => ahead);
  return (
    <>
      <Countdown today={today} date={targetDate} />
      <Road
        timeline={way}
        today={dayInWords(today, locale)}
        date={dayInWords(targetDate, locale)}
        target={course.target}
        over={targetDate < today}
        acts={props.acts}
      />
      <p class="fine">
        Lessons leave at {hourInWords(sendHour, locale)}, {zoneInWords(timeZone)} time.
        {readable && ' A lesson that you mark as read is not mailed.'}
      </p>
    </>
  );
};

/** A milestone with the days on it. */
const Countdown = ({ today, date }: { today: CivilDate; date: CivilDate }) => {
  const days = daysBetween(today, date);
  if (days === 0) {
    return (
      <div class="count">
        <p class="stone stone-day">
          <strong>Today</strong> is the day
        </p>
      </div>
    );
  }
  return (
    <div class="count">
      <p class="stone">
        <strong>{daysInWords(Math.abs(days), 'en')}</strong> {days > 0 ? 'to go' : 'ago'}
      </p>
    </div>
  );
};
