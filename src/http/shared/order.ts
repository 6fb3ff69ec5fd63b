import type { Course, Lesson } from '../../domain/course.ts';
import { milestones } from '../../domain/windows.ts';

/** The lessons as they come, whatever the date. */
export const lessonsInOrder = (course: Course): readonly Lesson[] =>
  milestones(course, '2027-07-15', { timeZone: 'UTC', sendHour: course.sendHour }).map(
    ({ lesson }) => lesson,
  );
