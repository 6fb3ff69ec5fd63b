/** A local D1 stored as wrangler does, for the operator's commands. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { quietly, root, run, runWrangler } from '../../scripts/world/wrangler.ts';

export const milepost = (...args: string[]) => run([join(root, 'scripts/milepost.ts'), ...args]);

/** With all migrations. Accessed directly, because each start of wrangler takes seconds. */
export async function localDatabase() {
  const state = mkdtempSync(join(tmpdir(), 'milepost-operator-'));
  const folder = join(state, 'state');
  const apply = ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', folder];
  const { code, stderr } = await runWrangler(apply, quietly(state));
  if (code !== 0) throw new Error(stderr);
  const files = join(folder, 'v3/d1/miniflare-D1DatabaseObject');
  const [file] = readdirSync(files).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  const database = new DatabaseSync(join(files, file!), { timeout: 5_000 });
  return {
    state,
    milepost: (...args: string[]) => milepost(...args, '--state', state),
    exec: (sql: string) => database.exec(sql),
    rows: (sql: string): Record<string, unknown>[] =>
      database
        .prepare(sql)
        .all()
        .map((row) => ({ ...row })),
    insert: (table: string, values: Readonly<Record<string, string | number>>) => {
      const names = Object.keys(values);
      database
        .prepare(`INSERT INTO ${table} (${names}) VALUES (${names.map(() => '?')})`)
        .run(...Object.values(values));
    },
    remove: () => {
      database.close();
      rmSync(state, { recursive: true, force: true });
    },
  };
}

export type LocalDatabase = Awaited<ReturnType<typeof localDatabase>>;
