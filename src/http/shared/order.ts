import type { Course, Lesson } from '../../domain/course.ts';
import { milestones } from '../../domain/windows.ts';

/** The lessons in order of time; the order does not depend on the date. */
export const lessonsInOrder = (course: Course): readonly Lesson[] =>
  milestones(course, '2027-07-15', { timeZone: 'UTC', sendHour: course.sendHour }).map(
    ({ lesson }) => lesson,
  );
