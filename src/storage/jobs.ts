/** Maintenance jobs that threw, until they succeed again. The tick reads them with its settings. */
import type { Instant } from '../domain/time.ts';
import { type Database, statement } from './database.ts';

/** A job that threw and has not succeeded since. */
export type FailedJob = {
  readonly name: string;
  readonly failedAt: Instant;
  /** In a row. */
  readonly failures: number;
  readonly error: string;
};

export async function recordFailure(
  db: Database,
  { name, failedAt, failures, error }: FailedJob,
): Promise<void> {
  await db([statement(FAILED, name, failedAt, failures, error), statement(COUNT_JOBS)]);
}

export async function recordSuccess(db: Database, name: string): Promise<void> {
  await db([statement('DELETE FROM jobs WHERE name = ?1', name), statement(COUNT_JOBS)]);
}

const FAILED = `
  INSERT INTO jobs (name, failed_at, failures, error) VALUES (?1, ?2, ?3, ?4)
  ON CONFLICT (name) DO UPDATE SET failed_at = excluded.failed_at, failures = excluded.failures,
    error = excluded.error`;

export const COUNT_JOBS = `
  UPDATE settings SET failing_jobs = (SELECT count(*) FROM jobs) WHERE id = 1`;
