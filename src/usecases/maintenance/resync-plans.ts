import type { Course } from '../../domain/course.ts';
import type { Delivery, Facts } from '../../domain/delivery.ts';
import { isLesson } from '../../domain/messages.ts';
import { plan } from '../../domain/plan.ts';
import type { SkipReason } from '../../domain/reasons.ts';
import type { Enrolment } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import type { PlannedRow } from '../../storage/deliveries.ts';
import { type Adjustment, savePlans } from '../../storage/enrolments.ts';
import { rowsFrom } from '../planned-rows.ts';
import type { Planning } from '../ports.ts';

/** Why the plan is computed again although the person changed nothing. */
type Cause = 'edited' | 'zones' | 'sibling';

/** Updates the future lessons of these enrolments. */
export async function adjustAll(
  ports: Planning,
  enrolments: readonly Enrolment[],
  cause: Cause,
  now: Instant,
): Promise<void> {
  const changes = enrolments.flatMap((enrolment) => {
    const course = ports.courses.find(enrolment.subscription.course);
    try {
      return (course && adjustment(course, enrolment, cause, now)) ?? [];
    } catch {
      // One that cannot be planned, for example because its zone was removed, must not block the
      // others.
      ports.log('cannot_plan', { subscription: enrolment.subscription.id });
      return [];
    }
  });
  if (changes.length > 0) await savePlans(ports.db, changes);
}

/**
 * The changes that make future lessons match the current course, zones and the person's other
 * courses; null if there are none. An added or edited lesson is sent only if its time is still
 * ahead (rule 10), never in a catch-up.
 */
function adjustment(
  course: Course,
  enrolment: Enrolment,
  cause: Cause,
  now: Instant,
): Adjustment | null {
  const { subscription, ledger } = enrolment;
  if (subscription.status === 'pending' || subscription.status === 'left') return null;
  const own = ledger.filter(
    (row) => row.round === subscription.round && row.kind === 'lesson' && row.firstCallAt === null,
  );
  const whole = plan(course, subscription, ledger, now, enrolment.others);
  const planned = rowsFrom(whole, enrolment, subscription, now);
  const rows = whole.lessons.flatMap(({ lesson, dueAt, closesAt, status, occasion }) => {
    const wanted = planned.find((row) => row.message === lesson.id && row.occasion === occasion);
    const before = own.find((row) => row.message === lesson.id && row.occasion === occasion);
    if (wanted === undefined) return [];
    // Only an edited course has lessons without a delivery.
    if (before === undefined && cause !== 'edited') return [];
    if (status === 'upcoming') return keeping(before, wanted);
    const isNew = before === undefined && !ledger.some((row) => row.message === lesson.id);
    if (isNew) return [skipped(wanted, 'added_later')];
    if (before?.state !== 'scheduled' || before.closesAt === closesAt) return [];
    // The window has changed and has already opened. After an edit the lesson is skipped; after a
    // change of zone rules it is due.
    if (cause === 'edited' && before.dueAt > now) return [skipped(wanted, 'moment_passed')];
    return cause === 'zones' && dueAt <= now ? keeping(before, wanted) : [];
  });
  const removed = own.filter(
    (row) =>
      row.state === 'scheduled' &&
      isLesson(row) &&
      !course.lessons.some(({ id }) => id === row.message),
  );
  if (rows.length === 0 && removed.length === 0) return null;
  return { subscription, rows, removed: removed.map(({ id }) => id) };
}

/** The wanted row if it differs from the stored one; it shares what it shared before. */
function keeping(before: Delivery | undefined, wanted: PlannedRow): PlannedRow[] {
  const row = { ...wanted, facts: { ...without(wanted.facts), ...shared(before?.facts ?? {}) } };
  const same =
    before?.state === row.state &&
    before.dueAt === row.dueAt &&
    before.closesAt === row.closesAt &&
    JSON.stringify(before.facts.next) === JSON.stringify(row.facts.next);
  return same ? [] : [row];
}

/** What it has from other lessons and from the welcome. */
const shared = ({ carries, leftOut, welcomes }: Facts): Facts => ({
  ...(carries && { carries }),
  ...(leftOut && { leftOut }),
  ...(welcomes && { welcomes }),
});

const without = ({ carries: _, leftOut: __, welcomes: ___, ...facts }: Facts): Facts => facts;

const skipped = (row: PlannedRow, reason: SkipReason): PlannedRow => ({
  ...row,
  state: 'skipped',
  reason,
  facts: {},
});
