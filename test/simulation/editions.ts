/** The course in short words, so that a thousand years of mails are composed quickly. */
import type { CompiledCourse } from '../../src/course/compiled.ts';
import { shelf, shelfOf } from '../../src/course/shelf.ts';
import type { Template } from '../../src/domain/template.ts';
import type { Courses } from '../../src/usecases/ports.ts';

/** What every mail says: values that change with the hour, the person and the deployment. */
const SAID = ['greeting', 'target_date', 'countdown', 'time_zone', 'unsubscribe_url'] as const;

const known = new Map<number, Courses>();

/** The `n`-th deployment: the same plan in other words. */
export function edition(n: number): Courses {
  const before = known.get(n);
  if (before) return before;
  const courses = shelf.all.map(
    (course): CompiledCourse => ({
      ...course,
      templates: Object.fromEntries(
        Object.keys(course.templates).map((message) => [message, shortened(message, n)]),
      ),
    }),
  );
  const made = shelfOf({ version: `edition-${n}`, courses });
  known.set(n, made);
  return made;
}

/** Confirmations say how long their link works; no other mail has that value. */
const shortened = (message: string, n: number): Template => ({
  hash: `${message}-${n}`,
  subject: [`${message} in edition ${n}, `, { slot: 'countdown' }],
  html: ['<p>', { slot: message === 'confirm' ? 'expires_on' : 'greeting' }, '</p>'],
  text: SAID.flatMap((slot) => [' ', { slot }]),
});
