/** Compares the ledger with the journal: every planned email was accepted or has a true reason. */
import type { Course } from '../../src/domain/course.ts';
import { HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import { type CommitWatch, ownerOf } from './commit-watch.ts';
import { isWanted, type Judge } from './judge.ts';
import type { Outages } from './outages.ts';
import type { Scheduler } from './scheduler.ts';

type Row = {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly first_call_at: number | null;
};

/** Evidence beside the ledger. */
export type Sources = {
  readonly commits: CommitWatch;
  readonly judge: Judge;
  readonly outages: Pick<Outages, 'goodTime'>;
  /** Deliveries reported as failed by an event. */
  readonly failed: ReadonlySet<string>;
  readonly lostKeySince: (at: Instant) => boolean;
};

/** The largest difference between clocks. */
const SKEW = 10 * MINUTE;

/**
 * Checks everything planned for these subscriptions (default: all) and counts `unknown` by reason.
 */
export function checkLedger(
  scheduler: Scheduler,
  sources: Sources,
  only?: readonly string[],
): ReadonlyMap<string, number> {
  const { commits, judge, failed, lostKeySince } = sources;
  const unknown = new Map<string, number>();
  const subscriptions = only ?? [...commits.plans.keys()];
  for (const subscription of subscriptions) {
    const rows = new Map(
      scheduler.world.rows<Row>(LEDGER, subscription).map((row) => [row.id, row]),
    );
    for (const id of commits.plans.get(subscription)?.keys() ?? []) {
      const row = rows.get(id);
      const wrong = row ? contradiction(row) : 'is not in the ledger';
      if (wrong !== null) scheduler.fail('lost', `${id} ${wrong}`);
      if (row?.state === 'failed' && isStillWanted(sources, id))
        checkSkipped(scheduler, sources, id);
      if (row?.state === 'unknown') {
        unknown.set(row.reason!, (unknown.get(row.reason!) ?? 0) + 1);
      }
    }
  }
  return unknown;

  function contradiction({ id, state, reason, first_call_at: firstCallAt }: Row): string | null {
    const accepted = judge.log.has(id) && !judge.takenBack.has(id);
    switch (state) {
      case 'sent':
        return judge.log.has(id) ? null : 'is sent, and was never accepted';
      case 'scheduled':
      case 'sending':
        return accepted && state === 'scheduled' ? 'was accepted and is scheduled' : null;
      case 'failed':
        if (accepted) return failed.has(id) ? null : `was accepted, and failed(${reason})`;
        return judge.refused.has(id) || judge.takenBack.has(id)
          ? null
          : `failed(${reason}), and was never rejected`;
      case 'unknown':
        return isJustified(id, reason, firstCallAt) ? null : `unknown(${reason}) is not true`;
      default:
        return accepted ? `was accepted, and ${state}(${reason})` : null;
    }
  }

  function isJustified(id: string, reason: string | null, firstCallAt: Instant | null): boolean {
    const fence = commits.fences.get(id);
    if (!fence?.snapshot || firstCallAt === null) return false;
    const { revision } = fence.snapshot;
    const since = commits.held(ownerOf(id), fence.at, scheduler.now);
    switch (reason) {
      case 'left':
      case 'moved':
        return since.some((snapshot) => snapshot.revision !== revision);
      case 'suppressed':
        return since.some(({ suppressed }) => suppressed !== 0);
      case 'window_closed':
        return (fence.plan?.closesAt ?? 0) <= scheduler.now + SKEW;
      case 'key_expired':
        return scheduler.now - firstCallAt >= 23 * HOUR - SKEW;
      // A list without an end proves nothing only about emails older than its first entry.
      case 'list_ended':
        if (scheduler.world.provider.settings.listed_days !== null) return true;
        return [...judge.log.values()].every(({ at }) => at >= firstCallAt - 2 * SKEW);
      case 'key_gone':
        return lostKeySince(fence.at);
      case 'accepted_earlier':
        return judge.mismatched.has(id);
      default:
        return false;
    }
  }
}

/**
 * With this much time free of outages, a missed window is a violation: other faults cost minutes.
 */
const ENOUGH_TIME = 2 * HOUR;

/**
 * The provider failed an accepted email, and the subscription hasn't changed since it was fenced.
 */
function isStillWanted({ commits, judge }: Sources, delivery: string): boolean {
  const since = judge.takenBack.waitsSince(delivery);
  const fence = commits.fences.get(delivery);
  if (since === null || !fence?.snapshot || !fence.plan) return false;
  const { revision } = fence.snapshot;
  const { kind, closesAt } = fence.plan;
  return commits
    .held(ownerOf(delivery), since, closesAt)
    .every((snapshot) => snapshot.revision === revision && isWanted(kind, snapshot));
}

/** Reports a skipped email whose window was open long enough outside of outages. */
export function checkSkipped(
  scheduler: Scheduler,
  { commits, judge, outages }: Sources,
  delivery: string,
): void {
  const plan = commits.planOf(delivery);
  if (!plan || judge.refused.has(delivery)) return;
  const back = judge.takenBack.waitsSince(delivery) ?? 0;
  const from = Math.max(plan.dueAt, plan.since, back);
  const good = outages.goodTime(from, Math.min(plan.closesAt, scheduler.now));
  if (good < ENOUGH_TIME) return;
  const window = `${new Date(from).toISOString()} to ${new Date(plan.closesAt).toISOString()}`;
  scheduler.fail('lost', `${delivery} could have left ${window}`);
}

/** Every lesson has a row; a lesson in a catch-up is carried by an email. */
export function checkLessons(
  scheduler: Scheduler,
  { snapshots }: CommitWatch,
  courseOf: (id: string) => Course,
): void {
  for (const [id, own] of snapshots) {
    const { status, targetDate, course, round, suppressed } = own.at(-1)!;
    if (targetDate === null || suppressed !== 0 || (status !== 'active' && status !== 'paused'))
      continue;
    const rows = scheduler.world.rows<Planned>(PLANNED, id, round);
    const carried = rows
      .filter(({ state }) => CARRIES.includes(state))
      .flatMap(({ carries }) => JSON.parse(carries ?? '[]') as string[]);
    for (const lesson of courseOf(course).lessons) {
      const same = rows.filter(({ message }) => message === lesson.id);
      if (same.length === 0) scheduler.fail('no row', `${id} has no row for ${lesson.id}`);
      const folded = same.some(({ reason }) => reason === 'in_catch_up');
      if (!folded || carried.includes(lesson.id)) continue;
      scheduler.fail('no row', `${lesson.id} of ${id} is in a catch-up that does not exist`);
    }
  }
}

type Planned = {
  readonly message: string;
  readonly state: string;
  readonly reason: string | null;
  readonly carries: string | null;
};

/** Includes `skipped`: the catch-up's window closed. */
const CARRIES: readonly string[] = [
  ...['scheduled', 'sending', 'sent', 'unknown', 'failed', 'skipped'],
];

const PLANNED = `
  SELECT message, state, reason, facts ->> 'carries' AS carries FROM deliveries
  WHERE subscription_id = ?1 AND round = ?2`;

const LEDGER = `
  SELECT id, state, reason, first_call_at FROM deliveries WHERE subscription_id = ?1`;
