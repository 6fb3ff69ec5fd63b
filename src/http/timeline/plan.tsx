import { capital, dayInWords, daysInWords, hourInWords, zoneInWords } from '../../domain/locale.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import type { DateKind } from '../../domain/subscription.ts';
import { type CivilDate, civilDay, daysBetween, type Instant } from '../../domain/time.ts';
import { yoursOf } from '../../words/words.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import { Checklist, type LessonActions } from './checklist.tsx';
import { type Entry, type Timeline, timeline, type View } from './timeline-view.ts';

export type PlanProps = Omit<View, 'course' | 'i18n'> & {
  readonly course: { readonly id: string; readonly yourTarget: string };
  readonly targetDate: CivilDate;
  readonly dateKind: DateKind;
  readonly sendHour: number;
  readonly lessons: readonly PlannedLesson[];
  readonly now: Instant;
  /** The actions on a lesson; absent if the plan is read-only. */
  readonly actions?: LessonActions | undefined;
};

/** The countdown, the timeline and the time zone. */
export const Plan = (props: PlanProps) => {
  const i18n = useI18n();
  const { locale, words } = i18n;
  const { course, targetDate, dateKind, timeZone, sendHour, lessons, now } = props;
  const today = civilDay(now, timeZone);
  const way = timeline(lessons, now, {
    ...props,
    i18n,
    course: course.id,
    own: props.actions?.own,
  });
  const readable = props.actions !== undefined && way.ahead.some(({ ahead }) => ahead);
  return (
    <>
      <Countdown today={today} date={targetDate} />
      <TimelineList
        timeline={way}
        today={dayInWords(today, locale)}
        date={dayInWords(targetDate, locale)}
        yours={yoursOf(course, dateKind, words)}
        over={targetDate < today}
        actions={props.actions}
      />
      <p class="fine">
        {words.plan.sentAt(hourInWords(sendHour, locale), zoneInWords(timeZone))}
        {readable && ` ${words.plan.readIsNotSent}`}
      </p>
    </>
  );
};

/** The number of days left. */
const Countdown = ({ today, date }: { today: CivilDate; date: CivilDate }) => {
  const { locale, words } = useI18n();
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

type TimelineListProps = {
  readonly timeline: Timeline;
  /** Today and the target date, as text. */
  readonly today: string;
  readonly date: string;
  /** What the date is: "your interview". */
  readonly yours: string;
  /** The date has passed. */
  readonly over?: boolean;
  /** The actions on a lesson; absent if the plan is read-only. */
  readonly actions?: LessonActions | undefined;
};

/** The timeline, top to bottom, with today's position. */
export const TimelineList = ({
  timeline,
  today,
  date,
  yours,
  over = false,
  actions,
}: TimelineListProps) => {
  const { behind, ahead } = timeline;
  const past = behind.filter(({ after }) => !after);
  const part = (entries: readonly Entry[], after: boolean) =>
    entries
      .filter((entry) => entry.after === after)
      .map((entry) => <TimelineEntry entry={entry} actions={actions} />);
  return (
    <ol class="road">
      {actions === undefined ? part(past, false) : <Past entries={past} actions={actions} />}
      {!over && <TodayMarker today={today} />}
      {part(ahead, false)}
      <li class="mark day">
        <span class="mark-label">{capital(yours)}</span>
        <strong class="mark-title">{date}</strong>
      </li>
      {part(behind, true)}
      {over && <TodayMarker today={today} />}
      {part(ahead, true)}
    </ol>
  );
};

type PastProps = { readonly entries: readonly Entry[]; readonly actions: LessonActions };

/** Earlier lessons, folded; open when one of their checklists was just used. */
const Past = ({ entries, actions }: PastProps) => {
  const { plan } = useI18n().words;
  if (entries.length === 0) return null;
  return (
    <li class="past">
      <details open={entries.some((entry) => actions.checklistOf(entry)?.open)}>
        <summary>{plan.past(entries.length)}</summary>
        <ol class="road">
          {entries.map((entry) => (
            <TimelineEntry entry={entry} actions={actions} />
          ))}
        </ol>
      </details>
    </li>
  );
};

const TodayMarker = ({ today }: { today: string }) => (
  <li class="mark here">
    <span class="mark-label">{useI18n().words.plan.today}</span>
    <span class="mark-when">{today}</span>
  </li>
);

type EntryProps = { readonly entry: Entry; readonly actions: LessonActions | undefined };

const TimelineEntry = ({ entry, actions }: EntryProps) => {
  const { to } = useI18n();
  return (
    <li class={`mark ${entry.displayStatus.replace('_', '-')}`}>
      <span class="mark-label">{[entry.distance, entry.label].filter(Boolean).join(' · ')}</span>
      {entry.href === null ? (
        <span class="mark-title">{entry.title}</span>
      ) : (
        <a class="mark-title" href={to(entry.href)}>
          {entry.title}
        </a>
      )}
      {entry.when && <span class="mark-when">{entry.when}</span>}
      {entry.note && <span class="mark-note">{entry.note}</span>}
      {actions && <EntryActions entry={entry} actions={actions} />}
    </li>
  );
};

/** A future lesson can be marked as read; a received one has a checklist and can be sent again. */
const EntryActions = ({
  entry,
  actions,
}: {
  readonly entry: Entry;
  readonly actions: LessonActions;
}) => {
  const checklist = actions.checklistOf(entry);
  return (
    <>
      {checklist && <Checklist checklist={checklist} action={actions.action('checklist')} />}
      <LessonButtons entry={entry} actions={actions} />
    </>
  );
};

type LessonActsProps = {
  readonly entry: Entry;
  readonly actions: LessonActions;
};

/** The buttons of a lesson, on the person's page and on its own. */
export const LessonButtons = ({ entry, actions }: LessonActsProps) => {
  const { plan } = useI18n().words;
  return (
    <>
      {entry.ahead && (
        <EntryAction entry={entry} action={actions.action('read')} words={plan.markAsRead} />
      )}
      {entry.displayStatus === 'read' && (
        <EntryAction entry={entry} action={actions.action('unread')} words={plan.markAsUnread} />
      )}
      {actions.maySendAgain(entry) && (
        <EntryAction entry={entry} action={actions.action('resend')} words={plan.sendAgain} />
      )}
    </>
  );
};

type EntryActionProps = { readonly entry: Entry; readonly action: string; readonly words: string };

const EntryAction = ({ entry, action, words }: EntryActionProps) => (
  <form class="mark-act" method="post" action={action}>
    <input type="hidden" name="lesson" value={entry.lesson} />
    <button class="link" type="submit">
      {words}
      <span class="unseen">: {entry.title}</span>
    </button>
  </form>
);
