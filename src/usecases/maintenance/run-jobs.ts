/**
 * Maintenance jobs of a tick. A job that throws is recorded and backs off; the others still run.
 */
import { redact, thrown } from '../../domain/redact.ts';
import { HOUR, type Instant, MINUTE } from '../../domain/time.ts';
import {
  type JobRow,
  newJob,
  type Progress,
  postponeJob,
  recordFailure,
  saveProgress,
} from '../../storage/jobs.ts';
import type { Gate } from '../../storage/sending-state.ts';
import type { Ports } from '../ports.ts';

export type Tick = {
  readonly ports: Ports;
  readonly gate: Gate;
  readonly now: Instant;
  /** Statements that the run may still make. */
  readonly room: () => number;
};

export type JobRun = Tick & {
  readonly row: JobRow;
  /** Saves how far the job has got; false if another tick has advanced it meanwhile. */
  readonly save: (progress: Partial<Progress>) => Promise<boolean>;
};

export type Job = {
  readonly name: string;
  /** The job may make emails due. */
  readonly plans?: true;
  /** Milliseconds between two runs; without it, the job runs on demand. */
  readonly every?: number;
  /** Whether an on-demand job has something to do. */
  readonly when?: (tick: Tick) => boolean;
  /** The job goes on where its last run ended, and saves cursor and next run itself. */
  readonly walks?: true;
  /** The job starts only with more room than this. */
  readonly needs: number;
  readonly run: (run: JobRun) => Promise<unknown>;
};

/** Runs the jobs that are due. Returns those that ran. */
export async function runJobs(jobs: readonly Job[], tick: Tick): Promise<readonly Job[]> {
  const ran: Job[] = [];
  for (const job of jobs) {
    if (!isDue(job, tick) || tick.room() <= job.needs) continue;
    ran.push(job);
    await runOne(job, tick);
  }
  return ran;
}

/**
 * A failed job is due when its backoff is over. Ticks may run at instants in any order: a failure
 * in the future does not count.
 */
export function isDue(job: Job, tick: Tick): boolean {
  const row = tick.gate.jobs.find(({ name }) => name === job.name);
  if (row === undefined) return job.when?.(tick) ?? false;
  const { failures, failedAt } = row;
  return failedAt === null || tick.now - failedAt >= backOff(failures) || failedAt > tick.now;
}

async function runOne(job: Job, tick: Tick): Promise<void> {
  const { ports, gate, now } = tick;
  const row = gate.jobs.find(({ name }) => name === job.name) ?? newJob(job.name);
  const nextAt = job.every === undefined ? null : now + job.every;
  const reserves = nextAt !== null && !job.walks;
  const before = reserves ? { ...row, nextAt } : row;
  let isSaved = false;
  const save = (progress: Partial<Progress>): Promise<boolean> => {
    isSaved = true;
    return saveProgress(ports.db, before, { ...before, nextAt, ...progress });
  };
  try {
    if (reserves) await postponeJob(ports.db, job.name, nextAt);
    await job.run({ ...tick, row, save });
    if (row.failures > 0 && !isSaved) await save({});
  } catch (error) {
    ports.log('job_failed', { job: job.name, error: thrown(error) });
    const text = redact(String(error)).slice(0, ERROR_LENGTH);
    const failure = { name: job.name, failedAt: now, failures: row.failures + 1, error: text };
    await recordFailure(ports.db, failure).catch((cause: unknown) =>
      ports.log('job_not_recorded', { error: thrown(cause) }),
    );
  }
}

const ERROR_LENGTH = 300;

/** 1, 2, 4 … 60 minutes. */
const backOff = (failures: number): number => Math.min(HOUR, MINUTE * 2 ** (failures - 1));
