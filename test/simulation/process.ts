/** A process: one tick, request or event, with its own clock. The scheduler resolves its awaits. */
import type { Courses } from '../../src/course/catalog.ts';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import type { Env } from '../../src/services.ts';
import { SLICE } from '../../src/storage/consistency-rules.ts';
import type { Answer, Database, Statement } from '../../src/storage/database.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import type { Fetch } from '../support/in-process/fake-fetch.ts';
import { withoutCheck } from '../support/in-process/seams.ts';
import type { DatabaseFault } from './faults.ts';
import type { Process, Stage } from './stage.ts';
import { kindOf } from './statements.ts';

/** Hooks around a process: fault injection and observers. */
export type Surroundings = {
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

const AWAY = 'the database is unavailable';
/** Transient errors, before or after the commit. */
const PASSING = /Network connection lost|transient error/;

const INJECTED = new RegExp(`${AWAY}|${PASSING.source}`);

/** Starts a process; `ended` is called at its end, unless it's killed. */
export function spawn(
  stage: Stage,
  around: Surroundings,
  wish: Pick<Process, 'name' | 'kind' | 'skew'>,
  body: (process: Process) => Promise<void>,
  ended: (process: Process, went: 'well' | 'wrong') => void,
): Process {
  const most = stage.freePlan ? 45 : Number.POSITIVE_INFINITY;
  const process: Process = {
    ...wish,
    began: stage.now,
    clock: () => stage.now + wish.skew,
    room: {
      statements: () => most - process.spent.statements,
      calls: () => most - process.spent.calls,
    },
    spent: { statements: 0, calls: 0 },
    alive: true,
    faults: 0,
    tokens: new Set(),
    told: new Set(),
    get ports() {
      return ports;
    },
  };
  const ports = portsOf(stage, around, process);
  stage.note(`${process.name} begins`);
  stage.wake();
  body(process).then(
    () => {
      process.alive = false;
      ended(process, 'well');
    },
    (error: unknown) => {
      process.alive = false;
      stage.note(`${process.name} fails: ${(error as Error).message}`);
      if (PASSING.test(String(error))) noticed(stage, process);
      if (!INJECTED.test(String(error))) threw(stage, process, error);
      ended(process, 'wrong');
    },
  );
  return process;
}

/** Transient database errors must be retried: no request or job may fail because of one. */
function noticed(stage: Stage, { name }: Process): void {
  stage.blame('noticed', `${name} failed for a transient database error`);
}

/** Giving up after losing a race five times is intended. */
function threw(stage: Stage, process: Process, error: unknown): void {
  const { message, stack } = error as Error;
  if (message.includes('kept changing')) return;
  stage.blame('threw', `${process.name}: ${stack ?? message}`);
}

function portsOf(stage: Stage, around: Surroundings, process: Process): Ports {
  const wired = stage.world.worker({
    database: (inner) => owned(stage, around, process, stage.mutation.database(inner)),
    fetch: () => around.fetch(process),
    wait: (ms) =>
      new Promise((resolve) =>
        stage.after(Math.ceil(ms), () => {
          stage.wake();
          if (process.alive) resolve();
        }),
      ),
    log(event, facts) {
      process.told.add(event);
      // A job's error is logged, and the tick continues.
      const error = String(facts?.error);
      if (event === 'job_failed' && !INJECTED.test(error)) {
        threw(stage, process, new Error(error));
      }
      if (PASSING.test(error)) noticed(stage, process);
    },
    courses: around.courses(),
    env: around.env(),
  });
  return stage.mutation.ports({
    ...wired,
    db: checkedRarely(wired.db, stage.slice),
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
function owned(stage: Stage, around: Surroundings, process: Process, inner: Database): Database {
  return (statements) =>
    new Promise((resolve, reject) => {
      process.spent.statements += statements.length;
      const fault = around.databaseFault(process, statements);
      if (fault !== null) process.faults++;
      const label = `${process.name}: ${labelOf(statements)}`;
      const { dice } = stage;
      const delay =
        fault === 'commits_past_lease'
          ? dice.between(5 * MINUTE, 25 * MINUTE)
          : fault === 'database_slow'
            ? dice.between(500, 12_000)
            : dice.between(1, 30);
      stage.after(delay, () => {
        stage.wake();
        stage.note(fault === null ? label : `${label} (${fault})`);
        if (fault === 'dies') return die(stage, around, process);
        if (fault === 'database_fails') return reject(new Injected(AWAY));
        if (fault === 'database_hiccups')
          return reject(new Injected(stage.mutation.hiccup(statements)));
        around.before(statements);
        inner(statements).then((answers) => {
          around.committed(process, statements, answers);
          if (!process.alive) return;
          if (fault === 'dies_after_commit') die(stage, around, process);
          else if (fault === 'database_fails_after_commit') reject(new Injected(AWAY));
          else if (fault === 'database_hiccups_after_commit')
            reject(new Injected(stage.mutation.hiccup(statements)));
          else if (fault === 'stalls_past_lease') {
            stage.after(dice.between(5 * MINUTE, 25 * MINUTE), () => {
              stage.wake();
              if (process.alive) resolve(answers);
            });
          } else resolve(answers);
        }, reject);
      });
    });
}

/** A killed process receives no responses; what it has sent arrives. */
export function die(stage: Stage, around: Pick<Surroundings, 'died'>, process: Process): void {
  if (!process.alive) return;
  process.alive = false;
  stage.note(`${process.name} dies`);
  around.died(process);
}

/** The first statement's name, or its verb and table. */
function labelOf([first]: readonly Statement[]): string {
  const { name, verb, table } = kindOf(first!.sql);
  return name ?? `${verb} ${table}`;
}
