import { ENDINGS } from './subscription.ts';
import type { TimeLeft } from './time-left.ts';

/** The author's input to the plan. Durations are ISO 8601, offsets signed. */
export type Course = {
  readonly id: string;
  readonly title: string;
  /** What the target date is, in the course's words: "your interview". */
  readonly yourTarget: string;
  /** Language of the texts; English if absent. */
  readonly language?: string;
  /** Local hour, 0-23, at which lessons are sent if the subscriber chose none. */
  readonly sendHour: number;
  /** ISO 8601 duration after which a finished subscription is erased (rule 12). */
  readonly forgetAfter: string;
  /** Days on which lessons may be sent, 1 Monday to 7 Sunday; every day if absent. */
  readonly weekdays?: readonly number[];
  /** The answers to "How did it go?" (rule 8); without any, the course does not ask. */
  readonly outcomes: readonly Outcome[];
  /** Local hour, 0-23, on the target date from which the person's page asks how it went. */
  readonly askFrom: number;
  /** In no particular order: the plan sorts them by time. */
  readonly lessons: readonly Lesson[];
};

/** An answer to "How did it go?". */
export type Outcome = {
  readonly id: string;
  readonly label: string;
  /** What the page says to it. */
  readonly reply?: string;
  readonly leadsTo: (typeof LEADS)[number];
};

/** Nothing more is asked; the person is asked once more; the next round begins. */
export const LEADS = ['done', 'ask_again', 'next_round'] as const;

/**
 * The ways to call a countdown off: the two that every course has, and its outcomes that end it.
 */
export const endingsOf = ({ outcomes }: Pick<Course, 'outcomes'>): readonly string[] => [
  ...ENDINGS,
  ...outcomes.filter(({ leadsTo }) => leadsTo === 'done').map(({ id }) => id),
];

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
  /** When it is to be done, as a distance from the target date like a lesson's (rule 16). */
  readonly by?: string;
  /** How long it takes. */
  readonly hours?: number;
  /** Set if a catch-up may include this step (rule 4). */
  readonly essential?: Essential;
};

/** The step as a catch-up words it, and the time left for which it is useful. */
export type Essential = TimeLeft & { readonly short: string };
