/** The configuration of a seed: the plans of platform and provider, and the people. */

import { createDice } from '../../scripts/world/dice.ts';
import type { Settings } from '../../scripts/world/provider-types.ts';
import { CALL_FAULTS, type CallFault, type Faults } from './faults.ts';
import { apiKeyOf } from './incidents.ts';
import type { Call } from './network.ts';
import type { Outages } from './outages.ts';
import type { Crowd } from './people.ts';

export type SeedConfig = {
  readonly freePlan: boolean;
  /** The most rows of the consistency check per tick. */
  readonly slice: number;
  readonly people: Crowd;
  readonly provider: Partial<Settings>;
  /** Whether the API key may read the list of accepted emails. */
  readonly readsList: boolean;
  readonly callFault: (call: Call, faults: Faults, outages: Outages) => CallFault | null;
  /** The provider's response time in milliseconds. */
  readonly latency: (outages: Outages) => number;
};

/** More keys than a run ever uses. */
const API_KEYS = Array.from({ length: 200 }, (_, n) => apiKeyOf(n));

/** The configuration of a seed; with `calm`, nothing delays an email. */
export function seedConfig(seed: number, subscribers: number, calm: boolean): SeedConfig {
  const dice = createDice(seed).fork('setting');
  const together = dice.pick([0, 0, 0.5, 0.95]);
  const readsList = dice.happens(0.6);
  const freePlan = dice.happens(0.5);
  const stuck = new Set<string>();
  const usual = dice.pick([0, 0, 0, 4000, 14_000]);
  const provider = {
    rate_limit: dice.pick([null, 10, 5]),
    daily_quota: dice.pick([null, null, null, Math.ceil(subscribers / 2)]),
    quota_window: dice.pick(['utc_day', 'rolling'] as const),
    remember_failures: dice.happens(0.3),
    keys_by_api_key: dice.happens(0.7),
    listed_days: dice.pick([null, 0.5]),
  };
  return {
    freePlan,
    slice: createDice(seed).fork('slice').pick([5000, 300, 100]),
    people: { count: subscribers, together, leftForTick: calm ? 0 : 0.1 },
    readsList,
    provider: {
      ...(calm ? {} : provider),
      bad_addresses: [],
      api_keys: { invalid: [], restricted: readsList ? [] : API_KEYS, suspended: [] },
    },
    callFault(call, faults, outages) {
      if (call.members.length === 0) return faults.occurs('list_fails') ? 'list_fails' : null;
      const outage = outages.provider();
      if (outage !== null) return outage;
      // The provider stored a failure under this key and repeats it.
      if (stuck.has(call.key) && faults.perYear('error_remembered') > 0) return 'error_remembered';
      const fault = faults.firstOf(CALL_FAULTS);
      if (fault === 'error_remembered') stuck.add(call.key);
      return fault;
    },
    latency(outages) {
      if (calm) return 0;
      return outages.isOn('provider_slow') ? dice.between(150, 14_000) : usual;
    },
  };
}
