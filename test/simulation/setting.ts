/** What differs between seeds besides luck: the plans of platform and provider, and the people. */
import { createDice } from '../support/in-process/dice.ts';
import type { ProviderSettings } from '../support/in-process/provider.ts';
import type { Fault, Faults } from './faults.ts';
import type { Call, CallFault } from './network.ts';
import type { PeopleOptions } from './people.ts';
import type { Weather } from './weather.ts';

export type Setting = {
  readonly freePlan: boolean;
  /** Rows of the accounts that a tick looks at, at most. */
  readonly slice: number;
  readonly people: PeopleOptions;
  readonly provider: Partial<ProviderSettings>;
  /** Whether the API key may read the list of what was accepted. */
  readonly readsList: boolean;
  readonly callFault: (call: Call, faults: Faults, weather: Weather) => CallFault | null;
  /** Takes back what the provider itself would go on doing wrong. */
  readonly calm: (settings: ProviderSettings) => void;
};

const CALL_FAULTS = [
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
  'answer_slow',
  'told_concurrent',
  'told_rate',
] as const satisfies readonly Fault[];

/** The circumstances of a seed. */
export function settingOf(seed: number, subscribers: number): Setting {
  const dice = createDice(seed).fork('setting');
  const together = dice.pick([0, 0, 0.5, 0.95]);
  const readsList = dice.happens(0.6);
  const stuck = new Set<string>();
  const slice = createDice(seed).fork('slice').pick([5000, 300, 100]);
  return {
    freePlan: dice.happens(0.5),
    slice,
    people: { count: subscribers, together },
    readsList,
    provider: {
      rate_limit: dice.pick([null, 10]),
      daily_quota: dice.pick([null, null, null, Math.ceil(subscribers / 2)]),
      remember_failures: dice.happens(0.3),
      bad_addresses: [],
      api_keys: { invalid: [], restricted: readsList ? [] : ['re_test'], suspended: [] },
    },
    callFault(call, faults, weather) {
      if (call.members.length === 0) return faults.strikes('list_fails') ? 'list_fails' : null;
      const spell = weather.provider();
      if (spell !== null) return spell;
      // A failure that the provider remembers under its key.
      if (stuck.has(call.key) && faults.perYear('error_remembered') > 0) return 'error_remembered';
      const fault = faults.firstOf(CALL_FAULTS) as CallFault | null;
      if (fault === 'error_remembered') stuck.add(call.key);
      return fault;
    },
    calm(settings) {
      settings.daily_quota = null;
    },
  };
}
