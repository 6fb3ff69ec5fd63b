/** Production SQL on SQLite in this process, with D1's limits and behavior. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import {
  type Answer,
  checkLimits,
  type Database,
  type Row,
  type Statement,
  type Value,
} from '../../src/storage/database.ts';

export type Sqlite = {
  /** The database for production code: a batch is atomic. */
  readonly database: Database;
  /** Rows for tests, outside of the system under test. */
  readonly rows: <T = Row>(sql: string, ...values: Value[]) => T[];
  /** The database file's bytes, for a backup to restore or clone later. */
  readonly save: () => Uint8Array;
  readonly restore: (saved: Uint8Array) => void;
  readonly close: () => void;
};

/** Two methods that the type definitions lack. */
type Engine = DatabaseSync & {
  serialize(): Uint8Array;
  deserialize(saved: Uint8Array): void;
};

const MIGRATIONS = join(import.meta.dirname, '../../migrations');

/** An empty database with all migrations applied. */
export function openSqlite(folder = MIGRATIONS): Sqlite {
  let engine = openEngine();
  for (const sql of migrations(folder)) engine.exec(sql);
  let on = running(engine);
  return {
    database: (statements) => on.database(statements),
    rows: (sql, ...values) => on.rows(sql, ...values),
    save: () => engine.serialize(),
    restore(saved) {
      // Deserialize into a new engine: prepared statements of the old one don't notice new pages.
      engine.close();
      engine = openEngine(saved);
      on = running(engine);
    },
    close: () => engine.close(),
  };
}

/** The file of a local D1; other processes may use it meanwhile. */
export function openFile(path: string): Pick<Sqlite, 'database' | 'close'> {
  const engine = new DatabaseSync(path, { timeout: BUSY });
  engine.exec('PRAGMA foreign_keys = ON');
  return { database: running(engine).database, close: () => engine.close() };
}

/** Milliseconds to wait for another process's transaction. */
const BUSY = 5_000;

function running(engine: DatabaseSync): Pick<Sqlite, 'database' | 'rows'> {
  const prepare = remembering(engine);
  const run = ({ sql, values }: Statement): Answer => {
    checkLimits({ sql, values });
    const { query, slots } = prepare(sql);
    check(values, slots, sql);
    if (isRead(sql)) return { rows: query.all(...values), changes: 0 };
    const before = changed ?? totalChanges();
    changed = null;
    const rows = query.all(...values);
    changed = totalChanges();
    return { rows, changes: changed - before };
  };
  const totalChanges = (): number => (prepare(TOTAL_CHANGES).query.get() as { n: number }).n;
  /** The change counter; valid only while `run` alone writes. */
  let changed: number | null = null;
  return {
    // One statement is its own transaction; several are a batch.
    async database(statements) {
      if (statements.length === 1) return [run(statements[0]!)];
      engine.exec('BEGIN IMMEDIATE');
      try {
        const answers = statements.map(run);
        engine.exec('COMMIT');
        return answers;
      } catch (error) {
        engine.exec('ROLLBACK');
        throw error;
      }
    },
    rows<T>(sql: string, ...values: Value[]) {
      if (!isRead(sql)) changed = null;
      return prepare(sql).query.all(...values) as T[];
    },
  };
}

function openEngine(saved?: Uint8Array): Engine {
  const engine = new DatabaseSync(':memory:') as Engine;
  if (saved) engine.deserialize(saved);
  engine.exec('PRAGMA foreign_keys = ON');
  return engine;
}

const isRead = (sql: string): boolean => /^\s*SELECT\b/.test(sql);

const TOTAL_CHANGES = 'SELECT total_changes() AS n';

function migrations(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => readFileSync(join(folder, file), 'utf8'));
}

type Prepared = { readonly query: StatementSync; readonly slots: number };

/**
 * A bound limit would make SQLite plan the statement again each time; a sum doesn't. Numbers are
 * bound as REAL, as D1 does with every JavaScript number.
 */
function remembering(engine: DatabaseSync): (sql: string) => Prepared {
  const known = new Map<string, Prepared>();
  return (sql) => {
    let prepared = known.get(sql);
    if (prepared === undefined) {
      const slots = [...sql.matchAll(/\?(\d+)/g)].map(([, number]) => Number(number));
      const query = engine.prepare(sql.replace(/LIMIT (\?\d+)/g, 'LIMIT ($1 + 0)'));
      prepared = { query, slots: Math.max(0, ...slots) };
      known.set(sql, prepared);
    }
    return prepared;
  };
}

/** Limits that D1 has and SQLite doesn't. */
function check(values: readonly Value[], slots: number, sql: string): void {
  if (values.length !== slots) {
    throw new Error(`D1: ${values.length} values for ${slots} slots in ${sql}`);
  }
  for (const value of values) {
    const fits = value === null || typeof value === 'number' || typeof value === 'string';
    if (!fits) throw new Error(`D1: a value of type ${typeof value} in ${sql}`);
  }
}
