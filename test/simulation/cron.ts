/**
 * The cron: once a minute, sometimes skipped, doubled, late or with a skewed clock. Idle minutes
 * are skipped.
 */
import { DAY, type Instant, MINUTE } from '../../src/domain/time.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import type { Dice } from '../support/in-process/dice.ts';
import { nextMoment } from '../support/in-process/play.ts';
import type { Faults } from './faults.ts';
import type { Outages } from './outages.ts';
import type { Cron, Process, Stage } from './stage.ts';

export type SimulatedCron = Cron & {
  /** Something was written: run the next minute. */
  readonly stir: () => void;
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
  stage: Stage,
  faults: Faults,
  outages: Outages,
  launch: LaunchTick,
): SimulatedCron {
  const dice = stage.dice.fork('cron');
  let last = stage.now - MINUTE;
  let good: Instant[] = [];
  let restless = true;
  let planned: Instant | null = null;

  function run(skew: number): void {
    launch(
      skew,
      ({ ports, clock, room }) => tick(ports, clock, room),
      ({ began, faults: disturbed, told }, went) => {
        // With a skewed clock nothing may have been due.
        if (went === 'wrong' || skew !== 0) stir();
        const stopped = told.has('sending_stopped') || told.has('provider_says_wait') || isHeld();
        if (went === 'well' && disturbed === 0 && !stopped && Math.abs(skew) < MINUTE) {
          good = [...good.slice(-KEPT), began];
        }
      },
    );
  }

  /** While sending is held, only probes are sent. */
  const isHeld = (): boolean => stage.world.rows('SELECT 1 FROM holds').length > 0;

  function stir(): void {
    restless = true;
    planned = null;
  }

  const cron: SimulatedCron = {
    idle: DAY,
    stir,
    firstGood: (since) => good.find((at) => at >= since),
    nextAt() {
      planned ??= restless
        ? last + MINUTE
        : Math.min(
            nextMoment({ now: stage.now, sqlite: stage.world.sqlite }) ?? Infinity,
            last + cron.idle,
          );
      const outage = outages.endsAt('cron_outage');
      return minuteFrom(Math.max(planned, last + MINUTE, stage.now, outage));
    },
    fire() {
      last = stage.now;
      planned = null;
      if (faults.strikes('cron_missed')) return stir();
      restless = false;
      const times = faults.strikes('cron_doubled') ? dice.between(2, 4) : 1;
      const late = faults.strikes('cron_late') ? lateness(dice) : 0;
      for (let n = 0; n < times; n++) {
        const skew = faults.strikes('clock_skew') ? dice.between(-10 * MINUTE, 10 * MINUTE) : 0;
        const delay = late + (n === 0 ? 0 : dice.between(0, 800));
        stage.after(delay, () => run(skew));
      }
    },
  };
  return cron;
}

/** Good ticks remembered: more minutes than a lease lasts. */
const KEPT = 60;

/** A run starts seconds late, at times minutes. */
const lateness = (dice: Dice): number =>
  dice.happens(0.5) ? dice.between(2000, 50_000) : dice.between(MINUTE, 9 * MINUTE);

const minuteFrom = (at: Instant): Instant => Math.ceil(at / MINUTE) * MINUTE;
