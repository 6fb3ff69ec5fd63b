import type { Words } from '../src/words/words.ts';

/**
 * What the mails are given. `npm run build` passes slot tokens (`{{address}}`) in the place of a
 * reader's values, so these strings are written once and filled for each delivery; `npm run email`
 * passes the values of `sample.ts`.
 */
export type MailProps = {
  readonly voice: Voice;
  readonly course: CourseWords;
  readonly message: MessageWords;
  readonly reader: Reader;
};

/** All that a message which is not a lesson may be given; each design takes what it shows. */
export type MessageProps = MailProps & {
  readonly confirm_url: string;
  readonly address_url: string;
  readonly outcome_url: string;
  readonly plan: List<PlanRow>;
  /** One row when there is a date. */
  readonly with_date: List<object>;
  readonly catch_up: List<CatchUpRow>;
  readonly road: Road;
};

/** The language of the fixed words. */
export type Voice = { readonly language: string; readonly words: Words };

export type CourseWords = {
  readonly title: string;
  /** What the target date is, as a title: "Your interview". */
  readonly yourTarget: string;
  readonly author: string;
};

/** The author's words. `body` is Markdown with section tags and partials on lines of their own. */
export type MessageWords = {
  readonly subject: string;
  readonly preheader: string;
  readonly body: string;
};

/** Everything personal that any mail may show. */
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
  /** This mail in the browser. */
  readonly copy_url: string;
  readonly unsubscribe_url: string;
};

/** A list as it is previewed, or the one row from which the build makes a section. */
export type List<Row> = readonly Row[] | SlotList<Row>;
export type SlotList<Row> = { readonly section: string; readonly row: Row };

export type PlanRow = {
  readonly title: string;
  readonly day: string;
  readonly hour: string;
  readonly note: string;
};

export type CatchUpRow = {
  readonly missed: List<MissedRow>;
  readonly left_out: List<LeftOutRow>;
};
type MissedRow = {
  readonly title: string;
  readonly url: string;
  readonly steps: List<{ readonly text: string }>;
};
type LeftOutRow = { readonly title: string; readonly url: string };

/** What is left of the last lesson's checklist. */
export type OpenItemsRow = {
  readonly title: string;
  readonly items: List<{ readonly text: string }>;
};

export type LinkRow = {
  readonly label: string;
  /** Absent when the link is dead: it is shown as plain text. */
  readonly url?: string;
  readonly note?: string;
};

/** The way to the date: one mark a lesson before it, and the lesson that this mail brings. */
export type Road = {
  readonly marks: readonly string[];
  /** Counts from 0; equal to the number of marks once the date has passed. */
  readonly at: number;
};
