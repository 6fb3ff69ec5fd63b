/**
 * The scheduler: it resolves every await of every process. One event happens at a time, at an
 * instant of virtual time that the seed chooses; between events, the resumed process runs to its
 * next await.
 */
import { createHash } from 'node:crypto';
import { createWorld, type World, type WorldOptions } from '../../scripts/in-process/world.ts';
import { createDice, type Dice } from '../../scripts/world/dice.ts';
import type { Instant } from '../../src/domain/time.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import type { Room } from '../../src/usecases/sending/run.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import type { Mutation } from './mutants/mutant.ts';

export type Process = {
  readonly name: string;
  readonly kind: 'tick' | 'request' | 'event';
  readonly ports: Ports;
  readonly began: Instant;
  /** How far its clock is ahead, in milliseconds. */
  readonly skew: number;
  readonly clock: () => Instant;
  /** The statements and calls left within the platform's limits. */
  readonly room: Room;
  spent: { statements: number; calls: number };
  alive: boolean;
  faults: number;
  /** Lease tokens that this process created. */
  readonly tokens: Set<string>;
  /** Event names in its log. */
  readonly logged: Set<string>;
};

export type Finding = { readonly rule: string; readonly says: string; readonly at: Instant };

export type Scheduler = {
  readonly world: World;
  readonly agenda: Agenda;
  readonly dice: Dice;
  readonly now: Instant;
  /** Counts events; orders those of one instant. */
  readonly step: number;
  readonly findings: Finding[];
  readonly fail: (rule: string, says: string) => void;
  /** Appends to the event log, of which only the hash and the last lines are kept. */
  readonly note: (line: string) => void;
  readonly hash: () => string;
  readonly tail: () => readonly string[];
  readonly mutation: Mutation;
  /** A process was resumed: wait for its next await before the next event. */
  readonly wake: () => void;
  readonly after: (delay: number, act: () => void) => void;
  /** Runs the agenda until then, or until a violation. */
  readonly play: (until: Instant, cron: Cron, afterStep: () => void) => Promise<void>;
  readonly freePlan: boolean;
  /**
   * The most rows of the consistency check per tick: few, so that rounds overlap with other events.
   */
  readonly slice: number;
};

/** The next cron event, and its run. */
export type Cron = { readonly nextAt: () => Instant; readonly fire: () => void };

/** Characters of the event log hashed at a time. */
const HASHED_AT = 50_000;

const TAIL = Number(process.env.SIM_TAIL ?? 400);

export type SchedulerOptions = {
  readonly seed: number;
  readonly start: Instant;
  readonly freePlan: boolean;
  readonly slice?: number;
  readonly provider: WorldOptions['provider'];
  readonly mutation: Mutation;
};

/** A scheduler with an empty agenda. */
export function createScheduler({
  seed,
  start,
  freePlan,
  slice = Number.POSITIVE_INFINITY,
  provider,
  mutation,
}: SchedulerOptions): Scheduler {
  const dice = createDice(seed);
  // Jitter in production code must come from the seed too.
  Math.random = dice.fork('jitter').roll;
  const world = createWorld({ start, seed, provider: { keep_bodies: true, ...provider } });
  const agenda = createAgenda();
  const digest = createHash('sha256');
  const tail: [Instant, string][] = [];
  let fresh = '';
  const findings: Finding[] = [];
  let step = 0;
  let awake = false;

  function hashFresh(): void {
    digest.update(fresh);
    fresh = '';
  }

  async function play(until: Instant, cron: Cron, afterStep: () => void): Promise<void> {
    while (findings.length === 0) {
      const cronAt = cron.nextAt();
      const isCron = cronAt <= agenda.nextAt();
      const at = isCron ? cronAt : agenda.nextAt();
      if (at > until) break;
      world.advanceTo(at);
      step++;
      if (isCron) cron.fire();
      else agenda.take().act();
      if (awake) await settled();
      awake = false;
      afterStep();
    }
    if (findings.length === 0) world.advanceTo(until);
  }

  return {
    world,
    agenda,
    dice,
    get now() {
      return world.now;
    },
    get step() {
      return step;
    },
    findings,
    fail(rule, says) {
      findings.push({ rule, says, at: world.now });
    },
    note(line) {
      fresh += `${world.now} ${line}\n`;
      if (fresh.length > HASHED_AT) hashFresh();
      if (tail.push([world.now, line]) > 2 * TAIL) tail.splice(0, TAIL);
    },
    hash() {
      hashFresh();
      return digest.copy().digest('hex').slice(0, 16);
    },
    tail: () => tail.map(([at, line]) => `${new Date(at).toISOString()} ${line}`),
    mutation,
    freePlan,
    slice,
    wake() {
      awake = true;
    },
    after: (delay, act) => agenda.add(world.now + delay, act),
    play,
  };
}

/**
 * Resolves once every process awaits again: between two awaits a process runs as a chain of
 * microtasks.
 */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
