/** The tables after all migrations. */
import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

export type Table = { readonly table: string; readonly columns: readonly string[] };

export function tablesOf(folder = 'migrations'): Table[] {
  const database = new DatabaseSync(':memory:');
  for (const file of readdirSync(folder).sort()) {
    database.exec(readFileSync(`${folder}/${file}`, 'utf8'));
  }
  const rows = database
    .prepare(
      `SELECT t.name AS "table", json_group_array(c.name) AS columns
       FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' GROUP BY t.name`,
    )
    .all() as { table: string; columns: string }[];
  database.close();
  return rows.map(({ table, columns }) => ({ table, columns: JSON.parse(columns) }));
}
