/** D1's HTTP endpoints for queries, imports and exports, on SQLite. */
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Database = {
  readonly uuid: string;
  readonly name: string;
  readonly created_at: string;
  readonly sqlite: DatabaseSync;
  /** Files of imports and exports, by name. */
  readonly files: Map<string, string>;
};

export function createDatabase(name: string, now: number): Database {
  const sqlite = new DatabaseSync(':memory:');
  sqlite.exec('PRAGMA foreign_keys = ON');
  const created_at = new Date(now).toISOString();
  return { uuid: randomUUID(), name, created_at, sqlite, files: new Map() };
}

const MIGRATIONS = join(import.meta.dirname, '../../migrations');

/** Applies all migrations, without wrangler; the second time, nothing. */
export function migrate({ sqlite }: Database): void {
  if (sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = 'settings'").get()) return;
  for (const file of readdirSync(MIGRATIONS).sort()) {
    sqlite.exec(readFileSync(join(MIGRATIONS, file), 'utf8'));
  }
}

type Query = { readonly sql: string; readonly params?: readonly (string | number | null)[] };

const META = { duration: 0.1, rows_read: 0, rows_written: 0, size_after: 4096, served_by: 'test' };

/** Runs statements in one transaction, as D1 does; throws SQLite's error. */
export function query({ sqlite }: Database, body: Query & { readonly batch?: readonly Query[] }) {
  sqlite.exec('BEGIN');
  try {
    const results = (body.batch ?? [body]).flatMap(({ sql, params = [] }) =>
      eachStatement(sqlite, sql, (statement) => {
        const before = totalChanges(sqlite);
        const results = statement.all(...params).map((row) => ({ ...row }));
        const changes = totalChanges(sqlite) - before;
        return { results, success: true, meta: { ...META, changes } };
      }),
    );
    sqlite.exec('COMMIT');
    return results;
  } catch (error) {
    sqlite.exec('ROLLBACK');
    throw error;
  }
}

const totalChanges = (sqlite: DatabaseSync): number =>
  Number(sqlite.prepare('SELECT total_changes() AS n').get()!.n);

/** SQLite prepares one statement at a time and does not say where it ends. */
function eachStatement<T>(
  sqlite: DatabaseSync,
  sql: string,
  run: (statement: ReturnType<DatabaseSync['prepare']>) => T,
): T[] {
  const results: T[] = [];
  let pending = '';
  for (const piece of sql.split(';')) {
    pending += pending === '' ? piece : `;${piece}`;
    if (pending.replace(/^\s*(--[^\n]*(\n|$)\s*|\/\*.*?\*\/\s*)*/s, '') === '') continue;
    let statement: ReturnType<DatabaseSync['prepare']>;
    try {
      statement = sqlite.prepare(pending);
    } catch (error) {
      if (/incomplete input|unrecognized token/.test(String(error))) continue;
      throw error;
    }
    results.push(run(statement));
    pending = '';
  }
  if (/^\s*(--[^\n]*(\n|$)\s*)*$/.test(pending)) return results;
  throw new Error('incomplete input: SQLITE_ERROR');
}

type Transfer = {
  readonly action?: 'init' | 'ingest' | 'poll';
  readonly etag?: string;
  readonly filename?: string;
  readonly current_bookmark?: string;
  readonly dump_options?: { readonly no_schema?: boolean; readonly no_data?: boolean };
};

/** `init` asks for the file, `ingest` runs it. */
export function importSql(database: Database, body: Transfer, base: string) {
  const reply = { success: true, type: 'import', messages: [], at_bookmark: 'b1' };
  if (body.action === 'init') {
    const filename = `${body.etag}.sql`;
    return { ...reply, filename, upload_url: `${base}/files/${database.uuid}/${filename}` };
  }
  const results = query(database, { sql: database.files.get(body.filename!) ?? '' });
  const result = { final_bookmark: 'b2', num_queries: results.length, meta: META };
  return { ...reply, status: 'complete', result };
}

/** The first answer says that it has begun, the next one that it is done. */
export function exportSql(database: Database, body: Transfer, base: string) {
  const reply = { success: true, type: 'export', messages: [], at_bookmark: 'b1' };
  if (!body.current_bookmark) return { ...reply, status: 'active' };
  const filename = `${randomUUID()}.sql`;
  database.files.set(filename, dump(database, body.dump_options));
  const signed_url = `${base}/files/${database.uuid}/${filename}`;
  return { ...reply, status: 'complete', result: { filename, signed_url } };
}

export const etagOf = (text: string): string => createHash('md5').update(text).digest('hex');

/** In D1's order: tables with their rows, then indexes and triggers. */
function dump({ sqlite }: Database, { no_schema, no_data }: Transfer['dump_options'] = {}): string {
  const parts = sqlite
    .prepare(
      "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
    )
    .all() as { type: string; name: string; sql: string }[];
  const tables = parts.filter(({ type }) => type === 'table');
  const others = parts.filter(({ type }) => type !== 'table');
  return [
    'PRAGMA defer_foreign_keys=TRUE;',
    ...tables.flatMap(({ name, sql }) => [
      ...(no_schema ? [] : [`${sql};`]),
      ...(no_data ? [] : rowsOf(sqlite, name)),
    ]),
    ...(no_schema ? [] : others.map(({ sql }) => `${sql};`)),
    '',
  ].join('\n');
}

function rowsOf(sqlite: DatabaseSync, table: string): string[] {
  const columns = sqlite.prepare(`SELECT name FROM pragma_table_info(?)`).all(table) as {
    name: string;
  }[];
  const names = columns.map(({ name }) => `"${name}"`);
  const quoted = names.map((name) => `quote(${name})`).join(` || ',' || `);
  const rows = sqlite.prepare(`SELECT ${quoted} AS line FROM "${table}"`).all() as {
    line: string;
  }[];
  return rows.map(({ line }) => `INSERT INTO "${table}" (${names}) VALUES(${line});`);
}
