/** Two courses in short words, so that a thousand years of emails are composed quickly. */

import { type Courses, catalog, shelfOf } from '../../src/course/catalog.ts';
import type { CompiledCourse } from '../../src/course/compiled.ts';
import type { Course } from '../../src/domain/course.ts';
import type { Template } from '../../src/domain/template.ts';

/** What every email says: values that change with the hour, the person and the deployment. */
const SAID = ['greeting', 'target_date', 'countdown', 'time_zone', 'unsubscribe_url'] as const;

const known = new Map<number, Courses>();

/** The `n`-th deployment: the same plans in other words. */
export function edition(n: number): Courses {
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

/** The plan of a course, which no deployment changes. */
export const courseOf = (id: string): Course => edition(1).find(id)!;

/** What people can sign up for. */
export const COURSES = ['ml-interviews', 'another-ml-interviews'] as const;

/** Confirmations say how long their link works; no other email has that value, nor they a page. */
const shortened = (message: string, n: number): Template => {
  const pending = ['confirm', 'confirm-address', 'address-changed'].includes(message);
  const said = pending ? SAID : [...SAID, 'manage_url'];
  return {
    hash: `${message}-${n}`,
    course: 'ml-interviews',
    message,
    subject: [`${message} in edition ${n}, `, { slot: 'countdown' }],
    html: ['<p>', { slot: message === 'confirm' ? 'expires_on' : 'greeting' }, '</p>'],
    text: said.flatMap((slot) => [' ', { slot }]),
  };
};
