/** Two courses with short templates, so that composing emails for a thousand years is fast. */

import { type Courses, catalog, shelfOf } from '../../src/course/catalog.ts';
import type { CompiledCourse } from '../../src/course/compiled.ts';
import type { Course } from '../../src/domain/course.ts';
import type { Template } from '../../src/domain/template.ts';

/** Slots of every email whose values depend on the hour, the person and the deployment. */
const SLOTS = ['greeting', 'target_date', 'countdown', 'time_zone', 'unsubscribe_url'] as const;

const known = new Map<number, Courses>();

/** The courses of the n-th deployment: same plans, other words. */
export function deployment(n: number): Courses {
  const before = known.get(n);
  if (before) return before;
  const courses = ['', 'another-'].flatMap((prefix) =>
    catalog.all.map(
      (course): CompiledCourse => ({
        ...course,
        id: `${prefix}${course.id}`,
        templates: Object.fromEntries(
          Object.keys(course.templates).map((message) => [message, shortened(message, n)]),
        ),
        translations: {},
      }),
    ),
  );
  const made = shelfOf({ version: `edition-${n}`, courses });
  known.set(n, made);
  return made;
}

/** The plan of a course; the same in every deployment. */
export const courseOf = (id: string): Course => deployment(1).find(id)!;

/** The courses that people sign up for. */
export const COURSES = ['ml-interviews', 'another-ml-interviews'] as const;

/** Only confirmations have `expires_on`, and they have no `manage_url`. */
const shortened = (message: string, n: number): Template => {
  const pending = ['confirm', 'confirm-address', 'address-changed'].includes(message);
  const said = pending ? SLOTS : [...SLOTS, 'manage_url'];
  return {
    hash: `${message}-${n}`,
    course: 'ml-interviews',
    message,
    subject: [`${message} in edition ${n}, `, { slot: 'countdown' }],
    html: ['<p>', { slot: message === 'confirm' ? 'expires_on' : 'greeting' }, '</p>'],
    text: said.flatMap((slot) => [' ', { slot }]),
  };
};
