/** One seed: some years with faults, then 26 hours without. */
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import type { Statement } from '../../src/storage/database.ts';
import { createAccidents } from './accidents.ts';
import { createAims } from './aims.ts';
import { checkTemplates, createAudit } from './auditing.ts';
import { createCommits, ownerOf } from './commits.ts';
import { createCrashWatch } from './crash-watch.ts';
import { createCron } from './cron.ts';
import { courseOf } from './editions.ts';
import { createEvents } from './events.ts';
import { createFaults, DATABASE_FAULTS, type Fault, HARMLESS } from './faults.ts';
import { createJudge } from './judge.ts';
import { checkLedger, checkLessons, excuse, type Sources } from './ledger-check.ts';
import { type Mutant, mutation } from './mutants/mutant.ts';
import { fetchOver, type Network } from './network.ts';
import { ASKED_AGAIN_WITHIN, createOutages } from './outages.ts';
import { createPeople } from './people.ts';
import { type Surroundings, spawn } from './process.ts';
import { type Evidence, judgeRules } from './rules.ts';
import { settingOf } from './setting.ts';
import { createSignUpWatch } from './sign-up-watch.ts';
import { createStage, type Finding } from './stage.ts';
import { kindOf, reschedules } from './statements.ts';

export type SimulationOptions = {
  readonly seed: number;
  readonly years: number;
  readonly subscribers: number;
  /** Multiplies the fault rates; 0: no faults, and the plan's rules are judged. */
  readonly intensity?: number;
  /** Runs the consistency check after every step (default: true). */
  readonly accounts?: boolean;
  readonly mutant?: Mutant | undefined;
  /** Called once per simulated month. */
  readonly onProgress?: (report: Report) => void;
  /** Called at the end of a run without faults, with the evidence for its rules. */
  readonly onEvidence?: (evidence: Evidence) => void;
};

export type Report = {
  readonly seed: number;
  readonly years: number;
  readonly mails: number;
  readonly calls: number;
  readonly steps: number;
  readonly faults: number;
  readonly byFault: Readonly<Partial<Record<Fault, number>>>;
  /** Counts of actions by name. */
  readonly acts: Readonly<Record<string, number>>;
  readonly unknown: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
  /** The hash of the event log: equal for equal seeds. */
  readonly hash: string;
  /** The last lines of the event log. */
  readonly tail: readonly string[];
};

const START = Date.parse('2027-01-01T00:00:00Z');

/** The time after the last fault within which everything must settle. */
const SETTLED_AFTER = 26 * HOUR;

/** Runs a seed to its end or its first violation. */
export async function simulate(options: SimulationOptions): Promise<Report> {
  const { seed, years, subscribers, accounts = true, intensity = 1 } = options;
  const { onProgress = () => {}, onEvidence = () => {} } = options;
  const calm = intensity === 0;
  const setting = settingOf(seed, subscribers, calm);
  const { freePlan, slice, provider } = setting;
  const own = mutation(options.mutant);
  const stage = createStage({ seed, start: START, freePlan, slice, provider, mutation: own });
  const { dice } = stage;
  const faults = createFaults(dice.fork('faults'), intensity, options.mutant?.rates);
  const outages = createOutages(stage);
  const signUps = createSignUpWatch(stage);
  const acts = new Map<string, number>();

  const sources = (): Sources => ({
    ...{ commits, judge, outages },
    failed: events.failed,
    lostKeySince: accidents.lostKeySince,
  });
  const commits = createCommits(stage, {
    found: (process, ids) => aims.found(process, ids),
    fenced: (process, ids) => aims.fenced(process, ids),
    skipped: (ids) => {
      for (const id of ids) excuse(stage, sources(), id);
    },
    erasing: (ids) => void checkLedger(stage, sources(), ids),
    asked: signUps.asked,
    pending: signUps.pending,
  });
  const judge = createJudge(stage, commits, signUps, (address) => {
    const at = events.complaints.get(address);
    // Production finds an erased address by its keyed hash, until that secret is removed.
    return at === undefined || accidents.lostKeySince(at) ? undefined : at;
  });
  const crashes = createCrashWatch(stage, (since) => cron.firstGood(since));
  const changed: Statement[] = [];

  const network: Network = {
    fault: (call) => setting.callFault(call, faults, outages),
    latency: () => setting.latency(outages),
    died: (process) => around.died(process),
    accepted(call, mails) {
      judge.accepted(call, mails);
      events.accepted(mails);
    },
    answered(call, answer, fault) {
      judge.answered(call, answer);
      const isQuota = answer?.body.includes('quota_exceeded') === true;
      if (isQuota) outages.begin('refused', ASKED_AGAIN_WITHIN);
      aims.answered(call, fault);
    },
  };
  const around: Surroundings = {
    databaseFault() {
      const fault = faults.firstOf(DATABASE_FAULTS);
      if (fault !== null && !HARMLESS.includes(fault)) cron.stir();
      return fault;
    },
    before: commits.before,
    committed(process, statements, answers) {
      commits.committed(process, statements, answers);
      const changes = statements.filter(
        ({ sql }, n) => kindOf(sql).writes && answers[n]!.changes > 0,
      );
      changed.push(...changes);
      if (changes.length > 0) cron.stir();
    },
    fetch: fetchOver(stage, network),
    died(process) {
      crashes.died(process);
      cron.stir();
    },
    courses: () => accidents.courses(),
    env: () => accidents.env(),
  };
  const skewOf = (): number =>
    faults.strikes('clock_skew') ? dice.between(-10 * MINUTE, 10 * MINUTE) : 0;
  const cron = createCron(stage, faults, outages, (skew, body, ended) => {
    spawn(stage, around, { name: `tick${stage.step}`, kind: 'tick', skew }, body, ended);
  });
  const people = createPeople(stage, {
    ...{ commits, judge, signUps, calm },
    ...setting.people,
    ...options.mutant?.crowd,
    launch(name, body, ended) {
      const verb = name.slice(name.indexOf(' ') + 1);
      acts.set(verb, (acts.get(verb) ?? 0) + 1);
      spawn(stage, around, { name, kind: 'request', skew: skewOf() }, body, ended);
    },
    actsTwice: () => faults.strikes('acts_twice'),
  });
  const events = createEvents(
    stage,
    faults,
    (name, body, ended) => {
      spawn(stage, around, { name, kind: 'event', skew: 0 }, body, ended);
    },
    (delivery) => {
      judge.takenBack.add(delivery);
      outages.begin('refused', ASKED_AGAIN_WITHIN);
      cron.stir();
    },
    (delivery) => {
      const own = commits.last(ownerOf(delivery));
      return own?.status === 'forgotten' ? undefined : own?.address;
    },
  );
  const accidents = createAccidents(stage, faults, outages, cron);
  const aims = createAims(stage, faults, outages, people, events, accidents);
  const audit = createAudit(stage, outages);
  const afterStep = (): void => {
    // Without changes there is nothing to check: leases don't count.
    if (changed.length === 0) return;
    if (accounts && changed.some(({ sql }) => kindOf(sql).counts)) audit(changed.some(reschedules));
    if (changed.some(({ sql }) => kindOf(sql).name === 'prune templates')) checkTemplates(stage);
    changed.length = 0;
  };

  let unknown: ReadonlyMap<string, number> = new Map();
  const report = (isOver = false): Report => ({
    seed,
    years: (stage.now - START) / (365 * DAY),
    mails: judge.log.size,
    calls: stage.world.provider.calls.length,
    steps: stage.step,
    faults: faults.total(),
    byFault: Object.fromEntries(faults.counts),
    acts: Object.fromEntries(acts),
    unknown: Object.fromEntries(unknown),
    findings: stage.findings,
    hash: stage.hash(),
    tail: stage.findings.length > 0 || isOver ? stage.tail() : [],
  });

  people.begin();
  for (let month = 1; month <= Math.ceil(years * 12); month++) {
    const until = START + Math.min(month / 12, years) * 365 * DAY;
    await stage.play(Math.floor(until), cron, afterStep);
    onProgress(report());
    if (stage.findings.length > 0) return report();
  }
  faults.stop();
  people.stop();
  accidents.end();
  cron.idle = 30 * MINUTE;
  cron.stir();
  await stage.play(stage.now + SETTLED_AFTER, cron, afterStep);
  if (stage.findings.length === 0) {
    crashes.checkSettled(setting.readsList);
    signUps.checkSettled();
    unknown = checkLedger(stage, sources());
    checkLessons(stage, commits, courseOf);
    events.check();
    const evidence = {
      log: [...judge.log.values()],
      standings: commits.standings,
      read: people.read,
      courseOf,
      until: stage.now,
    };
    if (calm) judgeRules(evidence, stage.blame);
    if (calm) onEvidence(evidence);
    for (const text of stage.mutation.unused()) stage.blame('mutant', `never met: ${text}`);
  }
  const final = report(true);
  stage.world.close();
  return final;
}
