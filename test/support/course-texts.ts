/** Texts of the bundled course, so that tests do not depend on its wording. */
import { catalog } from '../../src/course/catalog.ts';
import type { Lesson } from '../../src/domain/course.ts';

const { lessons } = catalog.all.find(({ id }) => id === 'ml-interviews')!;

export const lessonOf = (id: string): Lesson => lessons.find((lesson) => lesson.id === id)!;

/** A checklist step as it stands in the email. */
export const stepOf = (lesson: string, step: string): string =>
  lessonOf(lesson).steps.find(({ id }) => id === step)!.text;
