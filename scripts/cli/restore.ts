import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { holdSending } from '../../src/storage/operator.ts';
import {
  closeDatabase,
  countRows,
  reopenDatabase,
  schemaTables,
} from '../../src/storage/restoring.ts';
import { type Counts, countsOf, loadDump, tablesIn, writeDump } from '../backup/dump.ts';
import {
  doubt,
  dropSignUps,
  mergeCurrent,
  missingIn,
  type Since,
  stateOf,
} from '../backup/merge.ts';
import { readFlags, Trouble } from '../world/terminal.ts';
import { backupFile, shown, writeBackup } from './backup.ts';
import { query, runScript, type Target, targetFlags } from './database.ts';

const usage = `npx milepost restore <file> [--missing <erased|lost>] [--unread] [--remote]

Replaces the database with a backup. First it saves the current database and reads who has left,
erased their data, moved, changed address, signed up or got an email since: all of that stays. Nothing is
sent meanwhile, and the site asks people to come back in a minute. Emails that may have been sent
become unknown; the provider's list settles them. If the current database is damaged, sending stays
held after the restore.
  --missing <erased|lost>  if many people of the backup are gone from the database: erased keeps them
                           erased; lost brings them back, and sending stays held
  --unread                 restores although the current database can't be exported
  --folder <folder>        where to save the current database (default: backups)`;

const options = {
  ...targetFlags,
  missing: { type: 'string' },
  unread: { type: 'boolean' },
  folder: { type: 'string' },
} as const;

type Flags = Target & {
  readonly missing?: string | undefined;
  readonly unread?: boolean | undefined;
  readonly folder?: string | undefined;
};

/** `npx milepost restore` */
export async function restore(args: string[]): Promise<void> {
  const named = args[0] !== undefined && !args[0].startsWith('-');
  const flags = readFlags(options, usage, args.slice(named ? 1 : 0));
  const file = named ? args[0]! : '';
  if (flags.missing !== undefined && !['erased', 'lost'].includes(flags.missing)) {
    throw new Trouble(`--missing is "${flags.missing}".`, 'It is erased or lost.', usage, 2);
  }
  if (!existsSync(file)) {
    const what = named ? `There's no file ${file}.` : 'The file is missing.';
    throw new Trouble(what, 'Name a file that `npx milepost backup` wrote.', usage, 2);
  }
  const folder = mkdtempSync(join(tmpdir(), 'milepost-restore-'));
  try {
    await replace(flags, file, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function replace(flags: Flags, file: string, folder: string): Promise<void> {
  console.log('Reading the backup …');
  const backup = readBackup(file, join(folder, 'backup.sqlite'));
  const tables = await query<Table>(flags, schemaTables());
  const reopen = () => query(flags, ...reopenDatabase());
  console.log('Closing the database: nothing is sent, and the site asks people to come back …');
  const close = closeDatabase(tables.map(({ name }) => name));
  if (close.length > 0) await query(flags, ...close);
  let held: string | null;
  try {
    held = await prepare(flags, backup, join(folder, 'current.sqlite'));
    console.log('Replacing the database …');
    const script = join(folder, 'restore.sql');
    const drops = childrenFirst(tables).map((name) => `DROP TABLE "${name}";`);
    writeDump(backup, script, drops);
    await runScript(flags, script);
  } catch (error) {
    console.log('Nothing was replaced. Opening the database again …');
    await reopen();
    throw error;
  }
  await compare(flags, backup);
  backup.close();
  await query(flags, holdSending(held));
  console.log(
    held === null ? DONE : `${STILL_HELD[held] ?? `Sending is held, as before: ${held}.`}`,
  );
}

function readBackup(file: string, path: string): DatabaseSync {
  try {
    return loadDump(file, path);
  } catch (error) {
    throw new Trouble(
      `${file} isn't a whole backup that this version can read.`,
      (error as Error).message,
      'Use another backup. For one from a newer version, update Milepost first.',
      2,
    );
  }
}

/** Brings the backup up to date. Returns why sending must stay held after the restore, if so. */
async function prepare(flags: Flags, backup: DatabaseSync, path: string): Promise<string | null> {
  const current = await readCurrent(flags, path, tablesIn(backup));
  if (current === null) {
    dropSignUps(backup);
    sayDoubts(doubt(backup, Date.now(), IN_PROGRESS));
    return UNREAD;
  }
  backup.exec(`ATTACH '${path}' AS current`);
  const lost = decideMissing(flags, backup) === 'lost';
  const { held, lastTickAt } = stateOf(backup, 'current');
  const now = Math.max(Date.now(), lastTickAt);
  saySince(mergeCurrent(backup, now, lost));
  backup.exec('DETACH current');
  sayDoubts(doubt(backup, now, IN_PROGRESS));
  return lost ? LOST : held;
}

/** Saves the current database and loads it; null: it is damaged. */
async function readCurrent(
  flags: Flags,
  path: string,
  tables: readonly string[],
): Promise<Counts | null> {
  console.log('Saving the current database …');
  const file = backupFile(flags, flags.folder, '-before-restore');
  try {
    await writeBackup(flags, file);
    console.log(`  ${shown(file)}`);
  } catch (error) {
    if (flags.unread) return null;
    throw new Trouble(
      "The current database can't be exported, so we don't know who has left since.",
      error instanceof Trouble ? error.why : (error as Error).message,
      'Run the command again later, or add --unread: then sending stays held after the restore.',
    );
  }
  try {
    const current = loadDump(file, path);
    const counts = countsOf(current);
    current.close();
    const missing = tables.filter((table) => counts[table] === undefined);
    if (missing.length === 0) return counts;
    throw new Error(`It has no table ${missing.join(', ')}.`);
  } catch (error) {
    console.log(`  It's damaged. ${(error as Error).message}`);
    return null;
  }
}

/** A few people erase their data, or it expires. If many are gone, a person must say why. */
function decideMissing({ missing }: Flags, backup: DatabaseSync): 'erased' | 'lost' {
  const { gone, of } = missingIn(backup);
  if (missing !== undefined) return missing as 'erased' | 'lost';
  if (gone <= FEW || gone <= of * FEW_SHARE) return 'erased';
  throw new Trouble(
    `${gone} of the ${of} subscriptions in the backup aren't in the database.`,
    "Either those people erased their data or it expired, or the rows were lost. We can't tell.",
    'If they erased their data or it expired: --missing erased. If the rows were lost: --missing lost.',
  );
}

const FEW = 20;
const FEW_SHARE = 0.05;

/** The restored database has the rows that it should have. */
async function compare(flags: Flags, backup: DatabaseSync): Promise<void> {
  const [rows] = await query<Counts>(flags, countRows());
  const wanted = countsOf(backup);
  const wrong = Object.entries(rows!).filter(([table, n]) => wanted[table] !== n);
  // People may sign up from here on, and a person may be erased.
  const short = wrong.filter(([table, n]) => n < wanted[table]! - FEW);
  if (short.length === 0) return;
  throw new Trouble(
    'The restored database is not complete. Sending stays held.',
    short.map(([table, n]) => `${table}: ${n} rows instead of ${wanted[table]}`).join(', '),
    'Restore again.',
  );
}

type Table = { readonly name: string; readonly sql: string };

/** Tables that refer to others first: dropping them in this order deletes no other rows. */
function childrenFirst(tables: readonly Table[]): string[] {
  const parents = (sql: string) =>
    [...sql.matchAll(/REFERENCES\s+"?(\w+)/g)].map(([, name]) => name!);
  const order: string[] = [];
  const visit = ({ name }: Table): void => {
    if (order.includes(name)) return;
    tables.filter(({ sql }) => parents(sql).includes(name)).forEach(visit);
    order.push(name);
  };
  tables.forEach(visit);
  return order;
}

function saySince(since: Since): void {
  const parts = Object.entries(SINCE).flatMap(([name, says]) => {
    const n = since[name as keyof Since];
    return n === 0 ? [] : [`  ${says}: ${n}`];
  });
  console.log('Since the backup, and kept:');
  console.log(parts.length === 0 ? '  nothing' : parts.join('\n'));
}

const SINCE: Readonly<Record<keyof Since, string>> = {
  left: 'unsubscribed',
  erased: 'erased or expired',
  suppressed: 'suppressed',
  moved: 'moved the date',
  readdressed: 'changed the address',
  joined: 'signed up',
  sent: 'emails sent',
};

const sayDoubts = (doubts: number): void =>
  console.log(
    doubts === 0
      ? 'No email is in doubt.'
      : `${doubts} emails may have been sent. They're unknown now: see \`npx milepost unknown\`.`,
  );

const IN_PROGRESS = 'a restore is in progress';
const UNREAD = 'restored without knowing who left since';
const LOST = 'restored people whose rows were lost; some may have erased their data';

const STILL_HELD: Readonly<Record<string, string>> = {
  [UNREAD]:
    "Restored. Sending stays held: we couldn't read who has left, erased their data, moved or changed address since the backup. Correct what you know with `npx milepost person`, then run `npx milepost release`.",
  [LOST]:
    'Restored. Sending stays held: people who erased their data since the backup are back, too. Erase again those you know of, then run `npx milepost release`.',
};

const DONE =
  'Restored. Sending starts again with the next cron run, which also asks the provider about unknown emails.';
