/**
 * Conditions that last: outages, quotas, a rejected account, a stopped cron, an operator's hold.
 */
import { HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import type { CallFault } from './faults.ts';
import type { Scheduler } from './scheduler.ts';

export type OutageKind =
  | 'provider_outage'
  | 'provider_slow'
  | 'provider_hangs'
  | 'provider_quota'
  | 'provider_account'
  | 'cron_outage'
  | 'held'
  /** The provider rejected for quota or account. */
  | 'refused';

type Interval = { readonly outage: OutageKind; readonly from: Instant; readonly until: Instant };

export type Outages = {
  readonly begin: (outage: OutageKind, randomDuration: number) => void;
  readonly isOn: (outage: OutageKind) => boolean;
  readonly endsAt: (outage: OutageKind) => Instant;
  readonly provider: () => CallFault | null;
  /** Milliseconds in this interval without anything that prevents sending. */
  readonly goodTime: (from: Instant, until: Instant) => number;
  readonly clear: () => void;
};

/** Recovery time after an outage, before sending counts as possible. */
const RECOVERY = 2 * HOUR + 10 * MINUTE;

export function createOutages(scheduler: Pick<Scheduler, 'now'>): Outages {
  const past: Interval[] = [];
  const ends = new Map<OutageKind, Instant>();
  const isOn = (outage: OutageKind): boolean => (ends.get(outage) ?? 0) > scheduler.now;
  return {
    begin(outage, randomDuration) {
      const until = Math.max(ends.get(outage) ?? 0, scheduler.now + randomDuration);
      ends.set(outage, until);
      if (outage === 'provider_slow') return;
      const recovery = outage === 'refused' ? 0 : RECOVERY;
      past.push({ outage, from: scheduler.now, until: until + recovery });
    },
    isOn,
    endsAt: (outage) => ends.get(outage) ?? 0,
    provider() {
      if (isOn('provider_account')) return 'provider_account';
      if (isOn('provider_outage')) return 'provider_outage';
      if (isOn('provider_hangs')) return 'provider_hangs';
      return isOn('provider_quota') ? 'provider_quota' : null;
    },
    goodTime(from, until) {
      let good = 0;
      let at = from;
      const bad = past.filter((one) => one.until > from && one.from < until);
      for (const { from: begins, until: over } of bad.sort((a, b) => a.from - b.from)) {
        good += Math.max(0, begins - at);
        at = Math.max(at, over);
      }
      return good + Math.max(0, until - at);
    },
    clear() {
      ends.clear();
    },
  };
}

/** A random duration in milliseconds. */
export const randomDuration = (
  outage: Exclude<OutageKind, 'refused'>,
  between: (least: number, most: number) => number,
): number => {
  switch (outage) {
    case 'provider_outage':
    case 'provider_slow':
      return between(10, 20 * 60) * MINUTE;
    case 'provider_quota':
      return between(1, 26) * HOUR;
    case 'provider_hangs':
      return between(5, 6 * 60) * MINUTE;
    case 'provider_account':
      return between(10, 6 * 60) * MINUTE;
    case 'cron_outage':
      return between(20, 50 * 60) * MINUTE;
    case 'held':
      return between(30, 30 * 60) * MINUTE;
  }
};

/** After a quota or account rejection, a probe is sent within this time. */
export const PROBED_WITHIN = 31 * MINUTE;
