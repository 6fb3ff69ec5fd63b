/** One seed: some years with faults, then 26 hours without. */
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import type { Statement } from '../../src/storage/database.ts';
import { createCommitWatch, ownerOf } from './commit-watch.ts';
import { checkTemplates, createConsistencyCheck } from './consistency.ts';
import { createCrashWatch } from './crash-watch.ts';
import { createCron } from './cron.ts';
import { courseOf } from './deployments.ts';
import { createEvents } from './events.ts';
import { createFaults, DATABASE_FAULTS, type Fault, HARMLESS } from './faults.ts';
import { createIncidents } from './incidents.ts';
import { createJudge } from './judge.ts';
import { checkLedger, checkLessons, checkSkipped, type Sources } from './ledger-check.ts';
import { type Mutant, mutation } from './mutants/mutant.ts';
import { fetchOver, type Network } from './network.ts';
import { createOutages, PROBED_WITHIN } from './outages.ts';
import { createPeople } from './people.ts';
import { type ProcessHooks, spawn } from './process.ts';
import { type Evidence, judgeRules } from './rules.ts';
import { createScheduler, type Finding } from './scheduler.ts';
import { seedConfig } from './seed-config.ts';
import { createSignUpWatch } from './sign-up-watch.ts';
import { kindOf, reschedules } from './statements.ts';
import { createTargetedFaults } from './targeted-faults.ts';

export type SimulationOptions = {
  readonly seed: number;
  readonly years: number;
  readonly subscribers: number;
  /** Multiplies the fault rates; 0: no faults, and the plan's rules are judged. */
  readonly intensity?: number;
  /** Runs the consistency check after every step (default: true). */
  readonly consistency?: boolean;
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
  const { seed, years, subscribers, consistency = true, intensity = 1 } = options;
  const { onProgress = () => {}, onEvidence = () => {} } = options;
  const calm = intensity === 0;
  const config = seedConfig(seed, subscribers, calm);
  const { freePlan, slice, provider } = config;
  const own = mutation(options.mutant);
  const scheduler = createScheduler({
    seed,
    start: START,
    freePlan,
    slice,
    provider,
    mutation: own,
  });
  const { dice } = scheduler;
  const faults = createFaults(dice.fork('faults'), intensity, options.mutant?.rates);
  const outages = createOutages(scheduler);
  const signUps = createSignUpWatch(scheduler);
  const acts = new Map<string, number>();

  const sources = (): Sources => ({
    ...{ commits, judge, outages },
    failed: events.failed,
    lostKeySince: incidents.lostKeySince,
  });
  const commits = createCommitWatch(scheduler, {
    found: (process, ids) => targeted.found(process, ids),
    fenced: (process, ids) => targeted.fenced(process, ids),
    skipped: (ids) => {
      for (const id of ids) checkSkipped(scheduler, sources(), id);
    },
    erasing: (ids) => void checkLedger(scheduler, sources(), ids),
    asked: signUps.asked,
    pending: signUps.pending,
  });
  const judge = createJudge(scheduler, commits, signUps, (address) => {
    const at = events.complaints.get(address);
    // Production finds an erased address by its keyed hash, until that secret is removed.
    return at === undefined || incidents.lostKeySince(at) ? undefined : at;
  });
  const crashes = createCrashWatch(scheduler, (since) => cron.firstGood(since));
  const changed: Statement[] = [];

  const network: Network = {
    fault: (call) => config.callFault(call, faults, outages),
    latency: () => config.latency(outages),
    died: (process) => hooks.died(process),
    accepted(call, mails) {
      judge.accepted(call, mails);
      events.accepted(mails);
    },
    answered(call, answer, fault) {
      judge.answered(call, answer);
      const isQuota = answer?.body.includes('quota_exceeded') === true;
      if (isQuota) outages.begin('refused', PROBED_WITHIN);
      targeted.answered(call, fault);
    },
  };
  const hooks: ProcessHooks = {
    databaseFault() {
      const fault = faults.firstOf(DATABASE_FAULTS);
      if (fault !== null && !HARMLESS.includes(fault)) cron.expectWork();
      return fault;
    },
    before: commits.before,
    committed(process, statements, answers) {
      commits.committed(process, statements, answers);
      const changes = statements.filter(
        ({ sql }, n) => kindOf(sql).writes && answers[n]!.changes > 0,
      );
      changed.push(...changes);
      if (changes.length > 0) cron.expectWork();
    },
    fetch: fetchOver(scheduler, network),
    died(process) {
      crashes.died(process);
      cron.expectWork();
    },
    courses: () => incidents.courses(),
    env: () => incidents.env(),
  };
  const skewOf = (): number =>
    faults.occurs('clock_skew') ? dice.between(-10 * MINUTE, 10 * MINUTE) : 0;
  const cron = createCron(scheduler, faults, outages, (skew, body, ended) => {
    spawn(scheduler, hooks, { name: `tick${scheduler.step}`, kind: 'tick', skew }, body, ended);
  });
  const people = createPeople(scheduler, {
    ...{ commits, judge, signUps, calm },
    ...config.people,
    ...options.mutant?.crowd,
    launch(name, body, ended) {
      const action = name.slice(name.indexOf(' ') + 1);
      acts.set(action, (acts.get(action) ?? 0) + 1);
      spawn(scheduler, hooks, { name, kind: 'request', skew: skewOf() }, body, ended);
    },
    actsTwice: () => faults.occurs('acts_twice'),
  });
  const events = createEvents(
    scheduler,
    faults,
    (name, body, ended) => {
      spawn(scheduler, hooks, { name, kind: 'event', skew: 0 }, body, ended);
    },
    (delivery) => {
      judge.takenBack.add(delivery);
      outages.begin('refused', PROBED_WITHIN);
      cron.expectWork();
    },
    (delivery) => {
      const own = commits.last(ownerOf(delivery));
      return own?.status === 'forgotten' ? undefined : own?.address;
    },
  );
  const incidents = createIncidents(scheduler, faults, outages, cron);
  const targeted = createTargetedFaults(scheduler, faults, outages, people, events, incidents);
  const audit = createConsistencyCheck(scheduler, outages);
  const afterStep = (): void => {
    // Without changes there is nothing to check: leases don't count.
    if (changed.length === 0) return;
    if (consistency && changed.some(({ sql }) => kindOf(sql).counts))
      audit(changed.some(reschedules));
    if (changed.some(({ sql }) => kindOf(sql).name === 'prune templates'))
      checkTemplates(scheduler);
    changed.length = 0;
  };

  let unknown: ReadonlyMap<string, number> = new Map();
  const report = (isOver = false): Report => ({
    seed,
    years: (scheduler.now - START) / (365 * DAY),
    mails: judge.log.size,
    calls: scheduler.world.provider.calls.length,
    steps: scheduler.step,
    faults: faults.total(),
    byFault: Object.fromEntries(faults.counts),
    acts: Object.fromEntries(acts),
    unknown: Object.fromEntries(unknown),
    findings: scheduler.findings,
    hash: scheduler.hash(),
    tail: scheduler.findings.length > 0 || isOver ? scheduler.tail() : [],
  });

  people.begin();
  for (let month = 1; month <= Math.ceil(years * 12); month++) {
    const until = START + Math.min(month / 12, years) * 365 * DAY;
    await scheduler.play(Math.floor(until), cron, afterStep);
    onProgress(report());
    if (scheduler.findings.length > 0) return report();
  }
  faults.stop();
  people.stop();
  incidents.end();
  cron.idle = 30 * MINUTE;
  cron.expectWork();
  await scheduler.play(scheduler.now + SETTLED_AFTER, cron, afterStep);
  if (scheduler.findings.length === 0) {
    crashes.checkSettled(config.readsList);
    signUps.checkSettled();
    unknown = checkLedger(scheduler, sources());
    checkLessons(scheduler, commits, courseOf);
    events.check();
    const evidence = {
      log: [...judge.log.values()],
      snapshots: commits.snapshots,
      read: people.read,
      courseOf,
      until: scheduler.now,
    };
    if (calm) judgeRules(evidence, scheduler.fail);
    if (calm) onEvidence(evidence);
    for (const text of scheduler.mutation.unused()) scheduler.fail('mutant', `never met: ${text}`);
  }
  const final = report(true);
  scheduler.world.close();
  return final;
}
