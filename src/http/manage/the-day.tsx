import { hourInWords } from '../../domain/locale.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import { startOfDay } from '../../domain/time.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import { Checklist, checklistOf } from '../timeline/checklist.tsx';
import { phaseOf } from './phase.ts';
import type { ManageProps } from './props.ts';

/** On the date, before the course asks how it went: good luck, and the steps for the day. */
export const TheDay = (props: ManageProps) => {
  const { locale, words } = useI18n();
  const said = words.ending.day;
  const { course, shown, own } = props;
  const { dateKind } = shown.enrolment.subscription;
  const lesson = lessonForTheDay(props);
  if (!isTheDay(props)) return null;
  const checklist = lesson && checklistOf(lesson.lesson.id, course, shown.enrolment, true);
  const isGoal = dateKind === 'goal';
  return (
    <section class="card" id="today" aria-labelledby="today-title">
      <h2 id="today-title">{isGoal ? said.goalTitle : (course.says.goodLuck ?? said.title)}</h2>
      {checklist && (
        <>
          <p>{isGoal ? said.goalText : said.text}</p>
          <Checklist checklist={checklist} action={`${own}/checklist`} />
        </>
      )}
      <p>
        <Rich text={said.moved} parts={{ move: '#move', off: '#off' }} />
      </p>
      {course.outcomes.length > 0 && !isGoal && (
        <p class="fine">{said.asksFrom(hourInWords(course.askFrom, locale))}</p>
      )}
    </section>
  );
};

export const isTheDay = ({ course, shown, now }: ManageProps): boolean =>
  phaseOf(course, shown.enrolment.subscription, now) === 'day';

/** The last lesson before the date. */
export function lessonForTheDay({ shown }: ManageProps): PlannedLesson | undefined {
  const { targetDate, timeZone } = shown.enrolment.subscription;
  if (targetDate === null) return undefined;
  const starts = startOfDay(targetDate, timeZone);
  return shown.plan.lessons.findLast(({ dueAt }) => dueAt < starts);
}
