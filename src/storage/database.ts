import { checkLimits } from './limits.ts';
import { retrying, type Wait } from './retry.ts';

/** Runs statements in one transaction: all of them or none. */
export type Database = (statements: readonly Statement[]) => Promise<readonly Answer[]>;

/** Keyed hashes, by default of an address, newest key first. */
export type Hashes = (text: string, of?: 'address' | 'mailbox' | 'network') => readonly string[];

/** The database, with the hashes that stand in it for addresses, mailboxes and networks. */
export type KeyedDatabase = { readonly db: Database; readonly hashesOf: Hashes };

export type Statement = { readonly sql: string; readonly values: readonly Value[] };
export type Value = string | number | null;
export type Answer = { readonly rows: readonly Row[]; readonly changes: number };
// biome-ignore lint/suspicious/noExplicitAny: a row is typed by the statement that asks for it
export type Row = any;

/**
 * A statement. It may carry a name in a comment, by which the simulator finds it: at the start, or
 * after `SELECT`, because D1 decides by the first word whether it may repeat a statement.
 */
export const statement = (sql: string, ...values: Value[]): Statement => ({ sql, values });

/** Trusted ids as an SQL list; external values must be bound instead. */
export const textList = (texts: readonly string[]): string =>
  texts.map((text) => `'${text}'`).join(', ');

/** Runs one statement and returns its rows. */
export async function ask<T>(database: Database, sql: string, ...values: Value[]): Promise<T[]> {
  const [answer] = await database([{ sql, values }]);
  return [...(answer as Answer).rows];
}

/**
 * A `Database` on D1, with its limits and with retries of transient errors. `onCost` receives the
 * cost of each attempt: statements, rows read and rows written.
 */
export function d1(
  binding: D1Database,
  { onCost = () => {}, wait = pause }: Options = {},
): Database {
  return retrying(async (statements) => {
    for (const one of statements) checkLimits(one);
    const prepared = statements.map(({ sql, values }) => binding.prepare(sql).bind(...values));
    onCost({ statements: prepared.length, read: 0, written: 0 });
    const results =
      prepared.length === 1 ? [await prepared[0]!.all()] : await binding.batch(prepared);
    return results.map(({ results: rows, meta }) => {
      onCost({ statements: 0, read: meta.rows_read, written: meta.rows_written });
      return { rows, changes: meta.changes };
    });
  }, wait);
}

const pause: Wait = (ms) => scheduler.wait(ms);

type Options = {
  readonly onCost?: ((cost: Cost) => void) | undefined;
  /** Waits between two attempts. */
  readonly wait?: Wait;
};

export type Cost = {
  readonly statements: number;
  readonly read: number;
  readonly written: number;
};
