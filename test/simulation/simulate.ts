/** One seed: some years of people and faults, then a day and two hours in which nothing goes wrong. */
import { DAY, HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import type { Statement } from '../../src/storage/database.ts';
import type { Mail } from '../support/in-process/provider.ts';
import { createAims } from './aims.ts';
import { checkTemplates, createAudit } from './auditing.ts';
import { createCron } from './cron.ts';
import { edition } from './editions.ts';
import { createEvents } from './events.ts';
import { createFaults, type Fault } from './faults.ts';
import { createJudge } from './judge.ts';
import { createCrashWatch } from './left-lying.ts';
import { type Mutant, mutation } from './mutants/mutant.ts';
import { fetchOver, type Network } from './network.ts';
import { createPeople } from './people.ts';
import { type DatabaseFault, type Surroundings, spawn } from './process.ts';
import { excuse, reckon } from './reckoning.ts';
import { settingOf } from './setting.ts';
import { createStage, type Finding } from './stage.ts';
import { createWeather, lasting, type Spell, untilTomorrow } from './weather.ts';
import { createWitness, kindOf, reschedules } from './witness.ts';

export type SimulationOptions = {
  readonly seed: number;
  readonly years: number;
  readonly subscribers: number;
  /** How often things go wrong, in multiples of what is usual. */
  readonly intensity?: number;
  /** Whether the accounting check is made after every step (default: yes). */
  readonly accounts?: boolean;
  readonly mutant?: Mutant | undefined;
  /** Told now and then how far it is. */
  readonly onProgress?: (report: Report) => void;
};

export type Report = {
  readonly seed: number;
  readonly years: number;
  readonly mails: number;
  readonly calls: number;
  readonly steps: number;
  readonly faults: number;
  readonly byFault: Readonly<Partial<Record<Fault, number>>>;
  readonly unknown: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
  /** Of the event log: the same seed gives the same. */
  readonly hash: string;
  /** The end of the event log. */
  readonly tail: readonly string[];
};

const START = Date.parse('2027-01-01T00:00:00Z');

/** How long after the last fault all must be settled. */
const SETTLED_AFTER = 26 * HOUR;

const DATABASE_FAULTS: readonly DatabaseFault[] = [
  'dies',
  'dies_after_commit',
  'database_fails',
  'database_fails_after_commit',
  'database_slow',
  'stalls_past_lease',
  'commits_past_lease',
];

const SPELLS = {
  provider_outage: 'provider_outage',
  provider_quota: 'provider_quota',
  provider_account: 'provider_account',
  cron_outage: 'cron_outage',
  held: 'held_by_operator',
} as const satisfies Record<Exclude<Spell, 'quota_told'>, Fault>;

/** Plays a seed to its end, or to the first thing that is wrong. */
export async function simulate(options: SimulationOptions): Promise<Report> {
  const { seed, years, subscribers, accounts = true, onProgress = () => {} } = options;
  const setting = settingOf(seed, subscribers);
  const stage = createStage({
    seed,
    start: START,
    freePlan: setting.freePlan,
    slice: setting.slice,
    provider: setting.provider,
    mutation: mutation(options.mutant),
  });
  const { dice } = stage;
  const faults = createFaults(dice.fork('faults'), options.intensity ?? 1);
  const weather = createWeather(stage);
  let deployed = 1;
  const deploy = (): void => {
    stage.note(`edition ${++deployed} is deployed`);
    cron.stir();
  };

  const witness = createWitness(stage, {
    found: (process, ids) => aims.found(process, ids),
    fenced: (process, ids) => aims.fenced(process, ids),
    skipped: (ids) => {
      for (const id of ids) excuse(stage, witness, weather, id);
    },
    erasing: (id) => void reckon(stage, witness, judge, events, id),
  });
  const judge = createJudge(stage, witness);
  const crashes = createCrashWatch(stage, () => cron.lastGood());
  const changed: Statement[] = [];

  const network: Network = {
    fault: (call) => setting.callFault(call, faults, weather),
    died: (process) => around.died(process),
    accepted(call, mails: readonly Mail[]) {
      judge.accepted(call, mails);
      events.accepted(mails);
    },
    answered(call, answer, fault) {
      judge.answered(call, answer);
      if (answer?.body.includes('quota_exceeded'))
        weather.begin('quota_told', untilTomorrow(stage.now));
      aims.answered(call, fault);
    },
  };
  const around: Surroundings = {
    databaseFault() {
      const fault = faults.firstOf(DATABASE_FAULTS) as DatabaseFault | null;
      if (fault !== null) cron.stir();
      return fault;
    },
    before: witness.before,
    committed(process, statements, answers) {
      witness.committed(process, statements, answers);
      const changes = statements.filter(
        ({ sql }, n) => kindOf(sql).writes && answers[n]!.changes > 0,
      );
      changed.push(...changes);
      // What an event tells makes nothing due.
      if (changes.length > 0 && process.kind !== 'event') cron.stir();
    },
    fetch: fetchOver(stage, network),
    died(process) {
      crashes.died(process);
      cron.stir();
    },
    courses: () => edition(deployed),
  };
  const skewOf = (): number =>
    faults.strikes('clock_skew') ? dice.between(-10 * MINUTE, 10 * MINUTE) : 0;
  const cron = createCron(stage, faults, weather, (skew, body, ended) => {
    spawn(stage, around, { name: `tick${stage.step}`, kind: 'tick', skew }, body, ended);
  });
  const people = createPeople(
    stage,
    witness,
    judge,
    (name, body, ended) => {
      spawn(stage, around, { name, kind: 'request', skew: skewOf() }, body, ended);
    },
    () => faults.strikes('acts_twice'),
    setting.people,
  );
  const events = createEvents(stage, faults, (name, body, ended) => {
    spawn(stage, around, { name, kind: 'event', skew: 0 }, body, ended);
  });
  const aims = createAims(stage, faults, weather, people, deploy);
  const audit = createAudit(stage, weather);
  const afterStep = (): void => {
    // The accounts do not ask who holds a lease.
    if (accounts && changed.some(({ sql }) => kindOf(sql).counts)) audit(changed.some(reschedules));
    if (changed.some(({ sql }) => kindOf(sql).prunes)) checkTemplates(stage);
    changed.length = 0;
  };

  /** Something that happens so often a year, at moments of its own. */
  const happensNowAndThen = (fault: Fault, act: () => void): void => {
    const rate = faults.perYear(fault);
    if (rate === 0) return;
    const wait = (-Math.log(1 - dice.roll()) * 365 * DAY) / rate;
    stage.after(Math.ceil(wait), () => {
      if (faults.perYear(fault) === 0) return;
      faults.count(fault);
      act();
      happensNowAndThen(fault, act);
    });
  };
  for (const [spell, fault] of Object.entries(SPELLS) as [keyof typeof SPELLS, Fault][]) {
    happensNowAndThen(fault, () => {
      const length = lasting(spell, stage.now, dice.between);
      weather.begin(spell, length);
      if (spell === 'held') hold(length);
    });
  }
  happensNowAndThen('deployed', deploy);
  happensNowAndThen('address_refused', () => {
    const { settings } = stage.world.provider;
    const address = `person${dice.between(0, subscribers - 1)}@example.com`;
    settings.bad_addresses.push(address);
    stage.after(dice.between(1, 60) * DAY, () => settings.bad_addresses.shift());
  });

  /** An operator holds sending, and lets it go again. */
  function hold(length: number): void {
    stage.world.rows("UPDATE settings SET held = 'held by the operator' WHERE id = 1");
    stage.after(length, () => release(stage.now));
  }
  function release(now: Instant): void {
    if (weather.endsAt('held') > now) return;
    stage.world.rows('UPDATE settings SET held = NULL WHERE id = 1');
    cron.stir();
  }

  const report = (): Report => ({
    seed,
    years: (stage.now - START) / (365 * DAY),
    mails: judge.log.size,
    calls: stage.world.provider.calls(),
    steps: stage.step,
    faults: faults.total(),
    byFault: Object.fromEntries(faults.counts),
    unknown: Object.fromEntries(unknown),
    findings: stage.findings,
    hash: stage.hash(),
    tail: stage.tail,
  });

  let unknown: ReadonlyMap<string, number> = new Map();
  people.begin();
  for (let month = 1; month <= Math.ceil(years * 12); month++) {
    const until = START + Math.min(month / 12, years) * 365 * DAY;
    await stage.play(Math.floor(until), cron, afterStep);
    onProgress(report());
    if (stage.findings.length > 0) return report();
  }
  faults.stop();
  people.stop();
  weather.clear();
  release(stage.now);
  setting.calm(stage.world.provider.settings);
  cron.idle = 30 * MINUTE;
  cron.stir();
  await stage.play(stage.now + SETTLED_AFTER, cron, afterStep);
  if (stage.findings.length === 0) {
    crashes.checkSettled(setting.readsList);
    unknown = reckon(stage, witness, judge, events);
    events.check();
    for (const text of stage.mutation.unused()) stage.blame('mutant', `never met: ${text}`);
  }
  const final = report();
  stage.world.close();
  return final;
}
