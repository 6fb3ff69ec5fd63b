import type { CompiledCourse } from '../../course/compiled.ts';
import type { Lesson } from '../../domain/course.ts';
import { type Delivery, isHanded } from '../../domain/delivery.ts';
import { dayInWords } from '../../domain/locale.ts';
import { resumesAt } from '../../domain/retention.ts';
import { ofHanded } from '../../domain/shown-lesson.ts';
import { isOff, type Subscription } from '../../domain/subscription.ts';
import { civilDay, type Instant, isAfterDate } from '../../domain/time.ts';
import { lessonsInOrder } from '../../domain/windows.ts';
import type { Shown } from '../../usecases/show.ts';
import { deliveryNote } from '../../words/lesson-words.ts';
import { type I18n, yoursOf } from '../../words/words.ts';
import { useI18n } from '../shared/language.tsx';
import { distanceInWords } from '../shared/wording.ts';
import type { LessonActions } from '../timeline/checklist.tsx';
import { Plan, TimelineList } from '../timeline/plan.tsx';
import { type Entry, hrefOf } from '../timeline/timeline-view.ts';

export type OwnPlanProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly now: Instant;
  /** The actions on a lesson; absent if the plan is read-only. */
  readonly actions?: LessonActions;
};

/** The current plan, with what was sent. */
export const OwnPlan = ({ course, shown, now, actions }: OwnPlanProps) => {
  const { subscription, suppressed, ledger } = shown.enrolment;
  const { targetDate, dateKind, timeZone, sendHour, status, round } = subscription;
  const own = ledger.filter((row) => row.round === round);
  if (targetDate === null) return <NoDate {...{ course, shown, now, actions }} ledger={own} />;
  return (
    <Plan
      course={course}
      lessons={shown.plan.lessons}
      ledger={own}
      unconfirmed={status === 'pending'}
      pauseEnds={resumesAt(subscription)}
      {...{ targetDate, dateKind, timeZone, sendHour, now, suppressed, actions }}
    />
  );
};

type NoDateProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  /** This round's rows. */
  readonly ledger: readonly Delivery[];
  readonly now: Instant;
  readonly actions: LessonActions | undefined;
};

/** The timeline without a date: what was sent, what waits, and when the course asks for a date. */
export const NoDate = ({ course, shown, ledger, now, actions }: NoDateProps) => {
  const i18n = useI18n();
  const { locale, words } = i18n;
  const { subscription } = shown.enrolment;
  const entries = lessonsInOrder(course).map((lesson) =>
    entryWithoutDate(
      lesson,
      hrefOf(lesson.id, { course: course.id, own: actions?.own }),
      ledger,
      subscription,
      i18n,
    ),
  );
  const had = ({ displayStatus }: Entry): boolean => displayStatus !== 'held';
  return (
    <>
      {isOff(subscription) ? (
        <p>{words.ending.off.plan}</p>
      ) : (
        <>
          <p>{words.manage.noDate.text}</p>
          <p>{nextQuestion(shown, i18n)}</p>
        </>
      )}
      <TimelineList
        timeline={{ behind: entries.filter(had), ahead: entries.filter((entry) => !had(entry)) }}
        today={dayInWords(civilDay(now, subscription.timeZone), locale)}
        date={words.manage.noDate.notKnown}
        yours={yoursOf(course, subscription.dateKind, words)}
        actions={actions}
      />
    </>
  );
};

/** The status of a lesson while there is no date. */
export function entryWithoutDate(
  lesson: Lesson,
  href: string,
  ledger: readonly Delivery[],
  { timeZone }: Subscription,
  i18n: I18n,
): Entry {
  const { manage, plan } = i18n.words;
  const { status, at, note } = withoutDate(lesson, ledger, i18n);
  return {
    lesson: lesson.id,
    title: lesson.title,
    href,
    distance: distanceInWords(lesson.offset, i18n),
    displayStatus: status,
    label: status === 'held' ? manage.noDate.waits : plan.statuses[status],
    when: at === null ? '' : dayInWords(civilDay(at, timeZone), i18n.locale),
    note,
    ahead: false,
    after: isAfterDate(lesson.offset),
  };
}

/** Without a date there is no plan, only what was sent or read. */
function withoutDate({ id }: Lesson, ledger: readonly Delivery[], { words }: I18n) {
  const rows = ledger.filter(({ message, kind }) => message === id && kind === 'lesson');
  if (rows.some(({ reason }) => reason === 'read')) {
    return { status: 'read' as const, at: null, note: words.plan.unsent.read };
  }
  const handed = rows.filter(isHanded).sort((a, b) => a.occasion - b.occasion);
  const last = handed.at(-1);
  if (last === undefined) return { status: 'held' as const, at: null, note: '' };
  return { ...ofHanded(last), note: deliveryNote(last, words) };
}

/** Rule 11: when the course next asks for a date. */
function nextQuestion({ plan, enrolment }: Shown, { locale, words }: I18n): string {
  const { timeZone } = enrolment.subscription;
  const said = words.manage.noDate;
  const next = plan.mails.find(
    ({ message }) => message === 'ask-date' || message === 'stop-asking',
  );
  if (next === undefined) return said.notAgain;
  const day = dayInWords(civilDay(next.dueAt, timeZone), locale);
  return next.message === 'ask-date' ? said.askedOn(day) : said.lastOn(day);
}
