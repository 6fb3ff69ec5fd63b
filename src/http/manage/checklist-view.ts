/** The checklists of received lessons, as shown on the person's page. */
import type { CompiledCourse } from '../../course/compiled.ts';
import { isTicked } from '../../domain/checklist.ts';
import { recentlyResent, wasSent } from '../../domain/resending.ts';
import type { Instant } from '../../domain/time.ts';
import type { Shown } from '../../usecases/manage/show.ts';
import type { Mark } from '../timeline/timeline-view.ts';

export type Boxes = {
  readonly lesson: string;
  readonly title: string;
  readonly steps: readonly Box[];
  readonly open: boolean;
};

export type Box = {
  readonly id: string;
  /** Plain text, for a label. */
  readonly text: string;
  /** Safe HTML, generated from the author's Markdown at build time. */
  readonly html: string;
  readonly done: boolean;
};

/** The actions on a lesson of the timeline. */
export type Acts = {
  /** The path of the person's page. */
  readonly own: string;
  /** Null: the lesson was not received, or has no steps. */
  readonly boxesOf: (mark: Mark) => Boxes | null;
  readonly mayResend: (mark: Mark) => boolean;
};

type Page = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly own: string;
  readonly now: Instant;
  /** The lesson whose checklist was just used. */
  readonly opened: string | null;
};

/** The actions on the person's own page. */
export function actsOn({ course, shown, own, now, opened }: Page): Acts {
  const { subscription, ledger, ticks, suppressed } = shown.enrolment;
  return {
    own,
    boxesOf: ({ lesson: id, look }) => {
      const lesson = course.lessons.find((one) => one.id === id);
      if (!lesson || lesson.steps.length === 0 || !RECEIVED.includes(look)) return null;
      const html = course.lessonPages[id]?.checklist ?? [];
      const steps = lesson.steps.map((step) => ({
        id: step.id,
        text: step.text,
        html: html.find((one) => one.id === step.id)?.html ?? '',
        done: isTicked(ticks, { round: subscription.round, lesson: id, step: step.id }),
      }));
      return { lesson: id, title: lesson.title, steps, open: id === opened };
    },
    mayResend: ({ lesson, href }) =>
      href !== null &&
      !suppressed &&
      subscription.targetDate !== null &&
      wasSent(lesson, ledger) &&
      recentlyResent(lesson, ledger, now) === undefined,
  };
}

const RECEIVED: readonly string[] = ['sent', 'unknown', 'read', 'catch_up'];
