import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, Row, Statement } from '../../src/storage/database.ts';
import { Trouble } from '../world/terminal.ts';
import { quietly, root, runWrangler } from '../world/wrangler.ts';

/** The target of the operator's commands: the local world, or with `--remote` the deployed one. */
export const targetFlags = {
  remote: { type: 'boolean' },
  state: { type: 'string' },
} as const;

export type Target = { readonly remote?: boolean | undefined; readonly state?: string | undefined };

/** Runs statements on the course's database and returns the rows of the first. */
export async function query<T>(target: Target, ...statements: Statement[]): Promise<T[]> {
  const [answer] = await databaseOf(target)(statements);
  return answer!.rows as T[];
}

/** The course's database for the Worker's own functions, without counts of changes. */
export function databaseOf(target: Target): Database {
  return async (statements) => {
    const sql = statements.map(written).join(';\n');
    const answers = JSON.parse(await execute(target, ['--json', '--command', sql]));
    return (answers as { results: Row[] }[]).map(({ results }) => ({ rows: results, changes: 0 }));
  };
}

/** Runs an SQL file on the course's database: all of it, or nothing if a statement fails. */
export const runScript = async (target: Target, file: string): Promise<void> => {
  await execute(target, ['--yes', '--file', file]);
};

/** Writes the deployed database to an SQL file. The database doesn't answer meanwhile. */
export const exportRemote = async (file: string): Promise<void> => {
  await wrangler({ remote: true }, ['export', 'DB', '--remote', '--output', file]);
};

/** The file of the local world's database; null: there is none yet. */
export function localFile(target: Target): string | null {
  const folder = join(stateOf(target), 'state/v3/d1/miniflare-D1DatabaseObject');
  try {
    const [file] = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
    return file === undefined ? null : join(folder, file);
  } catch {
    return null;
  }
}

const stateOf = ({ state }: Target): string => state ?? join(root, '.milepost/world');

const execute = (target: Target, what: string[]): Promise<string> =>
  wrangler(target, [
    'execute',
    'DB',
    ...(target.remote ? ['--remote'] : ['--local', '--persist-to', join(stateOf(target), 'state')]),
    ...what,
  ]);

/** What a command of `wrangler d1` prints; throws if it fails. */
async function wrangler(target: Target, command: string[]): Promise<string> {
  const { code, stdout, stderr } = await runWrangler(['d1', ...command], quietly(stateOf(target)));
  if (code === 0) return stdout;
  throw noAnswer(target, `${stdout}${stderr}`.trim().split('\n').slice(-6).join('\n'));
}

export const noAnswer = (target: Target, why: string): Trouble =>
  new Trouble(
    "The database didn't answer.",
    why,
    target.remote
      ? 'Log in with `npx wrangler login`, and deploy once with `npm run deploy`.'
      : 'Start the laptop world once with `npm start`, or add --remote for the deployed course.',
  );

/** Inlines a statement's values: wrangler cannot bind them. */
const written = ({ sql, values }: Statement): string =>
  sql.replaceAll(/\?(\d+)/g, (_, n) => {
    const value = values[Number(n) - 1] ?? null;
    return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
  });
