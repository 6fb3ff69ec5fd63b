/** The flags that describe a person, and the course that they take. */
import { existsSync, readFileSync } from 'node:fs';
import type { Compiled, CompiledCourse } from '../../src/course/compiled.ts';
import { type Instant, instantAt, isCivilDate } from '../../src/domain/time.ts';
import { isTimeZone, zoneName } from '../../src/domain/zones.ts';
import { compiledFile } from '../course/compile.ts';
import { Trouble } from '../world/terminal.ts';
import { root } from '../world/wrangler.ts';

/** All compiled courses, the first one first. */
export function compiledCourses(): readonly CompiledCourse[] {
  const file = compiledFile(root);
  if (!existsSync(file)) {
    throw new Trouble(
      "The course isn't compiled yet.",
      'The plan is read from it.',
      'npm run build',
    );
  }
  return (JSON.parse(readFileSync(file, 'utf8')) as Compiled).courses;
}

/** A compiled course by its id; the first one without an id. */
export function compiledCourse(id: string | undefined, usage: string): CompiledCourse {
  const courses = compiledCourses();
  const course = id === undefined ? courses[0] : courses.find((one) => one.id === id);
  if (course) return course;
  const known = courses.map((one) => one.id).join(', ');
  throw new Trouble(`There's no course "${id}".`, `Choose one of: ${known}.`, usage, 2);
}

/** Reads the values of flags; `usage` ends each error. */
export const described = (usage: string) => ({
  date(text: string | undefined): string {
    if (text !== undefined && isCivilDate(text)) return text;
    const what =
      text === undefined ? 'The target date is missing.' : `"${text}" isn't a day in the calendar.`;
    throw new Trouble(what, 'Write a date like 2028-02-29.', usage, 2);
  },

  /** An IANA time zone. */
  zone(text: string): string {
    if (isTimeZone(text)) return zoneName(text);
    throw new Trouble(`"${text}" isn't a time zone.`, 'Write a zone like Asia/Kolkata.', usage, 2);
  },

  hour(text: string): number {
    if (/^([01]?\d|2[0-3])$/.test(text)) return Number(text);
    throw new Trouble(`"${text}" isn't an hour.`, 'Write a number from 0 to 23.', usage, 2);
  },

  /** A day, at this hour, or an instant; now if there is none. */
  joined(text: string | undefined, hour: number, zone: string): Instant {
    if (text === undefined) return Date.now();
    if (isCivilDate(text)) return instantAt(text, hour, zone);
    const instant = /T.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
    if (!Number.isNaN(instant)) return instant;
    throw new Trouble(
      `"${text}" isn't a day or an instant.`,
      'Write 2027-12-01 or 2027-12-01T15:30Z.',
      usage,
      2,
    );
  },
});
