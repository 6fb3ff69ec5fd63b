/** Checks whether the statements of one release work on the schema of the next. */
import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** A statement of a release, with the columns it returned (needed for `*`). */
export type Released = { readonly sql: string; readonly columns: readonly string[] };

export type Release = { readonly release: string | null; readonly statements: readonly Released[] };

/** The schema after the migrations of these folders, in order. */
export function schemaOf(...folders: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  for (const folder of folders) {
    for (const file of readdirSync(folder).sort()) {
      database.exec(readFileSync(`${folder}/${file}`, 'utf8'));
    }
  }
  return database;
}

export const released = (schema: DatabaseSync, statements: readonly string[]): Released[] =>
  statements.map((sql) => ({ sql, columns: columnsOf(schema, sql) }));

/** Why these statements would fail on this schema, one line each. */
export function broken(schema: DatabaseSync, statements: readonly Released[]): string[] {
  return statements.flatMap(({ sql, columns }) =>
    wrongWith(schema, sql, columns).map((wrong) => `${wrong}: ${sql.replace(/\s+/g, ' ').trim()}`),
  );
}

function wrongWith(schema: DatabaseSync, sql: string, columns: readonly string[]): string[] {
  let now: readonly string[];
  try {
    now = columnsOf(schema, sql);
  } catch (error) {
    return [(error as Error).message];
  }
  return [
    ...columns.filter((column) => !now.includes(column)).map((name) => `no such column: ${name}`),
    ...unfilled(schema, sql).map((name) => `NOT NULL without a default: ${name}`),
  ];
}

const columnsOf = (schema: DatabaseSync, sql: string): string[] =>
  schema
    .prepare(sql)
    .columns()
    .map(({ name }) => name);

/** Required columns that the insert doesn't fill. */
function unfilled(schema: DatabaseSync, sql: string): string[] {
  const [, table, list] = /^\s*(?:\/\*[^*]*\*\/\s*)?INSERT INTO (\w+) \(([^)]*)\)/.exec(sql) ?? [];
  if (table === undefined || list === undefined) return [];
  const given = list.split(',').map((name) => name.trim());
  const rows = schema
    .prepare(
      `SELECT name FROM pragma_table_info(?)
       WHERE "notnull" = 1 AND dflt_value IS NULL AND NOT (pk = 1 AND type = 'INTEGER')`,
    )
    .all(table) as { name: string }[];
  return rows.map(({ name }) => name).filter((name) => !given.includes(name));
}
