/** Every fault with its rate in this seed, and how often it occurred. */
import type { Dice } from '../../scripts/world/dice.ts';

/**
 * Chances are per statement, call, event, cron slot or action; outages and operations are per year.
 */
export const FAULTS = {
  // The process and its database.
  dies: 0.0015,
  dies_after_commit: 0.002,
  database_fails: 0.002,
  database_fails_after_commit: 0.002,
  database_transient: 0.002,
  database_transient_after_commit: 0.002,
  database_slow: 0.003,
  stalls_past_lease: 0.001,
  commits_past_lease: 0.001,
  // The network between Worker and provider.
  request_lost: 0.02,
  answer_lost: 0.03,
  connection_reset: 0.02,
  accepted_after_timeout: 0.01,
  dies_in_call: 0.015,
  stalls_in_call: 0.01,
  // The provider.
  error_before: 0.01,
  error_after: 0.015,
  error_remembered: 0.003,
  answer_unreadable: 0.01,
  answer_slow: 0.01,
  told_concurrent: 0.005,
  told_rate: 0.01,
  refusal_stalls: 0.006,
  list_fails: 0.1,
  provider_outage: 3,
  provider_slow: 4,
  provider_hangs: 2,
  provider_quota: 2,
  provider_account: 2,
  address_refused: 8,
  // The provider's events.
  event_lost: 0.03,
  event_late: 0.04,
  event_twice: 0.03,
  event_before_record: 0.04,
  // The cron, the clocks, deployments and keys.
  cron_missed: 0.01,
  cron_doubled: 0.01,
  cron_late: 0.005,
  cron_outage: 3,
  clock_skew: 0.003,
  deployed: 3,
  link_secret_changed: 1,
  api_key_changed: 1,
  held_by_operator: 1,
  // Actions at the worst time, and the worst sequels of an unclear call.
  acts_twice: 0.03,
  acts_before_fence: 0.03,
  acts_after_fence: 0.02,
  acts_while_unclear: 0.08,
  complains_while_unclear: 0.06,
  deployed_while_unclear: 0.08,
  keys_change_while_unclear: 0.1,
  events_lost_while_unclear: 0.12,
  cron_outage_while_unclear: 0.04,
  provider_outage_while_unclear: 0.04,
  quota_while_unclear: 0.06,
} as const;

export type Fault = keyof typeof FAULTS;

/** At most one per database round trip. */
export const DATABASE_FAULTS = [
  'dies',
  'dies_after_commit',
  'database_fails',
  'database_fails_after_commit',
  'database_transient',
  'database_transient_after_commit',
  'database_slow',
  'stalls_past_lease',
  'commits_past_lease',
] as const satisfies readonly Fault[];
export type DatabaseFault = (typeof DATABASE_FAULTS)[number];

/** The operation still completes. */
export const HARMLESS: readonly DatabaseFault[] = [
  'database_transient',
  'database_transient_after_commit',
  'database_slow',
];

/** At most one per call; all but the last three leave it unclear whether the email was accepted. */
export const CALL_FAULTS = [
  'request_lost',
  'answer_lost',
  'connection_reset',
  'accepted_after_timeout',
  'dies_in_call',
  'stalls_in_call',
  'error_before',
  'error_after',
  'error_remembered',
  'answer_unreadable',
  'told_concurrent',
  'answer_slow',
  'told_rate',
  'refusal_stalls',
] as const satisfies readonly Fault[];

/** Outages, which affect every call while they last. */
type ProviderOutage = 'provider_outage' | 'provider_hangs' | 'provider_quota' | 'provider_account';

export type CallFault = (typeof CALL_FAULTS)[number] | ProviderOutage | 'list_fails';

/** After these it's unclear whether the email was accepted. */
export const UNCLEAR: ReadonlySet<CallFault> = new Set([
  ...CALL_FAULTS.slice(0, -3),
  'provider_hangs',
]);

export type Faults = {
  /** Draws this fault, and counts it if it occurs. */
  readonly occurs: (fault: Fault) => boolean;
  /** The first of these that occurs, if any. */
  readonly firstOf: <F extends Fault>(faults: readonly F[]) => F | null;
  /** Occurrences per year in this seed. */
  readonly perYear: (fault: Fault) => number;
  readonly count: (fault: Fault) => void;
  readonly counts: ReadonlyMap<Fault, number>;
  readonly total: () => number;
  /** No more faults from now on. */
  readonly stop: () => void;
};

export type Rates = Partial<Record<Fault, number>>;

/** Draws the rates of a seed (some high, some low, some zero), except those in `fixed`. */
export function createFaults(dice: Dice, intensity: number, fixed: Rates = {}): Faults {
  const rates = new Map<Fault, number>();
  for (const [fault, chance] of Object.entries(FAULTS) as [Fault, number][]) {
    const drawn = chance * intensity * dice.pick([0, 0.3, 1, 1, 2.5]);
    rates.set(fault, fixed[fault] ?? drawn);
  }
  const counts = new Map<Fault, number>();
  let total = 0;
  let stopped = false;
  const count = (fault: Fault): void => {
    total++;
    counts.set(fault, (counts.get(fault) ?? 0) + 1);
  };
  const occurs = (fault: Fault): boolean => {
    if (stopped || !dice.happens(rates.get(fault)!)) return false;
    count(fault);
    return true;
  };
  return {
    occurs,
    firstOf: (faults) => faults.find(occurs) ?? null,
    perYear: (fault) => (stopped ? 0 : rates.get(fault)!),
    count,
    counts,
    total: () => total,
    stop: () => {
      stopped = true;
    },
  };
}
