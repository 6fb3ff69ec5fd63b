import type { Delivery } from '../../domain/delivery.ts';
import type { Consent } from '../../domain/parse/sign-up.ts';
import type { CancelReason } from '../../domain/reasons.ts';
import { wakesAt } from '../../domain/retention.ts';
import type { Enrolment, Subscription } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import type { PlannedRow } from '../../storage/deliveries.ts';
import { findEnrolment } from '../../storage/enrolments.ts';
import { saveChange } from '../../storage/subscriptions.ts';
import { adjustAll } from '../maintenance/resync-plans.ts';
import { rowsOf } from '../planned-rows.ts';
import type { Planning } from '../ports.ts';
import { idOf, load, type Target } from '../show.ts';

/** Attempts before a change that keeps being overtaken by others fails. */
const TRIES = 5;

/** The result of a decision; without `next` nothing is saved. */
export type Decision<D> = {
  readonly done: D;
  readonly next?: Subscription;
  /** The deliveries to plan with, if the change itself adds to them. */
  readonly ledger?: readonly Delivery[];
  /** What the person agreed to with this change. */
  readonly consent?: Consent | undefined;
  /** Whether the person has shown that emails reach them. */
  readonly reached?: boolean;
};

export type Changed<D> = { readonly done: D | 'gone'; readonly send: readonly string[] };

/**
 * Reads, decides and saves; on a concurrent change, starts again. Returns the deliveries that may
 * be sent at once.
 */
export async function change<D extends string>(
  ports: Planning,
  target: Target,
  now: Instant,
  cancelReason: CancelReason,
  decide: (basis: Enrolment) => Decision<D>,
  announce: (basis: Enrolment, next: Subscription) => readonly PlannedRow[] = () => [],
): Promise<Changed<D>> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const basis = await load(ports, attempt === 0 ? target : idOf(target));
    if (basis === null) return { done: 'gone', send: [] };
    const course = ports.courses.find(basis.subscription.course);
    if (course === undefined) return { done: 'gone', send: [] };
    const { done, next: wanted, ledger = basis.ledger, consent, reached } = decide(basis);
    if (wanted === undefined) return { done, send: [] };
    const next = { ...wanted, revision: basis.subscription.revision + 1 };
    const rows = [...announce(basis, next), ...rowsOf(course, { ...basis, ledger }, next, now)];
    const wakeAt = wakesAt(course, next, ledger, rows);
    const saved = await saveChange(ports, {
      ...{ basis, next, rows, cancelReason, wakeAt, consent },
      reachedAt: reached ? now : undefined,
    });
    if (saved === 'saved') {
      await followed(ports, basis, now);
      return { done, send: dueNow(rows, now) };
    }
  }
  throw new Error('the subscription kept changing while it was being changed');
}

/** A change on the person's own page: rejected before they confirm and after they leave. */
export const changeOwn = <D extends string>(
  ports: Planning,
  target: Target,
  now: Instant,
  cancelReason: CancelReason,
  decide: (basis: Enrolment) => Decision<D>,
  announce?: (basis: Enrolment, next: Subscription) => readonly PlannedRow[],
): Promise<Changed<D | 'left' | 'pending'>> =>
  change<D | 'left' | 'pending'>(
    ports,
    target,
    now,
    cancelReason,
    (basis) => {
      const { status } = basis.subscription;
      return status === 'left' || status === 'pending' ? { done: status } : decide(basis);
    },
    announce,
  );

/** Replans the person's other courses: the new plan may use days they had, or free some. */
async function followed(ports: Planning, basis: Enrolment, now: Instant): Promise<void> {
  for (const id of basis.siblings) {
    const sibling = await findEnrolment(ports.db, id);
    const status = sibling?.subscription.status;
    if (sibling && (status === 'active' || status === 'paused')) {
      await adjustAll(ports, [sibling], 'sibling', now);
    }
  }
}

/** The deliveries that the planning request may send at once. */
export const dueNow = (rows: readonly PlannedRow[], now: Instant): string[] =>
  rows.filter((row) => row.state === 'scheduled' && row.dueAt <= now).map(({ id }) => id);
