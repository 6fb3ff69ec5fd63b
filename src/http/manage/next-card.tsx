import type { CompiledCourse } from '../../course/compiled.ts';
import { type Progress, progressOf } from '../../domain/checklist.ts';
import { countdown, dayInWords, timeInWords } from '../../domain/locale.ts';
import { isLesson } from '../../domain/messages.ts';
import type { PlannedMail } from '../../domain/plan.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import { lessonsInOrder } from '../../domain/windows.ts';
import type { Shown } from '../../usecases/show.ts';
import { useI18n } from '../shared/language.tsx';
import { ownLessonPath } from '../shared/paths.ts';
import { titleOf } from '../shared/wording.ts';
import { Step } from '../timeline/checklist.tsx';
import { type ManageProps, phaseOf } from './props.ts';

/** The first card until the date: the next lesson, what to do about it, and the next open step. */
export const NextCard = (props: ManageProps) => {
  const { course, shown, now } = props;
  const phase = phaseOf(course, shown.enrolment.subscription, now);
  if (phase !== 'ahead' && phase !== 'no_date') return null;
  const next = nextOf(course, shown);
  const progress = progressIn(course, shown, now);
  if (next === null && progress === null) return null;
  return (
    <div class="card next">
      {next && <NextLesson {...props} {...next} />}
      {progress && <StepsDone {...props} progress={progress} />}
    </div>
  );
};

type Next = {
  /** The next lesson email or catch-up; null after the last one. */
  readonly email: PlannedMail | null;
  /** The lesson to read: of that email, or the last one sent; null for a catch-up. */
  readonly lesson: string | null;
};

const NextLesson = ({ course, shown, now, own, email, lesson }: ManageProps & Next) => {
  const { words } = useI18n();
  const said = words.manage.next;
  return (
    <section aria-labelledby="next">
      {email ? (
        <NextEmail {...{ course, shown, now, email, lesson }} />
      ) : (
        <h2 id="next">{said.none}</h2>
      )}
      <div class="acts">
        {lesson && (
          <a class="button" href={ownLessonPath(own, lesson)}>
            {email ? said.read : said.again}
          </a>
        )}
        <a class="button quiet" href="#move">
          {said.move}
        </a>
        {email && (
          <form method="post" action={`${own}/pause`}>
            <button type="submit" class="quiet">
              {said.pause}
            </button>
          </form>
        )}
      </div>
    </section>
  );
};

type EmailProps = Pick<ManageProps, 'course' | 'shown' | 'now'> &
  Next & { readonly email: PlannedMail };

const NextEmail = ({ course, shown, now, email, lesson }: EmailProps) => {
  const { locale, words } = useI18n();
  const said = words.manage.next;
  const { timeZone } = shown.enrolment.subscription;
  const { message, dueAt } = email;
  const day = civilDay(dueAt, timeZone);
  const away = countdown(civilDay(now, timeZone), day, locale);
  const at = words.plan.dayAt(dayInWords(day, locale), timeInWords(dueAt, timeZone, locale));
  return (
    <>
      <p class="mark-label">{lesson ? said.lesson(away) : said.email(away)}</p>
      <h2 id="next">{titleOf(message, course)}</h2>
      <p>{dueAt <= now ? said.soon : at}</p>
    </>
  );
};

function nextOf(course: CompiledCourse, { plan, enrolment }: Shown): Next | null {
  const { subscription, ledger, suppressed } = enrolment;
  const { round, status, targetDate } = subscription;
  if (targetDate === null || status !== 'active' || suppressed) return null;
  const email = plan.mails.find(
    (mail) =>
      mail.kind === 'lesson' &&
      ledger.some(
        (row) =>
          row.state === 'scheduled' &&
          row.round === round &&
          row.message === mail.message &&
          row.occasion === mail.occasion,
      ),
  );
  if (email) return { email, lesson: isLesson(email) ? email.message : null };
  const last = plan.lessons.findLast(
    (own) => own.status === 'sent' && course.lessons.some(({ id }) => id === own.lesson.id),
  );
  return last ? { email: null, lesson: last.lesson.id } : null;
}

function progressIn(course: CompiledCourse, { enrolment }: Shown, now: Instant): Progress | null {
  const { subscription, ledger, checked } = enrolment;
  const today = civilDay(now, subscription.timeZone);
  return progressOf(lessonsInOrder(course), { ...subscription, today, ledger, checked });
}

type StepsProps = Pick<ManageProps, 'course' | 'own'> & { readonly progress: Progress };

const StepsDone = ({ course, own, progress: { done, all, next } }: StepsProps) => {
  const said = useI18n().words.manage.next;
  const html = course.lessonPages[next?.lesson.id ?? '']?.checklist ?? [];
  return (
    <section class="progress" aria-labelledby="progress">
      <h2 id="progress">{said.progress(done, all)}</h2>
      <progress value={done} max={all} aria-labelledby="progress" />
      {next && (
        <>
          <p class="mark-label">{said.step(next.lesson.title)}</p>
          <ul class="boxes">
            <Step
              lesson={next.lesson.id}
              step={{
                ...next.step,
                html: html.find(({ id }) => id === next.step.id)?.html ?? '',
                done: false,
                by: next.by,
              }}
              action={`${own}/checklist?on=next`}
              anchored={false}
            />
          </ul>
        </>
      )}
    </section>
  );
};
