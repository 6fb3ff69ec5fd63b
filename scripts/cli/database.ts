import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '../../src/domain/time.ts';
import {
  type Answer,
  checkLimits,
  type Database,
  type Statement,
} from '../../src/storage/database.ts';
import { written } from '../cloudflare/written.ts';
import { openFile } from '../in-process/sqlite.ts';
import { clockFile } from '../world/clock-file.ts';
import { Trouble } from '../world/terminal.ts';
import { quietly, root, runWrangler } from '../world/wrangler.ts';

/** The target of the operator's commands: the local world, or with `--remote` the deployed one. */
export const targetFlags = {
  remote: { type: 'boolean' },
  state: { type: 'string' },
} as const;

export type Target = { readonly remote?: boolean | undefined; readonly state?: string | undefined };

/** The folder of the local world. */
export const stateDirOf = ({ state }: Target): string => state ?? join(root, '.milepost/world');

/** The time of the course: the local world has a clock of its own. */
export const nowOf = (target: Target): Instant => Date.now() + (target.remote ? 0 : ahead(target));

const ahead = (target: Target): number =>
  Number(clockFile(join(stateDirOf(target), 'mailbox/clock')).load());

/** Runs statements on the course's database and returns the rows of the first. */
export async function query<T>(target: Target, ...statements: Statement[]): Promise<T[]> {
  const [first] = await withDatabase(target, (db) => db(statements));
  return [...(first as Answer).rows];
}

/**
 * Opens the course's database while `use` runs, for the use-cases that the site runs, too. The local
 * one is opened as a file: wrangler takes seconds to start.
 */
export async function withDatabase<T>(
  target: Target,
  use: (db: Database) => Promise<T>,
): Promise<T> {
  if (target.remote) {
    // It reads wrangler.toml with wrangler, which takes long to load.
    const { openDeployed } = await import('../cloudflare/database.ts');
    return use(await openDeployed(quietly(stateDirOf(target))));
  }
  const { database, close } = openFile(localFile(target));
  try {
    return await use((statements) =>
      database(statements).catch((error) => noAnswer(target, error)),
    );
  } finally {
    close();
  }
}

/**
 * Runs batches that only write, each in a transaction. The deployed database gets all of them in one
 * file, because a call for each would take seconds.
 */
export async function writeBatches(
  target: Target,
  db: Database,
  batches: readonly (readonly Statement[])[],
): Promise<void> {
  if (!target.remote) {
    for (const batch of batches) await db(batch);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'milepost-sql-'));
  try {
    const texts = batches.flat().map(written);
    for (const sql of texts) checkLimits({ sql, values: [] });
    const file = join(folder, 'batches.sql');
    writeFileSync(file, texts.map((sql) => `${sql};\n`).join(''), { mode: 0o600 });
    await runScript(target, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs an SQL file on the course's database: all of it, or nothing if a statement fails. */
export async function runScript(target: Target, file: string): Promise<void> {
  const local = ['--local', '--persist-to', join(stateDirOf(target), 'state')];
  const where = target.remote ? ['--remote'] : local;
  await runD1(target, ['execute', 'DB', ...where, '--yes', '--file', file]);
}

/** Writes the deployed database to an SQL file. The database doesn't answer meanwhile. */
export const exportRemote = (file: string): Promise<void> =>
  runD1({ remote: true }, ['export', 'DB', '--remote', '--output', file]);

/** What it prints has the address of the export: it's shown only if the command fails. */
async function runD1(target: Target, command: string[]): Promise<void> {
  const env = { ...quietly(stateDirOf(target)), WRANGLER_LOG: 'error' };
  const { code, stdout, stderr } = await runWrangler(['d1', ...command], env);
  if (code !== 0) noAnswer(target, `${stdout}${stderr}`);
}

/** The file of the local world's database. */
export function localFile(target: Target): string {
  const folder = join(stateDirOf(target), 'state/v3/d1/miniflare-D1DatabaseObject');
  try {
    const [file] = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
    if (file !== undefined) return join(folder, file);
  } catch {
    // There's no folder yet.
  }
  return noAnswer(target, 'The local world has no database yet.');
}

function noAnswer({ remote }: Target, said: unknown): never {
  throw new Trouble(
    "The database didn't answer.",
    String(said).trim().split('\n').slice(-6).join('\n'),
    remote
      ? 'Log in with `npx wrangler login`, and deploy once with `npm run deploy`.'
      : 'Start the laptop world once with `npm start`, or add --remote for the deployed course.',
  );
}
