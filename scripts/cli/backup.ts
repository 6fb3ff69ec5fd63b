import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { countRows } from '../../src/storage/restoring.ts';
import { type Counts, countsOf, loadDump, writeDump } from '../backup/dump.ts';
import { readFlags, Trouble } from '../world/terminal.ts';
import { root } from '../world/wrangler.ts';
import { exportRemote, localFile, query, type Target, targetFlags } from './database.ts';

const usage = `npx milepost backup [--folder <folder>] [--remote]

Writes the whole database to a dated SQL file and compares its rows with the database. The file has
your subscribers' addresses: only you can read it, and git ignores backups/. Keep a copy of it, and
of LINK_SECRET, somewhere else. With --remote, the course doesn't answer while Cloudflare exports.
  --folder <folder>  where to write it (default: backups)`;

/** `npx milepost backup` */
export async function backup(args: string[]): Promise<void> {
  const flags = readFlags({ ...targetFlags, folder: { type: 'string' } }, usage, args);
  const before = await rowsIn(flags);
  console.log('Exporting the database …');
  const file = await writeBackup(flags, backupFile(flags, flags.folder));
  console.log('Comparing the file with the database …');
  const { subscribers, deliveries } = await verified(flags, file, before);
  console.log(
    `${shown(file)} has ${subscribers} subscribers and ${deliveries} emails, planned or sent.`,
  );
  console.log(
    `To restore it: npx milepost restore ${shown(file)}${flags.remote ? ' --remote' : ''}`,
  );
}

/** A new file's name, with the time in UTC. */
export function backupFile({ remote }: Target, folder = join(root, 'backups'), label = ''): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const date = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return join(folder, `${remote ? 'milepost' : 'local'}${label}-${date}Z.sql`);
}

/** Exports the database to this file. */
export async function writeBackup(target: Target, file: string): Promise<string> {
  writeFileSync(file, '', { mode: 0o600 });
  chmodSync(file, 0o600);
  try {
    if (target.remote) await exportRemote(file);
    else exportLocal(target, file);
  } catch (error) {
    rmSync(file);
    throw error;
  }
  return file;
}

/** `wrangler d1 export` has no option for the folder of a local database. */
function exportLocal(target: Target, file: string): void {
  const database = new DatabaseSync(localFile(target), { readOnly: true, timeout: 10_000 });
  try {
    database.exec('BEGIN');
    writeDump(database, file);
  } finally {
    database.close();
  }
}

/** Loads the file as a restore would, and compares it with the database. */
async function verified(target: Target, file: string, before: Counts): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-backup-'));
  try {
    const loaded = loadDump(file, join(folder, 'backup.sqlite'));
    const counts = countsOf(loaded);
    loaded.close();
    const differs = (than: Counts) =>
      Object.keys(than).some((table) => counts[table] !== than[table]);
    if (!differs(before)) return counts;
    // People signed up or left meanwhile: the file has a number between the two counts.
    const after = await rowsIn(target);
    const wrong = Object.keys(before).filter(
      (table) => !isBetween(counts[table], before[table]!, after[table]!),
    );
    if (wrong.length === 0) return counts;
    const said = wrong.map(
      (table) => `${table}: ${counts[table] ?? 0} rows instead of ${before[table]}`,
    );
    throw new Error(said.join(', '));
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble(
      "The backup isn't complete.",
      (error as Error).message,
      `Delete ${shown(file)} and run the command again.`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rowsIn(target: Target): Promise<Counts> {
  const [rows] = await query<Counts>(target, countRows());
  return rows!;
}

const isBetween = (n: number | undefined, a: number, b: number): boolean =>
  n !== undefined && n >= Math.min(a, b) && n <= Math.max(a, b);

/** A path as it can be typed. */
export const shown = (file: string): string => {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? file : path;
};
