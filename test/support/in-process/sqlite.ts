/** The production SQL on a real SQLite engine in this process, with the manners of D1. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Answer, Database, Row, Statement, Value } from '../../../src/storage/database.ts';
import { checkLimits } from '../../../src/storage/limits.ts';

export type Sqlite = {
  /** What production code is given: all statements happen, or none. */
  readonly database: Database;
  /** Rows for the eyes of a test; no part of the system goes this way. */
  readonly rows: <T = Row>(sql: string, ...values: Value[]) => T[];
  /** Every byte of it, for a backup that is restored or cloned later. */
  readonly save: () => Uint8Array;
  readonly restore: (saved: Uint8Array) => void;
  readonly close: () => void;
};

/** Two methods are newer than the types that describe it. */
type Engine = DatabaseSync & {
  serialize(): Uint8Array;
  deserialize(saved: Uint8Array): void;
};

/** An empty database with the migrations applied, as they are. */
export function openSqlite(folder = 'migrations'): Sqlite {
  let engine = openEngine();
  for (const sql of migrations(folder)) engine.exec(sql);
  let prepare = remembering(engine);
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
  /** Changes so far, if nothing but `run` has made any since. */
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
    save: () => engine.serialize(),
    restore(saved) {
      // Into a new engine: the old one still has statements that know nothing of the new pages.
      engine.close();
      engine = openEngine(saved);
      prepare = remembering(engine);
      changed = null;
    },
    close: () => engine.close(),
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
 * A bound limit would have the engine plan the statement anew each time; a sum does not.
 * Numbers are bound as REAL here too, like everything that comes from JavaScript to D1.
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

/** What D1 refuses and SQLite would let pass. */
function check(values: readonly Value[], slots: number, sql: string): void {
  if (values.length !== slots) {
    throw new Error(`D1: ${values.length} values for ${slots} slots in ${sql}`);
  }
  for (const value of values) {
    const fits = value === null || typeof value === 'number' || typeof value === 'string';
    if (!fits) throw new Error(`D1: a value of type ${typeof value} in ${sql}`);
  }
}
