/** Advances time straight to the next moment at which something can happen. */
import { type Instant, MINUTE } from '../../src/domain/time.ts';
import type { Sqlite } from './sqlite.ts';

export type Played = {
  /** The longest time between ticks: maintenance jobs have no due time. */
  readonly idle: number;
  readonly now: Instant;
  readonly sqlite: Pick<Sqlite, 'rows'>;
  readonly tick: (at: Instant) => Promise<void>;
  readonly advanceTo: (at: Instant) => void;
};

/**
 * Runs the cron on whole minutes until `until`. A tick that changed anything is followed by the
 * next minute's, because it may have ended early.
 */
export async function play(world: Played, until: Instant): Promise<void> {
  // Changes since the last tick may have made something due.
  let restless = true;
  let last = world.now;
  for (;;) {
    const soon = restless ? minuteAfter(world.now) : (nextMoment(world) ?? last + world.idle);
    const at = Math.max(minuteAfter(world.now), minuteFrom(Math.min(soon, last + world.idle)));
    if (at > until) break;
    const before = changesOf(world);
    await world.tick(at);
    // Opening a tick is itself one change.
    restless = changesOf(world) > before + 1;
    last = world.now;
  }
  world.advanceTo(until);
}

const minuteFrom = (at: Instant): Instant => Math.ceil(at / MINUTE) * MINUTE;
const minuteAfter = (at: Instant): Instant => (Math.floor(at / MINUTE) + 1) * MINUTE;

const changesOf = ({ sqlite }: Pick<Played, 'sqlite'>): number =>
  sqlite.rows<{ n: number }>('SELECT total_changes() AS n')[0]!.n;

/** The next instant in any row after now: a tick has already seen what is due. */
export function nextMoment({ now, sqlite }: Pick<Played, 'now' | 'sqlite'>): Instant | null {
  const [row] = sqlite.rows<{ at: Instant | null }>(NEXT_MOMENT, now);
  return row!.at;
}

const ofClass = (urgency: number): string => `
  (SELECT min(due_at) FROM deliveries
   WHERE state = 'scheduled' AND class = ${urgency} AND due_at > ?1),
  (SELECT min(waits_until) FROM deliveries
   WHERE state = 'scheduled' AND class = ${urgency} AND due_at <= ?1 AND waits_until > ?1)`;

/** One query per class, so that the index is used; D1 allows five SELECTs in a UNION. */
export const NEXT_MOMENT: string = `
  SELECT min(value) AS at FROM json_each(json_array(
    ${[0, 1, 2, 3].map(ofClass).join()},
    (SELECT min(next_at) FROM calls WHERE next_at > ?1),
    (SELECT min(wake_at) FROM subscriptions WHERE wake_at > ?1),
    (SELECT min(next_at) FROM holds WHERE next_at > ?1),
    (SELECT min(next_at) FROM digests WHERE next_at > ?1)))`;
