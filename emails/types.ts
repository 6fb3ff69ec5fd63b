import type { Words } from '../src/words/words.ts';

/**
 * The props of the emails. `npm run build` passes slot tokens (`{{address}}`) instead of a reader's
 * values, so that an email is rendered once and filled for each delivery.
 */
export type MailProps = {
  readonly voice: Voice;
  readonly course: CourseWords;
  readonly message: MessageWords;
  readonly reader: Reader;
};

/** All props of a message other than a lesson; each design uses some of them. */
export type MessageProps = MailProps & {
  readonly confirm_url: string;
  readonly address_url: string;
  readonly restore_url: string;
  readonly change_url: string;
  readonly asked_date: string;
  /** The course's answers to "How did it go?". Each link carries its answer to the page. */
  readonly outcomes: readonly ChoiceLink[];
  /** To a page that sets another goal, and one that keeps the person's place without a date. */
  readonly goal_url: string;
  readonly keep_url: string;
  readonly plan: List<PlanRow>;
  /** The lessons after the date. */
  readonly plan_after: List<PlanRow>;
  /** One row when there is a date. */
  readonly with_date: List<object>;
  readonly catch_up: List<CatchUpRow>;
  readonly open_again: List<OpenAgainRow>;
  readonly welcome: List<WelcomeRow>;
  readonly road: Road;
};

export type ChoiceLink = { readonly label: string; readonly url: string };

/** The language of the fixed texts. */
export type Voice = { readonly language: string; readonly words: Words };

export type CourseWords = {
  readonly title: string;
  /** The target date's name as a title: "Your interview", "The day you want to be ready by". */
  readonly yourTarget: string;
  readonly author: string;
  /** Where anyone can sign up. */
  readonly url: string;
};

/** The author's text. `body` is Markdown with section tags and partials on lines of their own. */
export type MessageWords = {
  readonly subject: string;
  readonly preheader: string;
  readonly body: string;
};

/** All personal values that an email may show. */
export type Reader = {
  readonly greeting: string;
  readonly target_date: string;
  readonly days_to_go: string;
  readonly address: string;
  readonly signed_up_on: string;
  readonly postal_address: string;
  readonly reply_to: string;
  readonly manage_url: string;
  readonly move_url: string;
  /** This email in the browser. */
  readonly copy_url: string;
  readonly unsubscribe_url: string;
};

/** A list in the preview, or the one row from which the build makes a section. */
export type List<Row> = readonly Row[] | SlotList<Row>;
export type SlotList<Row> = { readonly section: string; readonly row: Row };

export type PlanRow = {
  readonly title: string;
  /** Its day and hour, or the day it was meant for. */
  readonly when: string;
  /** One row when there is something to say of it: what becomes of it. */
  readonly notes: List<{ readonly text: string }>;
};

/** A calendar entry for the task, tomorrow at this time. */
export type EntryRow = { readonly url: string; readonly time: string };

/** `by` is its day as a sentence after a space; empty or absent if it has none. */
export type StepRow = { readonly text: string; readonly by?: string };

export type CatchUpRow = {
  readonly missed: List<LessonStepsRow>;
  /** One row when the steps say how long they take. */
  readonly hours: List<{ readonly text: string }>;
  readonly left_out: List<LeftOutRow>;
};
export type LessonStepsRow = {
  readonly title: string;
  readonly url: string;
  readonly steps: List<{ readonly text: string }>;
};
type LeftOutRow = { readonly title: string; readonly url: string };

/** The welcome, where it has no email of its own; `late`: one row when lessons come too late. */
export type WelcomeRow = { readonly late: List<object> };

/** The open steps of the last lesson's checklist. */
export type OpenItemsRow = {
  readonly title: string;
  readonly items: List<{ readonly text: string }>;
};

/** The reader's notes for the day, in the last lesson before it, if they chose so. */
export type DayNotesRow = { readonly lines: List<{ readonly text: string }> };

/** Open steps of earlier lessons that a later date leaves time for. */
export type OpenAgainRow = {
  readonly lessons: List<LessonStepsRow>;
  /** One row when there are more steps than an email lists. */
  readonly more: List<object>;
};

export type LinkRow = {
  readonly label: string;
  /** Absent when the link is dead: it is shown as plain text. */
  readonly url?: string;
  readonly note?: string;
};

/**
 * The progress to the date: one mark per lesson before it, and the position of the email's lesson.
 */
export type Road = {
  readonly marks: readonly string[];
  /** Counts from 0; equal to the number of marks once the date has passed. */
  readonly at: number;
};
