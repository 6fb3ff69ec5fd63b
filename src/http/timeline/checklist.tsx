import { raw } from 'hono/html';
import type { CompiledCourse } from '../../course/compiled.ts';
import { isDone } from '../../domain/checklist.ts';
import { shortDayInWords } from '../../domain/locale.ts';
import { recentlySentAgain, sendAgainUntil, wasSent } from '../../domain/send-again.ts';
import { stepDay } from '../../domain/step-times.ts';
import type { Enrolment } from '../../domain/subscription.ts';
import { type CivilDate, civilDay, type Instant } from '../../domain/time.ts';
import type { Shown } from '../../usecases/show.ts';
import { useI18n } from '../shared/language.tsx';
import type { Entry } from './timeline-view.ts';

/**
 * A lesson's steps with checkboxes. Each is a form of its own, so that it works without a script.
 */
export const Checklist = ({ checklist, action }: { checklist: ChecklistView; action: string }) => {
  const { plan } = useI18n().words;
  const { lesson, title, steps, open } = checklist;
  const done = steps.filter((step) => step.done).length;
  return (
    <details class="boxes" id={`${lesson}-steps`} open={open}>
      <summary>
        {plan.checklist}
        <span class="unseen">{plan.checklistOf(title)}</span>{' '}
        <span class="fine">{plan.done(done, steps.length)}</span>
      </summary>
      <ul>
        {steps.map((step) => (
          <Step lesson={lesson} step={step} action={action} />
        ))}
      </ul>
    </details>
  );
};

type StepProps = {
  readonly lesson: string;
  readonly step: ChecklistStep;
  readonly action: string;
  /** False outside the lesson's checklist: an id may be there only once. */
  readonly anchored?: boolean;
};

export const Step = ({ lesson, step, action, anchored = true }: StepProps) => {
  const { locale, words } = useI18n();
  const { plan } = words;
  return (
    <li class={step.done ? 'checked' : ''} id={anchored ? `${lesson}-${step.id}` : undefined}>
      <form method="post" action={action}>
        <input type="hidden" name="lesson" value={lesson} />
        <input type="hidden" name="step" value={step.id} />
        <input type="hidden" name="done" value={step.done ? 'no' : 'yes'} />
        <button type="submit" class="box" aria-pressed={step.done ? 'true' : 'false'}>
          <span class="unseen">{plan.stepDone(step.text)}</span>
        </button>
      </form>
      <span>
        {raw(step.html)}
        {step.by && <span class="fine"> {plan.by(shortDayInWords(step.by, locale))}</span>}
      </span>
    </li>
  );
};

export type ChecklistView = {
  readonly lesson: string;
  readonly title: string;
  readonly steps: readonly ChecklistStep[];
  readonly open: boolean;
};

export type ChecklistStep = {
  readonly id: string;
  /** Plain text, for a label. */
  readonly text: string;
  /** Safe HTML, generated from the author's Markdown at build time. */
  readonly html: string;
  readonly done: boolean;
  /** The day by which it is to be done; null if there is none, or if it is done. */
  readonly by: CivilDate | null;
};

/** The actions on a lesson of the timeline. */
export type LessonActions = {
  /** The path of the person's page. */
  readonly own: string;
  /** The path that a form posts to; afterwards it leads back to the page with the form. */
  readonly action: (verb: 'checklist' | 'read' | 'unread' | 'resend') => string;
  /** Null: the lesson was not received, or has no steps. */
  readonly checklistOf: (entry: Entry) => ChecklistView | null;
  readonly maySendAgain: (entry: Entry) => boolean;
};

type Page = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly own: string;
  readonly now: Instant;
  /** The lesson whose checklist was just used. */
  readonly opened: string | null;
  /** It is the page of a single lesson. */
  readonly onLesson?: boolean;
  /** The lesson whose checklist is in another place of the page. */
  readonly elsewhere?: string | null;
};

/** The actions on the person's own page. */
export function lessonActions({
  course,
  shown,
  own,
  now,
  opened,
  onLesson = false,
  elsewhere = null,
}: Page): LessonActions {
  const { subscription, ledger, suppressed } = shown.enrolment;
  const isTimely = (id: string): boolean =>
    course.lessons.some(
      (lesson) => lesson.id === id && sendAgainUntil(lesson, subscription, now) !== null,
    );
  return {
    own,
    action: (verb) => `${own}/${verb}${onLesson ? '?on=lesson' : ''}`,
    checklistOf: ({ lesson, displayStatus }) =>
      RECEIVED.includes(displayStatus) && lesson !== elsewhere
        ? checklistOf(lesson, course, shown.enrolment, now, lesson === opened)
        : null,
    maySendAgain: ({ lesson, href }) =>
      href !== null &&
      !suppressed &&
      isTimely(lesson) &&
      wasSent(lesson, ledger) &&
      recentlySentAgain(lesson, ledger, now) === undefined,
  };
}

/** The steps of a lesson with their state, those that are due first; null if it has none. */
export function checklistOf(
  id: string,
  course: CompiledCourse,
  { subscription, ledger, checked }: Pick<Enrolment, 'subscription' | 'ledger' | 'checked'>,
  now: Instant,
  open: boolean,
): ChecklistView | null {
  const lesson = course.lessons.find((one) => one.id === id);
  if (!lesson || lesson.steps.length === 0) return null;
  const html = course.lessonPages[id]?.checklist ?? [];
  const today = civilDay(now, subscription.timeZone);
  const steps = lesson.steps.map((step) => {
    const done = isDone(checked, { round: subscription.round, lesson: id, step: step.id });
    return {
      id: step.id,
      text: step.text,
      html: html.find((one) => one.id === step.id)?.html ?? '',
      done,
      by: done ? null : stepDay(lesson, step, { ...subscription, ledger }),
    };
  });
  const isDue = ({ by }: ChecklistStep): boolean => by !== null && by <= today;
  const sorted = [...steps.filter(isDue), ...steps.filter((step) => !isDue(step))];
  return { lesson: id, title: lesson.title, steps: sorted, open };
}

const RECEIVED: readonly string[] = ['sent', 'unknown', 'read', 'catch_up'];
