/** Rounds of the consistency check, slice by slice, and a ledger to check. */

import type { World } from '../../../scripts/in-process/world.ts';
import { CONSISTENCY_CHECK, checkSlice } from '../../../src/storage/consistency-check.ts';
import { ask } from '../../../src/storage/database.ts';
import { type JobRow, newJob, saveProgress } from '../../../src/storage/jobs.ts';
import type { Ports } from '../../../src/usecases/ports.ts';

/** Checks one slice as a tick does. Returns the result if the round is complete and was saved. */
export async function slice(
  { ports: own, now }: Pick<World, 'ports' | 'now'>,
  limit: number,
  ports: Ports = own,
): Promise<readonly string[] | null> {
  const job = await checkJob(ports);
  const { progress, found } = await checkSlice(ports.db, job, now, limit, ports.courses);
  const isSaved = await saveProgress(ports.db, job, progress);
  return isSaved && progress.cursor === '' ? found : null;
}

async function checkJob({ db }: Ports): Promise<JobRow> {
  const [row] = await ask<{ nextAt: number; cursor: string; state: string }>(
    db,
    'SELECT next_at AS nextAt, cursor, state FROM jobs WHERE name = ?1',
    CONSISTENCY_CHECK,
  );
  const none = newJob(CONSISTENCY_CHECK);
  return row === undefined ? none : { ...none, ...row, state: JSON.parse(row.state) };
}

/** Completes the current round, with a callback between slices. */
export async function round(
  world: Pick<World, 'ports' | 'now'>,
  limit: number,
  between: () => Promise<unknown> = async () => {},
): Promise<readonly string[]> {
  for (let minute = 0; minute < 1000; minute++) {
    const found = await slice(world, limit);
    if (found !== null) return found;
    await between();
  }
  throw new Error('the round does not end');
}

/** Active people, each with a lesson due at this instant; rows are in the order of their ids. */
export function addPeople(
  { sqlite }: Pick<World, 'sqlite'>,
  prefix: string,
  count: number,
  dueAt: number,
  lesson = 'one-week',
): void {
  const n = `WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < ${99 + count})`;
  const id = `'${prefix}' || i`;
  const date = new Date(dueAt + 7 * 86_400_000).toISOString().slice(0, 10);
  for (const sql of [
    `${n} INSERT INTO subscribers (id, address, address_key, created_at)
     SELECT ${id}, ${id} || '@example.com', ${id} || '@example.com', 0 FROM n`,
    `${n} INSERT INTO subscriptions (id, subscriber_id, course, status, target_date, time_zone,
       send_hour, name, locale, round, revision, change_token, requested_at)
     SELECT ${id}, ${id}, 'ml-interviews', 'active', '${date}', 'UTC', 8, '', 'en', 1, 1, '', 0 FROM n`,
    `${n} INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision,
       class, state, due_at, closes_at, address, facts)
     SELECT ${id} || '_${lesson}_1_1', ${id}, '${lesson}', 'lesson', 1, 1, 1, 2, 'scheduled',
       ${dueAt}, ${dueAt + 3 * 86_400_000}, ${id} || '@example.com', '{}' FROM n`,
  ]) {
    sqlite.rows(sql);
  }
}
