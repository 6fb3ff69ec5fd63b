/**
 * What becomes of a lesson, as every page, email and tool says it: its plan, unless its deliveries
 * know more.
 */
import type { Delivery, PauseEnds, ShownLesson } from './delivery.ts';
import type { PlannedLesson } from './plan.ts';
import type { Instant } from './time.ts';

export type Circumstances = {
  /** This round's rows; none before the confirmation. */
  readonly ledger: readonly Delivery[];
  readonly unconfirmed: boolean;
  /** The address must not be emailed. */
  readonly suppressed?: boolean | undefined;
  /** When the current pause ends; null if it has no end. */
  readonly pauseEnds?: Instant | null | undefined;
};

/** What becomes of this lesson. */
export function shownLesson(
  planned: PlannedLesson,
  circumstances: Circumstances,
  now: Instant,
): ShownLesson {
  const { ledger, unconfirmed, suppressed = false, pauseEnds = null } = circumstances;
  const { status, reason, leavesAt } = planned;
  const row = ledger.find(
    ({ message, occasion }) => message === planned.lesson.id && occasion === planned.occasion,
  );
  if (status === 'sent') return row ? ofHanded(row) : { status, at: planned.dueAt, why: null };
  // Before the confirmation nothing is scheduled: only the plan counts.
  if (unconfirmed) return ofPlan(planned, now);
  if (reason === 'read') return { status: 'read', at: null, why: { kind: 'reason', reason } };
  if (reason === 'paused') return ofPause(planned, pauseEnds, now);
  if (status === 'catch_up') return ofCarrier(planned, row, circumstances, now);
  if (status === 'left_out' || status === 'skipped') return ofMissed(planned, row);
  if (suppressed) return skipped('suppressed');
  // It is sent when it was scheduled to be, even if a new plan would send it earlier.
  if (row?.state === 'scheduled') return ofPlan({ ...planned, leavesAt: row.dueAt }, now);
  if (status === 'upcoming') return { status, at: leavesAt, why: null };
  // Its window is open, but it is not scheduled: it was canceled, or added to the course later.
  return ofRow(row);
}

/** A row that was handed to the provider. */
export function ofHanded({ state, reason, sentAt, firstCallAt }: Delivery): ShownLesson {
  const status = state === 'failed' || state === 'unknown' ? state : 'sent';
  return { status, at: sentAt ?? firstCallAt, why: { kind: 'delivery', state, reason } };
}

/** What the plan alone says. */
export function ofPlan(
  { status, reason, leavesAt, carrier }: PlannedLesson,
  now: Instant,
): ShownLesson {
  if (carrier) return { status, at: null, why: { kind: 'carrier', carrier } };
  if (status === 'now' && leavesAt <= now) return { status, at: leavesAt, why: AT_ONCE };
  // An open lesson that waits for a free day (rule 5) is planned.
  if (status === 'now') return { status: 'upcoming', at: leavesAt, why: null };
  if (status === 'upcoming' || status === 'sent') return { status, at: leavesAt, why: null };
  return { status, at: null, why: reason ? { kind: 'reason', reason } : null };
}

const AT_ONCE = { kind: 'at_once' } as const;

/** Only an email that was handed over or is scheduled has the steps of a missed lesson. */
function ofCarrier(
  { lesson, carrier }: PlannedLesson,
  row: Delivery | undefined,
  { ledger, suppressed }: Circumstances,
  now: Instant,
): ShownLesson {
  if (carrier?.handed) return { status: 'catch_up', at: null, why: { kind: 'carrier', carrier } };
  const scheduled = ledger.find(
    ({ facts, state, closesAt }) =>
      state === 'scheduled' && closesAt > now && facts.carries?.includes(lesson.id),
  );
  if (scheduled === undefined) {
    return isSettled(row) && row.reason !== 'in_catch_up' ? ofRow(row) : skipped('window_closed');
  }
  if (suppressed) return skipped('suppressed');
  const { message, dueAt } = scheduled;
  return {
    status: 'catch_up',
    at: null,
    why: { kind: 'carrier', carrier: { message, at: dueAt, handed: false, unclear: false } },
  };
}

function ofMissed({ status, reason }: PlannedLesson, row: Delivery | undefined): ShownLesson {
  if (reason === 'catch_up_refused') return { ...skipped(reason), status: 'failed' };
  const known = isSettled(row) && LEDGER_KNOWS.includes(row.reason ?? '');
  if (known) return ofRow(row);
  return { status, at: null, why: reason ? { kind: 'reason', reason } : null };
}

/** Reasons of a delivery that say more than the plan's. */
const LEDGER_KNOWS: readonly string[] = [
  'window_closed',
  'added_later',
  'moment_passed',
  'never_accepted',
  'not_listed',
  'cannot_compose',
  'suppressed',
];

/** No email will include it, even if the plan still has one. */
function ofRow(row: Delivery | undefined): ShownLesson {
  if (row === undefined) return skipped('added_later');
  if (!isSettled(row)) return skipped('window_closed');
  const { state, reason } = row;
  return { status: 'skipped', at: null, why: { kind: 'delivery', state, reason } };
}

function ofPause(
  { dueAt, closesAt }: PlannedLesson,
  ends: Instant | null,
  now: Instant,
): ShownLesson {
  const held = (how: PauseEnds): ShownLesson => ({
    status: 'held',
    at: dueAt > now && how !== 'over' ? dueAt : null,
    why: { kind: 'pause', ends: how },
  });
  if (closesAt <= now) return held('over');
  if (ends === null) return held('open');
  if (ends <= dueAt) return held('before');
  return held(ends < closesAt ? 'within' : 'after');
}

const skipped = (reason: string): ShownLesson => ({
  status: 'skipped',
  at: null,
  why: { kind: 'reason', reason },
});

const isSettled = (row: Delivery | undefined): row is Delivery =>
  row !== undefined && ['skipped', 'cancelled', 'failed'].includes(row.state);
