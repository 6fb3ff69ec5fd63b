/**
 * Maintenance jobs of a tick. A job that throws is recorded and backs off; the others still run.
 */
import { redact, thrown } from '../../domain/redact.ts';
import { HOUR, type Instant, MINUTE } from '../../domain/time.ts';
import { type FailedJob, recordFailure, recordSuccess } from '../../storage/jobs.ts';
import type { Gate } from '../../storage/sending-state.ts';
import type { Ports } from '../ports.ts';

export type JobRun = {
  readonly ports: Ports;
  readonly gate: Gate;
  readonly now: Instant;
  /** Statements that the run may still make. */
  readonly room: () => number;
};

export type Job = {
  readonly name: string;
  /** The job may make emails due. */
  readonly plans?: true;
  /** The job starts only with more room than this. */
  readonly needs: number;
  readonly due: (run: JobRun) => boolean;
  readonly run: (run: JobRun) => Promise<unknown>;
};

/** Runs due jobs, and failed jobs once their backoff is over. Returns those that ran. */
export async function runJobs(jobs: readonly Job[], run: JobRun): Promise<readonly Job[]> {
  const ran: Job[] = [];
  for (const job of jobs) {
    const before = run.gate.jobs.find(({ name }) => name === job.name);
    const due = before ? isDue(before.failedAt, backOff(before), run.now) : job.due(run);
    if (!due || run.room() <= job.needs) continue;
    ran.push(job);
    await runOne(job, run, before);
  }
  return ran;
}

async function runOne(job: Job, run: JobRun, before: FailedJob | undefined): Promise<void> {
  const { ports, now } = run;
  try {
    await job.run(run);
    if (before !== undefined) await recordSuccess(ports.db, job.name);
  } catch (error) {
    ports.log('job_failed', { job: job.name, error: thrown(error) });
    const failures = (before?.failures ?? 0) + 1;
    const text = redact(String(error)).slice(0, ERROR_LENGTH);
    await recordFailure(ports.db, { name: job.name, failedAt: now, failures, error: text }).catch(
      (cause: unknown) => ports.log('job_not_recorded', { error: thrown(cause) }),
    );
  }
}

const ERROR_LENGTH = 300;

/** 1, 2, 4 … 60 minutes. */
const backOff = ({ failures }: FailedJob): number => Math.min(HOUR, MINUTE * 2 ** (failures - 1));

/** Ticks may run at instants in any order: a `last` in the future does not count. */
export const isDue = (last: Instant, every: number, now: Instant): boolean =>
  now - last >= every || last > now;
