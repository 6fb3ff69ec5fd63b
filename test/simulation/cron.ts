/** The cron: once a minute, except when not, twice, late or on a wrong clock; idle minutes are left out. */
import { DAY, type Instant, MINUTE } from '../../src/domain/time.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import type { Dice } from '../support/in-process/dice.ts';
import { nextMoment } from '../support/in-process/play.ts';
import type { Faults } from './faults.ts';
import type { Outages } from './outages.ts';
import type { Cron, Process, Stage } from './stage.ts';

export type SimulatedCron = Cron & {
  /** Something was written: the next minute is worth playing. */
  readonly stir: () => void;
  /** With nothing due it is still played this often. */
  idle: number;
  /** When the first tick since then began that nothing disturbed or stopped. */
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
        // On a wrong clock nothing may have been due.
        if (went === 'wrong' || skew !== 0) stir();
        const stopped = told.has('sending_stopped') || told.has('provider_says_wait') || isHeld();
        if (went === 'well' && disturbed === 0 && !stopped && Math.abs(skew) < MINUTE) {
          good = [...good.slice(-KEPT), began];
        }
      },
    );
  }

  /** Only one email at a time is tried. */
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

/** Good ticks that are remembered: more than a lease and a while have minutes. */
const KEPT = 60;

/** The platform starts a run some seconds late, and now and then some minutes. */
const lateness = (dice: Dice): number =>
  dice.happens(0.5) ? dice.between(2000, 50_000) : dice.between(MINUTE, 9 * MINUTE);

const minuteFrom = (at: Instant): Instant => Math.ceil(at / MINUTE) * MINUTE;
