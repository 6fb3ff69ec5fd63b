import type { TimeLeft } from './time-left.ts';

/** The author's input to the plan. Durations are ISO 8601, offsets signed. */
export type Course = {
  readonly id: string;
  readonly title: string;
  /** Language of the texts; English if absent. */
  readonly language?: string;
  /** Local hour, 0-23, at which lessons are sent if the subscriber chose none. */
  readonly sendHour: number;
  /** ISO 8601 duration after which a finished subscription is erased (rule 12). */
  readonly forgetAfter: string;
  /** Days on which lessons may be sent, 1 Monday to 7 Sunday; every day if absent. */
  readonly weekdays?: readonly number[];
  /** In no particular order: the plan sorts them by time. */
  readonly lessons: readonly Lesson[];
};

/** Undefined for a system message or a lesson that is no longer in the course. */
export const lessonTitle = (lessons: readonly Lesson[], message: string): string | undefined =>
  lessons.find(({ id }) => id === message)?.title;

export type Lesson = {
  /** Stable: identifies the lesson; the file name does not (rule 10). */
  readonly id: string;
  readonly title: string;
  /** Signed ISO 8601 calendar duration relative to the target date: `-P1Y`, `P2D`. */
  readonly offset: string;
  /** How long after it is due it may be sent; the plan's default if absent (rule 3). */
  readonly window?: string;
  /** Minimum time between two sendings when the date moves (rule 6). */
  readonly repeat?: string;
  /** `skip`: never part of a catch-up. */
  readonly late?: 'skip';
  /** `none`: its email is sent without the steps of missed lessons. */
  readonly carries?: 'none';
  readonly steps: readonly Step[];
};

/** One item of a lesson's checklist. */
export type Step = {
  readonly id: string;
  readonly text: string;
  /** Set if a catch-up may include this step (rule 4). */
  readonly essential?: Essential;
};

/** The step as a catch-up words it, and the time left for which it is useful. */
export type Essential = TimeLeft & { readonly short: string };
