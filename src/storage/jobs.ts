/** Maintenance jobs: when each runs next, how far it has got, and its last failure. */
import type { Instant } from '../domain/time.ts';
import { ask, type Database, type Row, type Statement, statement } from './database.ts';

/** The job that emails the operator about problems. */
export const DIGEST = 'digest';

export type JobRow = {
  readonly name: string;
  /** From then on ticks read the row; null: the job runs on demand. */
  readonly nextAt: Instant | null;
  readonly cursor: string;
  /** What the job keeps between its runs. */
  readonly state: unknown;
  readonly failedAt: Instant | null;
  /** In a row. */
  readonly failures: number;
};

export type Progress = Pick<JobRow, 'nextAt' | 'cursor' | 'state'>;

/** A job that threw and has not succeeded since. */
export type FailedJob = {
  readonly name: string;
  readonly failedAt: Instant;
  readonly failures: number;
  readonly error: string;
};

/** The row of a job that has none yet. */
export const newJob = (name: string): JobRow => ({
  ...{ name, nextAt: null, cursor: '', state: null, failedAt: null, failures: 0 },
});

/**
 * Rows that are due at `?1`, as JSON: part of the statement that opens a tick. Names the index,
 * because after `ANALYZE` the planner would rather read all jobs each minute.
 */
export const DUE_JOBS = `(
  SELECT json_group_array(json_object('name', name, 'nextAt', next_at, 'cursor', cursor,
    'state', json(state), 'failedAt', failed_at, 'failures', failures))
  FROM jobs INDEXED BY jobs_next WHERE next_at <= ?1)`;

/** Jobs whose last run threw. */
export const FAILING_JOBS = `
  SELECT name, failed_at, failures, error FROM jobs WHERE failures > 0 ORDER BY name`;

/** For `/health`. */
export const toFailedJob = ({ failed_at: failedAt, ...job }: Row): FailedJob => ({
  ...job,
  failedAt,
});

/** Reserves the next run, so that a run that is killed is not repeated every minute. */
export async function postponeJob(db: Database, name: string, nextAt: Instant): Promise<void> {
  await ask(db, 'UPDATE jobs SET next_at = ?2 WHERE name = ?1', name, nextAt);
}

/**
 * Saves a successful run. Changes nothing and returns false if another tick has saved its own run
 * since `before` was read.
 */
export async function saveProgress(
  db: Database,
  before: JobRow,
  { nextAt, cursor, state }: Progress,
): Promise<boolean> {
  const saved = await ask(
    db,
    SAVE,
    before.name,
    before.nextAt,
    before.cursor,
    nextAt,
    cursor,
    state === null ? null : JSON.stringify(state),
  );
  return saved.length > 0;
}

/** Every tick reads a failing job, and retries it when its backoff is over. */
export async function recordFailure(
  db: Database,
  { name, failedAt, failures, error }: FailedJob,
): Promise<void> {
  await db([statement(FAILED, name, failedAt, failures, error), askForDigest(failedAt)]);
}

/** Adds the rows of new scheduled jobs, and deletes those of jobs that no longer exist. */
export async function registerJobs(
  db: Database,
  jobs: readonly { readonly name: string; readonly every?: number }[],
  now: Instant,
): Promise<void> {
  const list = JSON.stringify(jobs.map(({ name, every }) => ({ name, every })));
  await db([statement(REGISTER, list, now), statement(UNREGISTER, list)]);
}

/** Makes the next tick look for problems to tell the operator about. */
export const askForDigest = (now: Instant): Statement => statement(askIf('true'), now);

/** The same, if the statement before it in the batch changed something. */
export const askForDigestIfChanged = (now: Instant): Statement =>
  statement(askIf('changes() > 0'), now);

/** The same for an event of the provider, unless it's a repeat. */
export const askForDigestOnce = (eventId: string, now: Instant): Statement =>
  statement(askIf('NOT EXISTS (SELECT 1 FROM feedback WHERE event_id = ?2)'), now, eventId);

/** The new cursor keeps a digest that is being written from postponing this one. */
const askIf = (condition: string): string => `
  INSERT INTO jobs (name, next_at, cursor) SELECT '${DIGEST}', ?1, '1' WHERE ${condition}
  ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at, cursor = jobs.cursor + 1`;

const SAVE = `
  /* save job */ INSERT INTO jobs (name, next_at, cursor, state) VALUES (?1, ?4, ?5, ?6)
  ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at, cursor = excluded.cursor,
    state = excluded.state, failed_at = NULL, failures = 0, error = NULL
  WHERE jobs.next_at IS ?2 AND jobs.cursor = ?3 RETURNING 1 AS saved`;

const FAILED = `
  INSERT INTO jobs (name, next_at, failed_at, failures, error) VALUES (?1, ?2, ?2, ?3, ?4)
  ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at, failed_at = excluded.failed_at,
    failures = excluded.failures, error = excluded.error`;

const REGISTER = `
  INSERT INTO jobs (name, next_at) SELECT value ->> 'name', ?2 FROM json_each(?1)
  WHERE value ->> 'every' IS NOT NULL
  ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at WHERE jobs.next_at IS NULL`;

const UNREGISTER = `
  DELETE FROM jobs WHERE name NOT IN (SELECT value ->> 'name' FROM json_each(?1))`;
