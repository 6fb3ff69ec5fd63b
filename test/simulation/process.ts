/** A process: one tick, request or event, with its own clock. The scheduler resolves its awaits. */

import type { Fetch } from '../../scripts/in-process/fake-fetch.ts';
import type { Courses } from '../../src/course/catalog.ts';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import type { Env } from '../../src/services.ts';
import { SLICE } from '../../src/storage/consistency-check.ts';
import type { Answer, Database, Statement } from '../../src/storage/database.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { withoutCheck } from '../support/in-process/seams.ts';
import type { DatabaseFault } from './faults.ts';
import type { Process, Scheduler } from './scheduler.ts';
import { kindOf } from './statements.ts';

/** Hooks around a process: fault injection and observers. */
export type ProcessHooks = {
  readonly databaseFault: (
    process: Process,
    statements: readonly Statement[],
  ) => DatabaseFault | null;
  readonly committed: (
    process: Process,
    statements: readonly Statement[],
    answers: readonly Answer[],
  ) => void;
  /** Called before the statements take effect. */
  readonly before: (statements: readonly Statement[]) => void;
  readonly fetch: (process: Process) => Fetch;
  readonly died: (process: Process) => void;
  readonly courses: () => Courses;
  /** The deployed settings. */
  readonly env: () => Partial<Env>;
};

/** An injected failure; any other error is a violation. */
export class Injected extends Error {}

const UNAVAILABLE = 'the database is unavailable';
/** Transient errors, before or after the commit. */
const TRANSIENT = /Network connection lost|transient error/;

const INJECTED = new RegExp(`${UNAVAILABLE}|${TRANSIENT.source}`);

/** Starts a process; `ended` is called at its end, unless it's killed. */
export function spawn(
  scheduler: Scheduler,
  hooks: ProcessHooks,
  wish: Pick<Process, 'name' | 'kind' | 'skew'>,
  body: (process: Process) => Promise<void>,
  ended: (process: Process, went: 'well' | 'wrong') => void,
): Process {
  const most = scheduler.freePlan ? 45 : Number.POSITIVE_INFINITY;
  const process: Process = {
    ...wish,
    began: scheduler.now,
    clock: () => scheduler.now + wish.skew,
    room: {
      statements: () => most - process.spent.statements,
      calls: () => most - process.spent.calls,
    },
    spent: { statements: 0, calls: 0 },
    alive: true,
    faults: 0,
    tokens: new Set(),
    logged: new Set(),
    get ports() {
      return ports;
    },
  };
  const ports = portsOf(scheduler, hooks, process);
  scheduler.note(`${process.name} begins`);
  scheduler.wake();
  body(process).then(
    () => {
      process.alive = false;
      ended(process, 'well');
    },
    (error: unknown) => {
      process.alive = false;
      scheduler.note(`${process.name} fails: ${(error as Error).message}`);
      if (TRANSIENT.test(String(error))) reportTransient(scheduler, process);
      if (!INJECTED.test(String(error))) reportError(scheduler, process, error);
      ended(process, 'wrong');
    },
  );
  return process;
}

/** Transient database errors must be retried: no request or job may fail because of one. */
function reportTransient(scheduler: Scheduler, { name }: Process): void {
  scheduler.fail('transient error', `${name} failed for a transient database error`);
}

/** Giving up after losing a race five times is intended. */
function reportError(scheduler: Scheduler, process: Process, error: unknown): void {
  const { message, stack } = error as Error;
  if (message.includes('kept changing')) return;
  scheduler.fail('error', `${process.name}: ${stack ?? message}`);
}

function portsOf(scheduler: Scheduler, hooks: ProcessHooks, process: Process): Ports {
  const wired = scheduler.world.worker({
    database: (inner) => owned(scheduler, hooks, process, scheduler.mutation.database(inner)),
    fetch: () => hooks.fetch(process),
    wait: (ms) =>
      new Promise((resolve) =>
        scheduler.after(Math.ceil(ms), () => {
          scheduler.wake();
          if (process.alive) resolve();
        }),
      ),
    log(event, facts) {
      process.logged.add(event);
      // A job's error is logged, and the tick continues.
      const error = String(facts?.error);
      if (event === 'job_failed' && !INJECTED.test(error)) {
        reportError(scheduler, process, new Error(error));
      }
      if (TRANSIENT.test(error)) reportTransient(scheduler, process);
    },
    courses: hooks.courses(),
    env: hooks.env(),
  });
  return scheduler.mutation.ports({
    ...wired,
    db: checkedRarely(wired.db, scheduler.slice),
    newId() {
      const id = wired.newId();
      process.tokens.add(id);
      return id;
    },
  });
}

/** The nightly consistency check reads the whole ledger, so only every fourth day runs it. */
const CHECKED_EVERY = 4;

/** Runs the consistency check only on those days, in slices of at most `most` rows. */
function checkedRarely(inner: Database, most: number): Database {
  const sliced: Database = async (statements) => {
    const [first] = statements;
    if (first === undefined || !SLICES.includes(first.sql)) return inner(statements);
    const [now, after, limit] = first.values;
    const less = Math.min(Number(limit), most);
    const [answer] = await inner([{ ...first, values: [now!, after!, less] }]);
    // The caller recognizes a full slice by `limit` rows.
    const rows = answer!.rows.map((row) => (row.n === less ? { ...row, n: limit } : row));
    return [{ ...answer!, rows }];
  };
  return withoutCheck(sliced, (now) => Math.floor(now / DAY) % CHECKED_EVERY !== 0);
}

const SLICES: readonly string[] = Object.values(SLICE);

/** The scheduler decides when a statement takes effect, and when its result arrives. */
function owned(
  scheduler: Scheduler,
  hooks: ProcessHooks,
  process: Process,
  inner: Database,
): Database {
  return (statements) =>
    new Promise((resolve, reject) => {
      process.spent.statements += statements.length;
      const fault = hooks.databaseFault(process, statements);
      if (fault !== null) process.faults++;
      const label = `${process.name}: ${labelOf(statements)}`;
      const { dice } = scheduler;
      const delay =
        fault === 'commits_past_lease'
          ? dice.between(5 * MINUTE, 25 * MINUTE)
          : fault === 'database_slow'
            ? dice.between(500, 12_000)
            : dice.between(1, 30);
      scheduler.after(delay, () => {
        scheduler.wake();
        scheduler.note(fault === null ? label : `${label} (${fault})`);
        if (fault === 'dies') return die(scheduler, hooks, process);
        if (fault === 'database_fails') return reject(new Injected(UNAVAILABLE));
        if (fault === 'database_transient')
          return reject(new Injected(scheduler.mutation.transientError(statements)));
        hooks.before(statements);
        inner(statements).then((answers) => {
          hooks.committed(process, statements, answers);
          if (!process.alive) return;
          if (fault === 'dies_after_commit') die(scheduler, hooks, process);
          else if (fault === 'database_fails_after_commit') reject(new Injected(UNAVAILABLE));
          else if (fault === 'database_transient_after_commit')
            reject(new Injected(scheduler.mutation.transientError(statements)));
          else if (fault === 'stalls_past_lease') {
            scheduler.after(dice.between(5 * MINUTE, 25 * MINUTE), () => {
              scheduler.wake();
              if (process.alive) resolve(answers);
            });
          } else resolve(answers);
        }, reject);
      });
    });
}

/** A killed process receives no responses; what it has sent arrives. */
export function die(
  scheduler: Scheduler,
  hooks: Pick<ProcessHooks, 'died'>,
  process: Process,
): void {
  if (!process.alive) return;
  process.alive = false;
  scheduler.note(`${process.name} dies`);
  hooks.died(process);
}

/** The first statement's name, or its verb and table. */
function labelOf([first]: readonly Statement[]): string {
  const { name, verb, table } = kindOf(first!.sql);
  return name ?? `${verb} ${table}`;
}
