import { dayInWords, daysInWords, hourInWords, zoneInWords } from '../../domain/format.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import { type CivilDate, civilDay, daysBetween, type Instant } from '../../domain/time.ts';
import type { Acts } from '../manage/checklist-view.ts';
import { Rich, useSpeech } from '../shared/i18n.tsx';
import { Road } from '../timeline/timeline.tsx';
import { timeline, type View } from '../timeline/timeline-view.ts';

export type PlanProps = Omit<View, 'course' | 'speech'> & {
  readonly course: { readonly id: string; readonly yourTarget: string };
  readonly targetDate: CivilDate;
  readonly sendHour: number;
  readonly lessons: readonly PlannedLesson[];
  readonly now: Instant;
  /** The actions on a lesson; absent if the plan is read-only. */
  readonly acts?: Acts | undefined;
};

/** The countdown, the timeline and the time zone. */
export const Plan = (props: PlanProps) => {
  const speech = useSpeech();
  const { locale, words } = speech;
  const { course, targetDate, timeZone, sendHour, lessons, now } = props;
  const today = civilDay(now, timeZone);
  const way = timeline(lessons, now, { ...props, speech, course: course.id });
  const readable = props.acts !== undefined && way.ahead.some(({ ahead }) => ahead);
  return (
    <>
      <Countdown today={today} date={targetDate} />
      <Road
        timeline={way}
        today={dayInWords(today, locale)}
        date={dayInWords(targetDate, locale)}
        yours={course.yourTarget}
        over={targetDate < today}
        acts={props.acts}
      />
      <p class="fine">
        {words.plan.leaveAt(hourInWords(sendHour, locale), zoneInWords(timeZone))}
        {readable && ` ${words.plan.readIsNotMailed}`}
      </p>
    </>
  );
};

/** The number of days left. */
const Countdown = ({ today, date }: { today: CivilDate; date: CivilDate }) => {
  const { locale, words } = useSpeech();
  const days = daysBetween(today, date);
  const amount = daysInWords(Math.abs(days), locale);
  const said = days > 0 ? words.plan.toGo(amount) : words.plan.ago(amount);
  return (
    <div class="count">
      <p class={days === 0 ? 'stone stone-day' : 'stone'}>
        <Rich text={days === 0 ? words.plan.todayIsTheDay : said} />
      </p>
    </div>
  );
};
