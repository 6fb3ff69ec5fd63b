import type { Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import type { CancelReason, Enrolment, PlannedRow, Ports } from './ports.ts';
import { rowsOf } from './rows.ts';

/** How often a change is worked out again because another one came first. */
const TRIES = 5;

/** What a change came to; without `next` all stays as it is. */
export type Decision<D> = { readonly done: D; readonly next?: Subscription };

export type Changed<D> = { readonly done: D | 'gone'; readonly send: readonly string[] };

/**
 * Reads, decides, saves; if anything happened in between, once more from the start. Returns the
 * deliveries that may be sent at once.
 */
export async function change<D extends string>(
  ports: Ports,
  id: string,
  now: Instant,
  cancelReason: CancelReason,
  decide: (basis: Enrolment) => Decision<D>,
  announce: (basis: Enrolment, next: Subscription) => readonly PlannedRow[] = () => [],
): Promise<Changed<D>> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const basis = await ports.subscriptions.find(id);
    if (basis === null) return { done: 'gone', send: [] };
    const decision = decide(basis);
    if (decision.next === undefined) return { done: decision.done, send: [] };
    const next = { ...decision.next, revision: basis.subscription.revision + 1 };
    const course = ports.courses.find(next.course);
    const rows = [...announce(basis, next), ...(course ? rowsOf(course, basis, next, now) : [])];
    const saved = await ports.subscriptions.save({ basis, next, rows, cancelReason, now });
    if (saved === 'saved') return { done: decision.done, send: dueNow(rows, now) };
  }
  throw new Error('the subscription kept changing while it was being changed');
}

/** What the request that planned it may send at once. */
export const dueNow = (rows: readonly PlannedRow[], now: Instant): string[] =>
  rows.filter((row) => row.state === 'scheduled' && row.dueAt <= now).map(({ id }) => id);
