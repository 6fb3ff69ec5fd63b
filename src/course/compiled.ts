import type { Course, Outcome } from '../domain/course.ts';
import type { Piece, Template } from '../domain/template.ts';

/** What `npm run build` writes to `compiled/courses.json`. */
export type Compiled = {
  /** Hash of everything below: changes when any course, page or template changes. */
  readonly version: string;
  readonly site: SiteLook;
  readonly courses: readonly CompiledCourse[];
};

/** What pages and calendars show of the site's look; colors and fonts are in the compiled files. */
export type SiteLook = {
  readonly name: string;
  /** The background, which browsers show around the page. */
  readonly paper: { readonly light: string; readonly dark: string };
  /** `/favicon.svg` is the site's own logo. */
  readonly hasLogo: boolean;
};

export type CompiledCourse = Course &
  CourseWords & {
    readonly author: string;
    /** In place of the site's own sender. */
    readonly sender?: { readonly from?: string; readonly replyTo?: string };
    /** The language of the texts, and the translations into other languages. */
    readonly language: string;
    readonly translations: { readonly [language: string]: Translation };
    /** All its languages, the author's first. */
    readonly languages: readonly string[];
  };

/** All texts of a course in one language. */
export type CourseWords = {
  readonly title: string;
  readonly tagline: string;
  readonly description: string;
  /** What the target date is, in the course's words: "interview", "your interview". */
  readonly target: string;
  readonly yourTarget: string;
  readonly says: OwnWords;
  /** By message id: every lesson and every system message. */
  readonly templates: { readonly [message: string]: Template };
  /** The titles of the system messages on the person's page. */
  readonly messageTitles: { readonly [message: string]: string };
  /** The public lessons, by lesson id. */
  readonly lessonPages: { readonly [lesson: string]: LessonPage };
  readonly pages: readonly Page[];
};

/** What the course says in place of the interface's words. */
export type OwnWords = {
  /** The heading of the person's page on the date. */
  readonly goodLuck?: string;
  /** The checkbox for a date that is a goal. */
  readonly goal?: string;
  /** What the course page promises. */
  readonly promises?: readonly { readonly title: string; readonly text: string }[];
};

/** Untranslated parts are in the author's language; their `language` says so. */
export type Translation = CourseWords & {
  readonly lessons: readonly LessonWords[];
  readonly outcomes: readonly Outcome[];
};

/** The same lessons and steps in the same order. */
export type LessonWords = {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly { readonly text: string; readonly short?: string }[];
};

export type LessonPage = {
  readonly language: string;
  readonly title: string;
  readonly description: string;
  readonly minutes: number;
  /** Safe HTML, generated from the author's Markdown at build time. */
  readonly task: string;
  readonly body: string;
  /**
   * The same for a subscriber, where it says something of their date. The section `counting` is
   * for a reader whose distance from the date is known and true, `resting` for any other.
   */
  readonly own?: { readonly task: readonly Piece[]; readonly body: readonly Piece[] };
  readonly checklist: readonly {
    readonly id: string;
    readonly html: string;
    /** The distance of its day from the date: "9 months before". */
    readonly by?: string;
  }[];
  readonly links: readonly Link[];
};

export type Link = {
  readonly label: string;
  /** Absent if the link is dead: it is shown as plain text. */
  readonly url?: string;
  readonly note?: string;
};

export type Page = {
  readonly id: string;
  /** Id of the page that leads to this one. */
  readonly under?: string;
  readonly language: string;
  readonly title: string;
  readonly description: string;
  readonly body: string;
  /** The body of the day sheet, with slots for the reader's notes. */
  readonly sheet?: readonly Piece[];
  readonly links: readonly Link[];
};
