/** The compiled courses, as pages and use-cases look things up in them. */
import type { Courses } from '../usecases/ports.ts';
import compiled from './compiled/courses.json' with { type: 'json' };
import type { Compiled, CompiledCourse } from './compiled.ts';

export type CourseShelf = {
  readonly version: string;
  readonly all: readonly CompiledCourse[];
  readonly find: (id: string) => CompiledCourse | undefined;
};

export const shelfOf = ({ version, courses }: Compiled): CourseShelf & Courses => {
  const byId = new Map(courses.map((course) => [course.id, course]));
  return {
    version,
    all: courses,
    find: (id) => byId.get(id),
    template: (course, message) => byId.get(course)?.templates[message],
    templates: () => courses.flatMap((course) => Object.values(course.templates)),
  };
};

export const shelf = shelfOf(compiled as unknown as Compiled);
