import { capital, dayInWords, daysInWords, hourInWords, zoneInWords } from '../../domain/format.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import { type CivilDate, civilDay, daysBetween, type Instant } from '../../domain/time.ts';
import { Rich, useSpeech } from '../shared/language.tsx';
import { type Acts, Checklist } from './checklist.tsx';
import { type Mark, type Timeline, timeline, type View } from './timeline-view.ts';

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
  const way = timeline(lessons, now, { ...props, speech, course: course.id, own: props.acts?.own });
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

type RoadProps = {
  readonly timeline: Timeline;
  /** Today and the target date, as text. */
  readonly today: string;
  readonly date: string;
  /** What the date is: "your interview". */
  readonly yours: string;
  /** The date has passed. */
  readonly over?: boolean;
  /** The actions on a lesson; absent if the plan is read-only. */
  readonly acts?: Acts | undefined;
};

/** The timeline, top to bottom, with today's position. */
export const Road = ({ timeline, today, date, yours, over = false, acts }: RoadProps) => (
  <ol class="road">
    {timeline.behind.map((mark) => (
      <Stone mark={mark} acts={acts} />
    ))}
    {!over && <Here today={today} />}
    {timeline.ahead.map((mark) => (
      <Stone mark={mark} acts={acts} />
    ))}
    <li class="mark day">
      <span class="mark-label">{capital(yours)}</span>
      <strong class="mark-title">{date}</strong>
    </li>
    {over && <Here today={today} />}
  </ol>
);

const Here = ({ today }: { today: string }) => (
  <li class="mark here">
    <span class="mark-label">{useSpeech().words.plan.today}</span>
    <span class="mark-when">{today}</span>
  </li>
);

type StoneProps = { readonly mark: Mark; readonly acts: Acts | undefined };

const Stone = ({ mark, acts }: StoneProps) => {
  const { to } = useSpeech();
  return (
    <li class={`mark ${mark.look.replace('_', '-')}`}>
      <span class="mark-label">{[mark.distance, mark.label].filter(Boolean).join(' · ')}</span>
      {mark.href === null ? (
        <span class="mark-title">{mark.title}</span>
      ) : (
        <a class="mark-title" href={to(mark.href)}>
          {mark.title}
        </a>
      )}
      {mark.when && <span class="mark-when">{mark.when}</span>}
      {mark.note && <span class="mark-note">{mark.note}</span>}
      {acts && <Possible mark={mark} acts={acts} />}
    </li>
  );
};

/** A future lesson can be marked as read; a received one has a checklist and can be sent again. */
const Possible = ({ mark, acts }: { readonly mark: Mark; readonly acts: Acts }) => {
  const boxes = acts.boxesOf(mark);
  return (
    <>
      {boxes && <Checklist boxes={boxes} action={acts.action('checklist')} />}
      <LessonActs mark={mark} acts={acts} />
    </>
  );
};

type LessonActsProps = {
  readonly mark: Mark;
  readonly acts: Acts;
};

/** The buttons of a lesson, on the person's page and on its own. */
export const LessonActs = ({ mark, acts }: LessonActsProps) => {
  const { plan } = useSpeech().words;
  return (
    <>
      {mark.ahead && <Act mark={mark} action={acts.action('read')} words={plan.markAsRead} />}
      {acts.mayResend(mark) && (
        <Act mark={mark} action={acts.action('resend')} words={plan.sendAgain} />
      )}
    </>
  );
};

type ActProps = { readonly mark: Mark; readonly action: string; readonly words: string };

const Act = ({ mark, action, words }: ActProps) => (
  <form class="mark-act" method="post" action={action}>
    <input type="hidden" name="lesson" value={mark.lesson} />
    <button class="link" type="submit">
      {words}
      <span class="unseen">: {mark.title}</span>
    </button>
  </form>
);
