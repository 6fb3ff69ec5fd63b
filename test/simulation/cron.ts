/**
 * The cron: once a minute, sometimes skipped, doubled, late or with a skewed clock. Idle minutes
 * are skipped.
 */

import { nextMoment } from '../../scripts/in-process/play.ts';
import type { Dice } from '../../scripts/world/dice.ts';
import { DAY, type Instant, MINUTE } from '../../src/domain/time.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import type { Faults } from './faults.ts';
import type { Outages } from './outages.ts';
import type { Cron, Process, Scheduler } from './scheduler.ts';

export type SimulatedCron = Cron & {
  /** Something was written: run the next minute. */
  readonly expectWork: () => void;
  /** The longest time between ticks when nothing is due. */
  idle: number;
  /** The start of the first tick since `since` that was neither disturbed nor held. */
  readonly firstGood: (since: Instant) => Instant | undefined;
};

export type LaunchTick = (
  skew: number,
  body: (process: Process) => Promise<void>,
  ended: (process: Process, went: 'well' | 'wrong') => void,
) => void;

export function createCron(
  scheduler: Scheduler,
  faults: Faults,
  outages: Outages,
  launch: LaunchTick,
): SimulatedCron {
  const dice = scheduler.dice.fork('cron');
  let last = scheduler.now - MINUTE;
  let good: Instant[] = [];
  let expectsWork = true;
  let planned: Instant | null = null;

  function run(skew: number): void {
    launch(
      skew,
      ({ ports, clock, room }) => tick(ports, clock, room),
      ({ began, faults: disturbed, logged }, went) => {
        // With a skewed clock nothing may have been due.
        if (went === 'wrong' || skew !== 0) expectWork();
        const stopped =
          logged.has('sending_stopped') || logged.has('provider_says_wait') || isHeld();
        if (went === 'well' && disturbed === 0 && !stopped && Math.abs(skew) < MINUTE) {
          good = [...good.slice(-KEPT), began];
        }
      },
    );
  }

  /** While sending is held, only probes are sent. */
  const isHeld = (): boolean => scheduler.world.rows('SELECT 1 FROM holds').length > 0;

  function expectWork(): void {
    expectsWork = true;
    planned = null;
  }

  const cron: SimulatedCron = {
    idle: DAY,
    expectWork,
    firstGood: (since) => good.find((at) => at >= since),
    nextAt() {
      planned ??= expectsWork
        ? last + MINUTE
        : Math.min(
            nextMoment({ now: scheduler.now, sqlite: scheduler.world.sqlite }) ?? Infinity,
            last + cron.idle,
          );
      const outage = outages.endsAt('cron_outage');
      return minuteFrom(Math.max(planned, last + MINUTE, scheduler.now, outage));
    },
    fire() {
      last = scheduler.now;
      planned = null;
      if (faults.occurs('cron_missed')) return expectWork();
      expectsWork = false;
      const times = faults.occurs('cron_doubled') ? dice.between(2, 4) : 1;
      const late = faults.occurs('cron_late') ? cronDelay(dice) : 0;
      for (let n = 0; n < times; n++) {
        const skew = faults.occurs('clock_skew') ? dice.between(-10 * MINUTE, 10 * MINUTE) : 0;
        const delay = late + (n === 0 ? 0 : dice.between(0, 800));
        scheduler.after(delay, () => run(skew));
      }
    },
  };
  return cron;
}

/** Good ticks remembered: more minutes than a lease lasts. */
const KEPT = 60;

/** A run starts seconds late, at times minutes. */
const cronDelay = (dice: Dice): number =>
  dice.happens(0.5) ? dice.between(2000, 50_000) : dice.between(MINUTE, 9 * MINUTE);

const minuteFrom = (at: Instant): Instant => Math.ceil(at / MINUTE) * MINUTE;
