import type { CompiledCourse } from '../../course/compiled.ts';
import type { Lesson } from '../../domain/course.ts';
import { type Delivery, isHanded } from '../../domain/ledger.ts';
import { dayInWords } from '../../domain/speech.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import type { Shown } from '../../usecases/show.ts';
import type { Acts } from '../boxes.ts';
import { lessonsInOrder } from '../order.ts';
import { lessonPath } from '../paths.ts';
import { handed } from '../standing.ts';
import type { Mark } from '../timeline.ts';
import { distanceInWords, LOOK_WORDS, type Look, UNSENT_WORDS } from '../words.ts';
import { Road } from './road.tsx';

type NoDateProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  /** This round's rows. */
  readonly ledger: readonly Delivery[];
  readonly now: Instant;
  readonly acts: Acts | undefined;
};

/** The road without an end: what they had, what waits, and when we ask. */
export const NoDate = ({ course, shown, ledger, now, acts }: NoDateProps) => {
  const { subscription } = shown.enrolment;
  const { timeZone, locale } = subscription;
  const marks = lessonsInOrder(course).map((lesson) =>
    markOf(lesson, course.id, ledger, subscription),
  );
  const had = ({ look }: Mark): boolean => look !== 'held';
  return (
    <>
      <p>
        There is no day to count down to yet. Give the day of your {course.target}, even a rough
        one, and the lessons find their places.
      </p>
      <p>{nextQuestion(shown)}</p>
      <Road
        timeline={{ behind: marks.filter(had), ahead: marks.filter((mark) => !had(mark)) }}
        today={dayInWords(civilDay(now, timeZone), locale)}
        date="Not known yet"
        target={course.target}
        acts={acts}
      />
    </>
  );
};

function markOf(
  lesson: Lesson,
  course: string,
  ledger: readonly Delivery[],
  own: Subscription,
): Mark {
  const rows = ledger.filter(({ message, kind }) => message === lesson.id && kind === 'lesson');
  const last = rows
    .filter(isHanded)
    .sort((a, b) => a.occasion - b.occasion)
    .at(-1);
  const isRead = rows.some(({ reason }) => reason === 'read');
  const { look, note, at } = isRead
    ? { look: 'read' as Look, note: UNSENT_WORDS.read, at: null }
    : last
      ? handed(last)
      : { look: 'held' as Look, note: '', at: null };
  return {
    lesson: lesson.id,
    title: lesson.title,
    href: lessonPath(course, lesson.id),
    distance: distanceInWords(lesson.offset),
    look,
    label: look === 'held' ? 'Waits until you have a date' : LOOK_WORDS[look],
    when: at === null ? '' : dayInWords(civilDay(at, own.timeZone), own.locale),
    note,
    ahead: false,
  };
}

/** Rule 11: when they hear of us without doing anything. */
function nextQuestion({ plan, enrolment }: Shown): string {
  const { timeZone, locale } = enrolment.subscription;
  const next = plan.mails.find(
    ({ message }) => message === 'ask-date' || message === 'stop-asking',
  );
  if (next === undefined) return 'We do not ask for it again. This page stays open to you.';
  const day = dayInWords(civilDay(next.dueAt, timeZone), locale);
  return next.message === 'ask-date'
    ? `We ask you for it on ${day}; until then nothing else is mailed.`
    : `We write once more, on ${day}, and then stop asking.`;
}
