import { closeSync, existsSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { isCivilDate } from '../../src/domain/time.ts';
import type { Database } from '../../src/storage/database.ts';
import {
  type ExportPage,
  exportConsents,
  exportDeliveries,
  exportPeople,
  exportStopped,
  PAGE,
} from '../../src/storage/exporting.ts';
import { readFlags, Trouble } from '../world/terminal.ts';
import { root } from '../world/wrangler.ts';
import { targetFlags, withDatabase } from './database.ts';

const usage = `npx milepost export people|stopped|deliveries|consents [--file <file>] [--since 2027-01-31] [--bom] [--remote]

Writes a CSV file that only you can read. It has no private notes and no personal links.
  people      who may be emailed, in the form that \`npx milepost import\` reads
  stopped     addresses that left, bounced or complained: import them first, so that they stay so
  deliveries  every email, with what became of it
  consents    what each person agreed to, when and how
  --file      where to write it (default: a dated file in exports/); - prints it
  --since     only people who signed up, emails and consents from this day on (UTC)
  --bom       begins with a byte-order mark: Excel then reads accents`;

const KINDS: Readonly<
  Record<string, { readonly page: ExportPage; readonly columns: readonly string[] }>
> = {
  people: {
    page: exportPeople,
    columns: [
      'email',
      'name',
      'course',
      'status',
      'target_date',
      'date_kind',
      'time_zone',
      'send_hour',
      'language',
      'paused_until',
      'outcome',
      'outcome_at',
      'consent_at',
      'consent_source',
    ],
  },
  stopped: { page: exportStopped, columns: ['email', 'status'] },
  deliveries: {
    page: exportDeliveries,
    columns: [
      'email',
      'course',
      'message',
      'kind',
      'round',
      'occasion',
      'state',
      'reason',
      'due_at',
      'closes_at',
      'sent_at',
      'failed_at',
      'delivered_at',
      'bounced_at',
      'bounce',
      'complained_at',
    ],
  },
  consents: {
    page: exportConsents,
    columns: [
      'email',
      'course',
      'asked_at',
      'asked_how',
      'asked_words',
      'confirmed_at',
      'confirmed_how',
      'confirmed_words',
    ],
  },
};

/** `npx milepost export` */
export async function exportRows(args: string[]): Promise<void> {
  const named = args[0] !== undefined && !args[0].startsWith('-');
  const flags = readFlags(
    {
      ...targetFlags,
      file: { type: 'string' },
      since: { type: 'string' },
      bom: { type: 'boolean' },
    },
    usage,
    args.slice(named ? 1 : 0),
  );
  const kind = named ? args[0]! : '';
  if (!Object.hasOwn(KINDS, kind)) {
    const what = named ? `"${kind}" can't be exported.` : 'What should be exported?';
    throw new Trouble(what, `Choose one of: ${Object.keys(KINDS).join(', ')}.`, usage, 2);
  }
  const since = sinceOf(flags.since);
  const file = flags.file ?? join(root, 'exports', `${kind}-${stamp()}.csv`);
  const write = file === '-' ? null : newFile(file);
  const begin = flags.bom ? '\ufeff' : '';
  const count = await withDatabase(flags, (db) =>
    writePages(
      db,
      kind,
      since,
      (text) => {
        if (write === null) process.stdout.write(text);
        else write(text);
      },
      begin,
    ),
  );
  if (write !== null) console.log(`${count} rows: ${relative(process.cwd(), file)}`);
}

/** Writes all pages as CSV. Returns the number of rows. */
export async function writePages(
  db: Database,
  kind: string,
  since: number,
  write: (text: string) => void,
  begin = '',
): Promise<number> {
  const { page, columns: names } = KINDS[kind]!;
  write(`${begin}${stringify([names])}`);
  let count = 0;
  for (let after = ''; ; ) {
    const [answer] = await db([page(after, since)]);
    const rows = answer!.rows as Readonly<Record<string, string | number | null>>[];
    const values = rows.map((row) => names.map((name) => cell(name, row)));
    write(stringify(values, { escape_formulas: true }));
    count += rows.length;
    if (rows.length < PAGE) return count;
    after = String(rows.at(-1)!.cursor);
    console.error(`  ${count} rows …`);
  }
}

/** Instants in ISO 8601. The consent is a pair of time and source. */
function cell(name: string, row: Readonly<Record<string, string | number | null>>): string {
  const [at, source] = 'consent' in row ? JSON.parse(String(row.consent ?? '[null, ""]')) : [];
  const value = name === 'consent_at' ? at : name === 'consent_source' ? source : row[name];
  if (value === null || value === undefined) return '';
  return name.endsWith('_at') ? new Date(value).toISOString() : String(value);
}

function newFile(file: string): (text: string) => void {
  if (existsSync(file)) {
    throw new Trouble(`${file} is there already.`, 'It would be replaced.', 'Name another.', 2);
  }
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, 'wx', 0o600);
  process.once('exit', () => closeSync(handle));
  return (text) => {
    writeSync(handle, text);
  };
}

function sinceOf(text: string | undefined): number {
  if (text === undefined) return 0;
  if (isCivilDate(text)) return Date.parse(text);
  throw new Trouble(`--since is "${text}".`, 'Write a day like 2027-01-31.', usage, 2);
}

const stamp = (): string => new Date().toISOString().replaceAll(':', '-').replace(/\.\d+/, '');
