/**
 * Conditions that last: outages, quotas, a rejected account, a stopped cron, an operator's hold.
 */
import { HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import type { CallFault } from './faults.ts';
import type { Stage } from './stage.ts';

export type Spell =
  | 'provider_outage'
  | 'provider_slow'
  | 'provider_hangs'
  | 'provider_quota'
  | 'provider_account'
  | 'cron_outage'
  | 'held'
  /** The provider rejected for quota or account. */
  | 'refused';

type Interval = { readonly spell: Spell; readonly from: Instant; readonly until: Instant };

export type Outages = {
  readonly begin: (spell: Spell, lasting: number) => void;
  readonly isOn: (spell: Spell) => boolean;
  readonly endsAt: (spell: Spell) => Instant;
  readonly provider: () => CallFault | null;
  /** Milliseconds in this interval without anything that prevents sending. */
  readonly goodTime: (from: Instant, until: Instant) => number;
  readonly clear: () => void;
};

/** Recovery time after an outage, before sending counts as possible. */
const AFTERMATH = 2 * HOUR + 10 * MINUTE;

export function createOutages(stage: Pick<Stage, 'now'>): Outages {
  const past: Interval[] = [];
  const ends = new Map<Spell, Instant>();
  const isOn = (spell: Spell): boolean => (ends.get(spell) ?? 0) > stage.now;
  return {
    begin(spell, lasting) {
      const until = Math.max(ends.get(spell) ?? 0, stage.now + lasting);
      ends.set(spell, until);
      if (spell === 'provider_slow') return;
      const aftermath = spell === 'refused' ? 0 : AFTERMATH;
      past.push({ spell, from: stage.now, until: until + aftermath });
    },
    isOn,
    endsAt: (spell) => ends.get(spell) ?? 0,
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
export const lasting = (
  spell: Exclude<Spell, 'refused'>,
  between: (least: number, most: number) => number,
): number => {
  switch (spell) {
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
export const ASKED_AGAIN_WITHIN = 31 * MINUTE;
