/** Loss, by the log against the plan: every planned mail was accepted, or says truly why not. */
import { HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import type { Judge } from './judge.ts';
import type { Stage } from './stage.ts';
import type { Weather } from './weather.ts';
import { ownerOf, type Witness } from './witness.ts';

type Row = {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly first_call_at: number | null;
};

export type Events = {
  /** Mails of which an event told that they failed at the provider after all. */
  readonly failed: ReadonlySet<string>;
};

/** Clocks may differ by so much. */
const SKEW = 10 * MINUTE;

/** Reckons with everything that was planned for these subscriptions; by default for all. */
export function reckon(
  stage: Stage,
  witness: Witness,
  judge: Judge,
  events: Events,
  only?: string,
): ReadonlyMap<string, number> {
  const unknown = new Map<string, number>();
  const subscriptions = only === undefined ? [...witness.plans.keys()] : [only];
  for (const subscription of subscriptions) {
    const rows = new Map(stage.world.rows<Row>(LEDGER, subscription).map((row) => [row.id, row]));
    for (const id of witness.plans.get(subscription)?.keys() ?? []) {
      const row = rows.get(id);
      const wrong = row ? untruth(row) : 'is not in the ledger';
      if (wrong !== null) stage.blame('lost', `${id} ${wrong}`);
      if (row?.state === 'unknown') {
        unknown.set(row.reason!, (unknown.get(row.reason!) ?? 0) + 1);
      }
    }
  }
  return unknown;

  function untruth({ id, state, reason, first_call_at: firstCallAt }: Row): string | null {
    const accepted = judge.log.has(id);
    switch (state) {
      case 'sent':
        return accepted ? null : 'is said to be sent, and was never accepted';
      case 'scheduled':
      case 'sending':
        return accepted && state === 'scheduled' ? 'was accepted and is scheduled' : null;
      case 'failed':
        if (accepted) return events.failed.has(id) ? null : `was accepted, and failed(${reason})`;
        return judge.refused.has(id) ? null : `failed(${reason}), and nobody refused it`;
      case 'unknown':
        return isDoubtful(id, reason, firstCallAt) ? null : `unknown(${reason}) is not true`;
      default:
        return accepted ? `was accepted, and ${state}(${reason})` : null;
    }
  }

  function isDoubtful(id: string, reason: string | null, firstCallAt: Instant | null): boolean {
    const fence = witness.fences.get(id);
    const standing = witness.standingAt(ownerOf(id), stage.step);
    if (!fence?.standing || !standing || firstCallAt === null) return false;
    switch (reason) {
      case 'left':
        return standing.revision > fence.standing.revision;
      case 'moved':
        return standing.revision !== fence.standing.revision;
      case 'suppressed':
        return standing.suppressed > 0;
      case 'window_closed':
        return (fence.plan?.closesAt ?? 0) <= stage.now + SKEW;
      case 'key_expired':
        return stage.now - firstCallAt >= 23 * HOUR - SKEW;
      // The provider forgets nothing here: only of the first emails the list proves nothing.
      case 'list_ended':
        return [...judge.log.values()].every((at) => at >= firstCallAt - 2 * SKEW);
      case 'accepted_earlier':
        return judge.mismatched.has(id);
      default:
        return false;
    }
  }
}

/** A window that was open for so long in good weather is no excuse: faults cost minutes. */
const CHANCE = 2 * HOUR;

/** A mail was given up because its window is closed; was there a reason that it did not leave? */
export function excuse(stage: Stage, witness: Witness, weather: Weather, delivery: string): void {
  const plan = witness.planOf(delivery);
  if (!plan) return;
  const from = Math.max(plan.dueAt, plan.since);
  const good = weather.goodTime(from, Math.min(plan.closesAt, stage.now));
  if (good < CHANCE) return;
  const window = `${new Date(from).toISOString()} to ${new Date(plan.closesAt).toISOString()}`;
  stage.blame('lost', `${delivery} could have left ${window}`);
}

const LEDGER = `
  SELECT id, state, reason, first_call_at FROM deliveries WHERE subscription_id = ?1`;
