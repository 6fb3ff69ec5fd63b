/** What an author writes, as the plan needs it. Durations are ISO 8601, offsets signed. */
export type Course = {
  readonly id: string;
  readonly title: string;
  /** What its words are in; English when it does not say. */
  readonly language?: string;
  /** Local hour, 0-23, at which lessons leave when the subscriber names none. */
  readonly sendHour: number;
  /** ISO 8601 duration after which a finished subscription is forgotten (rule 12). */
  readonly forgetAfter: string;
  /** Days on which lessons may leave, 1 Monday to 7 Sunday; every day when absent. */
  readonly weekdays?: readonly number[];
  /** In no particular order: the plan sorts them by their moments. */
  readonly lessons: readonly Lesson[];
};

/** Undefined: it is a system message, or no longer in the course. */
export const lessonTitle = (lessons: readonly Lesson[], message: string): string | undefined =>
  lessons.find(({ id }) => id === message)?.title;

export type Lesson = {
  /** Stable: a lesson is known by its id, not by its file name (rule 10). */
  readonly id: string;
  readonly title: string;
  /** Signed ISO 8601 calendar duration relative to the target date: `-P1Y`, `P2D`. */
  readonly offset: string;
  /** How long it may leave after it is due; the plan's default when absent (rule 3). */
  readonly window?: string;
  /** Smallest distance between two sendings when the date moves (rule 6). */
  readonly repeat?: string;
  /** `skip`: never part of a catch-up. */
  readonly late?: 'skip';
  readonly steps: readonly Step[];
};

/** One item of a lesson's checklist. */
export type Step = {
  readonly id: string;
  readonly text: string;
  /** Set when a catch-up may give this step (rule 4). */
  readonly essential?: Essential;
};

/** The time left for which an essential step is worth giving: `[atLeast, under)`, ISO durations. */
export type Essential = {
  readonly short: string;
  readonly atLeast?: string;
  readonly under?: string;
};
