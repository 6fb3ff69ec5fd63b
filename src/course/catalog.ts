/** Look-ups in the compiled courses. */

import type { Course, Lesson } from '../domain/course.ts';
import { lookUp } from '../domain/locale.ts';
import type { Template } from '../domain/template.ts';
import compiled from './compiled/courses.json' with { type: 'json' };
import type { Compiled, CompiledCourse, LessonWords, Translation } from './compiled.ts';

/** The courses as sending and planning need them. */
export type Courses = {
  readonly version: string;
  /** In the author's order; the first is the default. */
  readonly all: readonly Course[];
  /** In the language of this locale if there is a translation, otherwise in the author's. */
  readonly find: (id: string, locale?: string) => Course | undefined;
  readonly template: (course: string, message: string, locale?: string) => Template | undefined;
  readonly templates: () => readonly Template[];
};

export type CourseCatalog = {
  readonly version: string;
  readonly all: readonly CompiledCourse[];
  /** In the language that serves this locale, else in the author's. */
  readonly find: (id: string, locale?: string) => CompiledCourse | undefined;
};

export const shelfOf = ({
  version,
  courses,
}: Pick<Compiled, 'version' | 'courses'>): CourseCatalog & Courses => {
  const byId = new Map(courses.map((course) => [course.id, editions(course)]));
  const find: CourseCatalog['find'] = (id, locale) => {
    const known = byId.get(id);
    const [original] = known?.values() ?? [];
    const language = locale && lookUp(locale, original?.languages ?? []);
    return (language ? known?.get(language) : undefined) ?? original;
  };
  const all = [...byId.values()].flatMap((known) => [...known.values()]);
  return {
    version,
    all: courses,
    find,
    template: (course, message, locale) => find(course, locale)?.templates[message],
    templates: () => all.flatMap((course) => Object.values(course.templates)),
  };
};

/** The course in each of its languages, the author's first. */
const editions = (course: CompiledCourse): ReadonlyMap<string, CompiledCourse> =>
  new Map([
    [course.language, course],
    ...Object.entries(course.translations).map(([language, words]): [string, CompiledCourse] => [
      language,
      translated(course, language, words),
    ]),
  ]);

const translated = (
  course: CompiledCourse,
  language: string,
  words: Translation,
): CompiledCourse => ({
  ...course,
  ...words,
  language,
  lessons: course.lessons.map((lesson, index) => lessonIn(lesson, words.lessons[index]!)),
});

const lessonIn = (lesson: Lesson, { title, steps }: LessonWords): Lesson => ({
  ...lesson,
  title,
  steps: lesson.steps.map((step, index) => {
    const { text, short } = steps[index]!;
    return {
      ...step,
      text,
      ...(step.essential && short && { essential: { ...step.essential, short } }),
    };
  }),
});

const all = compiled as unknown as Compiled;
export const catalog = shelfOf(all);
export const { site } = all;
