import type { CompiledCourse } from '../../course/compiled.ts';
import type { Lesson } from '../../domain/course.ts';
import { type Delivery, isHanded } from '../../domain/delivery.ts';
import { dayInWords } from '../../domain/format.ts';
import { resumesAt } from '../../domain/retention.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import { lessonsInOrder } from '../../domain/windows.ts';
import type { Shown } from '../../usecases/manage/show.ts';
import type { Speech } from '../../words/words.ts';
import { useSpeech } from '../shared/language.tsx';
import { distanceInWords, type Look } from '../shared/wording.ts';
import type { Acts } from '../timeline/checklist.tsx';
import { handed } from '../timeline/lesson-status-view.ts';
import { Plan, Road } from '../timeline/plan.tsx';
import { hrefOf, type Mark } from '../timeline/timeline-view.ts';

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

type NoDateProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  /** This round's rows. */
  readonly ledger: readonly Delivery[];
  readonly now: Instant;
  readonly acts: Acts | undefined;
};

/** The timeline without a date: what was sent, what waits, and when the course asks for a date. */
export const NoDate = ({ course, shown, ledger, now, acts }: NoDateProps) => {
  const speech = useSpeech();
  const { locale, words } = speech;
  const { subscription } = shown.enrolment;
  const marks = lessonsInOrder(course).map((lesson) =>
    markWithoutDate(
      lesson,
      hrefOf(lesson.id, { course: course.id, own: acts?.own }),
      ledger,
      subscription,
      speech,
    ),
  );
  const had = ({ look }: Mark): boolean => look !== 'held';
  return (
    <>
      <p>{words.manage.noDate.text(course.yourTarget)}</p>
      <p>{nextQuestion(shown, speech)}</p>
      <Road
        timeline={{ behind: marks.filter(had), ahead: marks.filter((mark) => !had(mark)) }}
        today={dayInWords(civilDay(now, subscription.timeZone), locale)}
        date={words.manage.noDate.notKnown}
        yours={course.yourTarget}
        acts={acts}
      />
    </>
  );
};

/** The status of a lesson while there is no date. */
export function markWithoutDate(
  lesson: Lesson,
  href: string,
  ledger: readonly Delivery[],
  own: Subscription,
  speech: Speech,
): Mark {
  const { plan } = speech.words;
  const rows = ledger.filter(({ message, kind }) => message === lesson.id && kind === 'lesson');
  const last = rows
    .filter(isHanded)
    .sort((a, b) => a.occasion - b.occasion)
    .at(-1);
  const isRead = rows.some(({ reason }) => reason === 'read');
  const { look, note, at } = isRead
    ? { look: 'read' as Look, note: plan.unsent.read, at: null }
    : last
      ? handed(last, speech)
      : { look: 'held' as Look, note: '', at: null };
  return {
    lesson: lesson.id,
    title: lesson.title,
    href,
    distance: distanceInWords(lesson.offset, speech),
    look,
    label: look === 'held' ? speech.words.manage.noDate.waits : plan.looks[look],
    when: at === null ? '' : dayInWords(civilDay(at, own.timeZone), speech.locale),
    note,
    ahead: false,
  };
}

/** Rule 11: when the course next asks for a date. */
function nextQuestion({ plan, enrolment }: Shown, { locale, words }: Speech): string {
  const { timeZone } = enrolment.subscription;
  const said = words.manage.noDate;
  const next = plan.mails.find(
    ({ message }) => message === 'ask-date' || message === 'stop-asking',
  );
  if (next === undefined) return said.notAgain;
  const day = dayInWords(civilDay(next.dueAt, timeZone), locale);
  return next.message === 'ask-date' ? said.askedOn(day) : said.lastOn(day);
}
