/** Maintenance jobs that threw, until they succeed again. The tick reads them with its settings. */
import type { Jobs } from '../usecases/maintenance/run-jobs.ts';
import { type Database, statement } from './database.ts';

export const jobStore = (database: Database): Jobs => ({
  async failed({ name, failedAt, failures, error }) {
    await database([statement(FAILED, name, failedAt, failures, error), statement(COUNT_JOBS)]);
  },

  async succeeded(name) {
    await database([statement('DELETE FROM jobs WHERE name = ?1', name), statement(COUNT_JOBS)]);
  },
});

const FAILED = `
  INSERT INTO jobs (name, failed_at, failures, error) VALUES (?1, ?2, ?3, ?4)
  ON CONFLICT (name) DO UPDATE SET failed_at = excluded.failed_at, failures = excluded.failures,
    error = excluded.error`;

export const COUNT_JOBS = `
  UPDATE settings SET failing_jobs = (SELECT count(*) FROM jobs) WHERE id = 1`;
