/** What lasts: outages, quotas, a refused account, a silent cron, an operator's hold. */
import { DAY, HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import type { CallFault } from './network.ts';
import type { Stage } from './stage.ts';

export type Spell =
  | 'provider_outage'
  | 'provider_quota'
  | 'provider_account'
  | 'cron_outage'
  | 'held'
  /** The provider told its own quota; it is not asked again before tomorrow. */
  | 'quota_told';

type Interval = { readonly spell: Spell; readonly from: Instant; readonly until: Instant };

export type Weather = {
  readonly begin: (spell: Spell, lasting: number) => void;
  readonly isOn: (spell: Spell) => boolean;
  readonly endsAt: (spell: Spell) => Instant;
  readonly provider: () => CallFault | null;
  /** Milliseconds of a stretch in which nothing stood in the way of sending. */
  readonly goodTime: (from: Instant, until: Instant) => number;
  readonly clear: () => void;
};

/** After bad weather things get going again within so long. */
const AFTERMATH = 2 * HOUR + 10 * MINUTE;

export function createWeather(stage: Pick<Stage, 'now'>): Weather {
  const past: Interval[] = [];
  const ends = new Map<Spell, Instant>();
  const isOn = (spell: Spell): boolean => (ends.get(spell) ?? 0) > stage.now;
  return {
    begin(spell, lasting) {
      const until = Math.max(ends.get(spell) ?? 0, stage.now + lasting);
      ends.set(spell, until);
      past.push({ spell, from: stage.now, until: until + AFTERMATH });
    },
    isOn,
    endsAt: (spell) => ends.get(spell) ?? 0,
    provider() {
      if (isOn('provider_account')) return 'provider_account';
      if (isOn('provider_outage')) return 'provider_outage';
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

/** How long each lasts, drawn by chance. */
export const lasting = (
  spell: Exclude<Spell, 'quota_told'>,
  now: Instant,
  between: (least: number, most: number) => number,
): number => {
  switch (spell) {
    case 'provider_outage':
      return between(10, 50 * 60) * MINUTE;
    case 'provider_quota':
      return (Math.floor(now / DAY) + between(1, 2)) * DAY - now;
    case 'provider_account':
      return between(10, 6 * 60) * MINUTE;
    case 'cron_outage':
      return between(20, 50 * 60) * MINUTE;
    case 'held':
      return between(30, 30 * 60) * MINUTE;
  }
};

/** A quota lasts until the day (UTC) is over. */
export const untilTomorrow = (now: Instant): number => DAY - (now % DAY);
