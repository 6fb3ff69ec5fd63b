import { catchUpSteps } from '../../domain/catch-up.ts';
import type { Course } from '../../domain/course.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import type { Due } from '../../storage/due.ts';
import type { Composed } from '../../storage/sending.ts';
import type { Ports } from '../ports.ts';
import { valuesOf } from './values.ts';

export type Frozen = {
  readonly mails: readonly Composed[];
  /** Rows whose email cannot be composed: a removed lesson, a slot without a value. */
  readonly broken: readonly Due[];
};

/**
 * Composes the personal values of each email. One that cannot be composed does not stop the others.
 */
export function freeze(ports: Ports, due: readonly Due[], now: Instant): Frozen {
  const mails: Composed[] = [];
  const broken: Due[] = [];
  for (const row of due) {
    const mail = frozen(ports, row, now);
    if (mail !== null) mails.push(mail);
    else {
      ports.log('cannot_compose', { delivery: row.id });
      broken.push(row);
    }
  }
  return { mails, broken };
}

function frozen(ports: Ports, row: Due, now: Instant): Composed | null {
  const { course: id, locale, revision, linkVersion, targetDate } = row.person;
  const course = ports.courses.find(id, locale);
  const original = ports.courses.find(id);
  const template = ports.courses.template(id, row.message, locale);
  if (course === undefined || original === undefined || template === undefined) return null;
  try {
    return {
      id: row.id,
      subscriptionId: row.subscriptionId,
      address: row.address,
      closesAt: row.closesAt,
      template: template.hash,
      values: valuesOf(template, {
        course,
        original,
        due: row,
        now,
        baseUrl: ports.sender.baseUrl,
      }),
      toldDate: targetDate,
      revision,
      linkVersion,
      carries: carriedNow(row, course, now),
    };
  } catch {
    // A zone that the runtime no longer supports, or a locale that it never did.
    return null;
  }
}

/** An email that is sent later than planned may have too little time left for some steps. */
function carriedNow({ facts, person }: Due, course: Course, now: Instant): string[] | null {
  const { targetDate, timeZone } = person;
  if (!facts.carries || targetDate === null) return null;
  const fitting = catchUpSteps(course, facts.carries, civilDay(now, timeZone), targetDate);
  if (fitting.length === facts.carries.length) return null;
  return fitting.map(({ lesson }) => lesson.id);
}
