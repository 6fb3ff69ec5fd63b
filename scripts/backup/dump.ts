/** Whole databases as SQL files, in the form of `wrangler d1 export`. */
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SCHEMA_VERSION } from '../../src/usecases/operator/problems.ts';
import { root } from '../world/wrangler.ts';

/** Rows by table. */
export type Counts = Readonly<Record<string, number>>;

/** Writes a database to an SQL file that only its owner can read. */
export function writeDump(database: DatabaseSync, file: string, before: readonly string[] = []) {
  const to = openSync(file, 'w', 0o600);
  try {
    for (const line of dump(database, before)) writeSync(to, `${line}\n`);
  } finally {
    closeSync(to);
  }
}

function* dump(database: DatabaseSync, before: readonly string[]): Generator<string> {
  yield 'PRAGMA defer_foreign_keys=TRUE;';
  yield* before;
  for (const { name, sql } of schemaOf(database, "type = 'table'")) {
    yield `${sql};`;
    for (const row of database.prepare(`SELECT * FROM "${name}"`).iterate()) {
      const columns = Object.keys(row).map((column) => `"${column}"`);
      yield `INSERT INTO "${name}" (${columns}) VALUES(${Object.values(row).map(literal)});`;
    }
  }
  for (const { sql } of schemaOf(database, "type IN ('index', 'view')")) yield `${sql};`;
}

/** As hex if a control character could be changed on its way through wrangler. */
function literal(value: unknown): string {
  if (value === null || typeof value === 'number') return String(value);
  const text = String(value);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
  return /[\x00-\x1f]/.test(text)
    ? `CAST(X'${Buffer.from(text).toString('hex')}' AS TEXT)`
    : `'${text.replaceAll("'", "''")}'`;
}

/**
 * Reads an SQL file into an SQLite file, without the triggers of an interrupted restore, and brings
 * its schema up to date. Throws if the file is not a whole database of Milepost.
 */
export function loadDump(file: string, path: string): DatabaseSync {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec(`BEGIN;\n${readFileSync(file, 'utf8')};\nCOMMIT`);
  for (const { name } of schemaOf(database, "type = 'trigger'")) {
    database.exec(`DROP TRIGGER "${name}"`);
  }
  migrate(database);
  return database;
}

/** Applies the migrations that it doesn't have, as `wrangler d1 migrations apply` does. */
function migrate(database: DatabaseSync): void {
  const files = readdirSync(join(root, 'migrations')).sort();
  if (tablesIn(database).includes('d1_migrations')) {
    const applied = database.prepare('SELECT name FROM d1_migrations').all();
    const names = applied.map(({ name }) => String(name));
    const unknown = names.filter((name) => !files.includes(name));
    if (unknown.length > 0) throw new Error(`It's from a newer version: it has ${unknown}.`);
    for (const name of files.filter((one) => !names.includes(one))) {
      database.exec(readFileSync(join(root, 'migrations', name), 'utf8'));
      database.prepare('INSERT INTO d1_migrations (name) VALUES (?)').run(name);
    }
  }
  const row = database.prepare('SELECT schema_version FROM settings WHERE id = 1').get();
  if (row?.schema_version === SCHEMA_VERSION) return;
  throw new Error(
    `Its schema is ${row?.schema_version}, but this version needs ${SCHEMA_VERSION}.`,
  );
}

/** The tables, without Cloudflare's and SQLite's own. */
export const tablesIn = (database: DatabaseSync): string[] =>
  schemaOf(database, "type = 'table'").map(({ name }) => name);

export const countsOf = (database: DatabaseSync): Counts => {
  const counts = tablesIn(database).map((name) => {
    const row = database.prepare(`SELECT count(*) AS n FROM "${name}"`).get()!;
    return [name, Number(row.n)];
  });
  return Object.fromEntries(counts);
};

type Named = { readonly name: string; readonly sql: string };

const schemaOf = (database: DatabaseSync, which: string): Named[] =>
  database
    .prepare(`SELECT name, sql FROM sqlite_schema WHERE ${which} AND ${OURS}`)
    .all() as Named[];

/** Not Cloudflare's and SQLite's own. */
const OURS = "sql IS NOT NULL AND substr(name, 1, 4) <> '_cf_' AND substr(name, 1, 7) <> 'sqlite_'";
