/**
 * Incidents at random times: outages, deployments, an operator's hold, rotated secrets and API
 * keys.
 */
import type { Courses } from '../../src/course/catalog.ts';
import { DAY, type Instant } from '../../src/domain/time.ts';
import type { Env } from '../../src/services.ts';
import type { SimulatedCron } from './cron.ts';
import { deployment } from './deployments.ts';
import type { Fault, Faults } from './faults.ts';
import { type OutageKind, type Outages, randomDuration } from './outages.ts';
import type { Scheduler } from './scheduler.ts';

export type Incidents = {
  /** The courses of the current deployment. */
  readonly courses: () => Courses;
  readonly env: () => Partial<Env>;
  readonly deploy: () => void;
  /** Rotates a secret or an API key. */
  readonly changeKeys: () => void;
  /** Whether a secret or an API key was removed since `at`. */
  readonly lostKeySince: (at: Instant) => boolean;
  /** Ends every outage and hold. */
  readonly end: () => void;
};

const OUTAGE_FAULTS = {
  provider_outage: 'provider_outage',
  provider_slow: 'provider_slow',
  provider_hangs: 'provider_hangs',
  provider_quota: 'provider_quota',
  provider_account: 'provider_account',
  cron_outage: 'cron_outage',
  held: 'held_by_operator',
} as const satisfies Record<Exclude<OutageKind, 'refused'>, Fault>;

export function createIncidents(
  scheduler: Scheduler,
  faults: Faults,
  outages: Outages,
  cron: Pick<SimulatedCron, 'expectWork'>,
): Incidents {
  const { dice } = scheduler;
  let deployed = 1;
  let env: Partial<Env> = { LINK_SECRET: secretOf(1), RESEND_API_KEY: apiKeyOf(1) };
  let lostKeyAt = 0;

  function deploy(): void {
    scheduler.note(`edition ${++deployed} is deployed`);
    cron.expectWork();
  }

  /** Repeats `act` at exponentially distributed intervals, at the fault's yearly rate. */
  function atRandomTimes(fault: Fault, act: () => void): void {
    const rate = faults.perYear(fault);
    if (rate === 0) return;
    const wait = (-Math.log(1 - dice.roll()) * 365 * DAY) / rate;
    scheduler.after(Math.ceil(wait), () => {
      if (faults.perYear(fault) === 0) return;
      faults.count(fault);
      act();
      atRandomTimes(fault, act);
    });
  }

  for (const [outage, fault] of Object.entries(OUTAGE_FAULTS) as [
    keyof typeof OUTAGE_FAULTS,
    Fault,
  ][]) {
    atRandomTimes(fault, () => {
      const length = randomDuration(outage, dice.between);
      outages.begin(outage, length);
      if (outage === 'held') hold(length);
    });
  }
  atRandomTimes('deployed', deploy);
  atRandomTimes('address_refused', () => {
    const { settings } = scheduler.world.provider;
    const known = scheduler.world.rows<{ address: string }>(ADDRESSES);
    if (known.length === 0) return;
    settings.bad_addresses.push(dice.pick(known).address);
    scheduler.after(dice.between(1, 60) * DAY, () => settings.bad_addresses.shift());
  });
  const rotations = [
    rotation('LINK_SECRET', secretOf),
    rotation('RESEND_API_KEY', apiKeyOf),
  ] as const;
  atRandomTimes('link_secret_changed', rotations[0]);
  atRandomTimes('api_key_changed', rotations[1]);

  /**
   * Keeps the old value beside the new one for a while (70%), as documented, or drops it at once.
   */
  function rotation(name: keyof Env, nameOf: (n: number) => string): () => void {
    let n = 1;
    return () => {
      const [old, fresh] = [nameOf(n), nameOf(++n)];
      const drop = (): void => {
        env = { ...env, [name]: nameOf(n) };
        lostKeyAt = scheduler.now;
      };
      if (dice.happens(0.3)) {
        drop();
        return;
      }
      env = { ...env, [name]: `${fresh},${old}` };
      scheduler.after(dice.between(1, 30) * DAY, drop);
    };
  }

  function hold(length: number): void {
    scheduler.world.rows("UPDATE settings SET held = 'held by the operator' WHERE id = 1");
    scheduler.after(length, () => {
      if (outages.endsAt('held') <= scheduler.now) release();
    });
  }

  function release(): void {
    scheduler.world.rows('UPDATE settings SET held = NULL WHERE id = 1');
    cron.expectWork();
  }

  return {
    courses: () => deployment(deployed),
    env: () => env,
    deploy,
    changeKeys: () => dice.pick(rotations)(),
    lostKeySince: (at) => lostKeyAt >= at,
    end() {
      outages.clear();
      release();
      const { settings } = scheduler.world.provider;
      settings.daily_quota = null;
      settings.bad_addresses.length = 0;
    },
  };
}

/** The n-th API key; the setting lists the same names when keys may only send. */
export const apiKeyOf = (n: number): string => `re_${n}`;

const ADDRESSES = 'SELECT address FROM subscribers ORDER BY id';

const secretOf = (n: number): string => `secret number ${n} of the simulation which is long enough`;
