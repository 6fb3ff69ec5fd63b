import type { Course } from '../domain/course.ts';
import type { Template } from '../domain/template.ts';

/** What `npm run build` writes to `compiled/courses.json`. */
export type Compiled = {
  /** Hash of everything below: changes when any course, page or template does. */
  readonly version: string;
  readonly courses: readonly CompiledCourse[];
};

export type CompiledCourse = Course & {
  readonly tagline: string;
  readonly description: string;
  /** What the target date is, in the course's words: "interview". */
  readonly target: string;
  readonly author: string;
  readonly license: string;
  /** By message id: every lesson's and every system message's. */
  readonly templates: { readonly [message: string]: Template };
  /** The public lessons, by lesson id. */
  readonly lessonPages: { readonly [lesson: string]: LessonPage };
  readonly pages: readonly Page[];
};

export type LessonPage = {
  readonly title: string;
  readonly description: string;
  readonly minutes: number;
  /** Safe HTML, made from the author's Markdown at build. */
  readonly task: string;
  readonly body: string;
  readonly checklist: readonly { readonly id: string; readonly html: string }[];
  readonly links: readonly Link[];
  readonly reviewed: string;
};

export type Link = {
  readonly label: string;
  /** Absent when the link is dead: it is shown as plain text. */
  readonly url?: string;
  readonly note?: string;
};

export type Page = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly body: string;
  readonly links: readonly Link[];
  readonly reviewed: string;
};
