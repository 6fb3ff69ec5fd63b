/**
 * The scheduler: it owns every await of every process. One thing happens at a time, at a moment of
 * virtual time that the seed chose; in between, the process that was answered runs to its next await.
 */
import { createHash } from 'node:crypto';
import type { Instant } from '../../src/domain/time.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import type { Room } from '../../src/usecases/sending/run.ts';
import { createDice, type Dice } from '../support/in-process/dice.ts';
import { createWorld, type World, type WorldOptions } from '../support/in-process/world.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import type { Mutation } from './mutants/mutant.ts';

export type Process = {
  readonly name: string;
  readonly kind: 'tick' | 'request' | 'event';
  readonly ports: Ports;
  readonly began: Instant;
  /** How far its clock is ahead. */
  readonly skew: number;
  readonly clock: () => Instant;
  /** Statements and calls that it may still make, as the plan of the platform has it. */
  readonly room: Room;
  spent: { statements: number; calls: number };
  alive: boolean;
  faults: number;
  /** Lease tokens that it made. */
  readonly tokens: Set<string>;
  /** What it told its log. */
  readonly told: Set<string>;
};

export type Finding = { readonly rule: string; readonly says: string; readonly at: Instant };

export type Stage = {
  readonly world: World;
  readonly agenda: Agenda;
  readonly dice: Dice;
  readonly now: Instant;
  /** Counts what happened: the order of things within one instant. */
  readonly step: number;
  readonly findings: Finding[];
  readonly blame: (rule: string, says: string) => void;
  /** The event log: only its hash and its end are kept. */
  readonly note: (line: string) => void;
  readonly hash: () => string;
  readonly tail: () => readonly string[];
  readonly mutation: Mutation;
  /** Some process will run: the next step waits until it rests again. */
  readonly wake: () => void;
  readonly after: (delay: number, act: () => void) => void;
  /** Plays all that is on the agenda until then, or until something was found. */
  readonly play: (until: Instant, cron: Cron, afterStep: () => void) => Promise<void>;
  readonly freePlan: boolean;
  /** Rows of the accounts that a tick looks at: few, so that their rounds meet what happens. */
  readonly slice: number;
};

/** When the next cron event is worth playing. */
export type Cron = { readonly nextAt: () => Instant; readonly fire: () => void };

/** Characters of the event log that are hashed at once. */
const HASHED_AT = 50_000;

const TAIL = Number(process.env.SIM_TAIL ?? 400);

export type StageOptions = {
  readonly seed: number;
  readonly start: Instant;
  readonly freePlan: boolean;
  readonly slice?: number;
  readonly provider: WorldOptions['provider'];
  readonly mutation: Mutation;
};

/** An empty stage; nothing happens on it but what its agenda says. */
export function createStage({
  seed,
  start,
  freePlan,
  slice = Number.POSITIVE_INFINITY,
  provider,
  mutation,
}: StageOptions): Stage {
  const dice = createDice(seed);
  // Production's jitter, too, is the seed's.
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
    blame(rule, says) {
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

/** Until every process waits again: what they do between two awaits is a chain of microtasks. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
