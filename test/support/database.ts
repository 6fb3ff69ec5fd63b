/** Wrappers of the Worker's database: observers and failures. */
import { vi } from 'vitest';
import type { Env } from '../../src/services.ts';
import { bindings } from './worker.ts';

/** D1's error on the free plan once the daily row limit is reached. */
export const OVER_THE_DAY =
  "D1_ERROR: Your account has exceeded D1's free tier daily row read limit. Upgrade to a paid plan or wait until tomorrow (midnight UTC) to continue.";

export const LOST = 'D1_ERROR: Network connection lost.';

/** Skips the Worker's waits until the test ends; returns the total of the skipped milliseconds. */
export function skipWaits(): { readonly waited: number } {
  const time = { waited: 0 };
  vi.spyOn(scheduler, 'wait').mockImplementation(async (ms) => {
    time.waited += ms;
  });
  return time;
}

/** Bindings whose database fails on every query, or from the `point`-th on. */
export function failingEnv(message: string, point = 1): Env {
  skipWaits();
  let asked = 0;
  return heardEnv(() => {
    if (++asked >= point) throw new Error(message);
  });
}

type Prepared = { readonly sql: string; readonly statement: D1PreparedStatement };

/** Bindings whose database reports every round trip to `hear`, as its statements. */
export function heardEnv(hear: (sql: readonly string[]) => void): Env {
  const { DB } = bindings;
  const wrap = (statement: D1PreparedStatement, sql: string) => ({
    sql,
    statement,
    bind: (...values: unknown[]) => wrap(statement.bind(...values), sql),
    async all() {
      hear([sql]);
      return statement.all();
    },
  });
  const database = {
    prepare: (sql: string) => wrap(DB.prepare(sql), sql),
    async batch(statements: readonly Prepared[]) {
      hear(statements.map(({ sql }) => sql));
      return DB.batch(statements.map(({ statement }) => statement));
    },
  };
  return { ...bindings, DB: database as unknown as D1Database };
}
