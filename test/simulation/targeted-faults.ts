/**
 * Targeted faults: the worst event right after a look, a fence or an unclear call. Independent
 * random faults rarely meet there.
 */
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import { ownerOf } from './commit-watch.ts';
import type { Events } from './events.ts';
import { type CallFault, type Faults, UNCLEAR } from './faults.ts';
import type { Incidents } from './incidents.ts';
import type { Call } from './network.ts';
import type { Outages } from './outages.ts';
import type { People } from './people.ts';
import type { Process, Scheduler } from './scheduler.ts';

export type TargetedFaults = {
  readonly found: (process: Process, deliveries: readonly string[]) => void;
  readonly fenced: (process: Process, deliveries: readonly string[]) => void;
  readonly answered: (call: Call, fault: CallFault | null) => void;
};

export function createTargetedFaults(
  scheduler: Scheduler,
  faults: Faults,
  outages: Outages,
  people: People,
  events: Events,
  { deploy, changeKeys }: Pick<Incidents, 'deploy' | 'changeKeys'>,
): TargetedFaults {
  const dice = scheduler.dice.fork('aims');
  const soon = (act: () => void): void => scheduler.after(dice.between(0, 5), act);
  const later = (act: () => void): void => scheduler.after(dice.between(1000, 50_000), act);
  return {
    found(_, deliveries) {
      for (const id of deliveries) {
        if (faults.occurs('acts_before_fence')) soon(() => people.actNow(ownerOf(id)));
      }
    },
    fenced(_, deliveries) {
      for (const id of deliveries) {
        if (faults.occurs('acts_after_fence')) soon(() => people.actNow(ownerOf(id)));
      }
    },
    answered({ members }, fault) {
      if (members.length === 0 || fault === null || !UNCLEAR.has(fault)) return;
      if (faults.occurs('acts_while_unclear')) {
        later(() => people.actNow(ownerOf(dice.pick(members))));
      }
      if (faults.occurs('complains_while_unclear')) {
        later(() => events.complains(ownerOf(dice.pick(members))));
      }
      if (faults.occurs('deployed_while_unclear')) later(deploy);
      if (faults.occurs('keys_change_while_unclear')) later(changeKeys);
      if (faults.occurs('events_lost_while_unclear')) events.lose(members);
      if (faults.occurs('cron_outage_while_unclear')) {
        outages.begin('cron_outage', dice.between(20, 50) * HOUR);
      }
      if (faults.occurs('provider_outage_while_unclear')) {
        outages.begin('provider_outage', dice.between(24 * 60, 30 * 60) * MINUTE);
      }
      if (faults.occurs('quota_while_unclear')) {
        outages.begin('provider_quota', dice.between(1, 36) * HOUR);
      }
    },
  };
}
