/** Runs statements in one transaction: all of them or none. */
export type Database = (statements: readonly Statement[]) => Promise<readonly Answer[]>;

/** Keyed hashes, by default of an address, newest key first. `left`: of an address that left. */
export type Hashes = (
  text: string,
  of?: 'address' | 'left' | 'mailbox' | 'network',
) => readonly string[];

/** The database, with the hashes that stand in it for addresses, mailboxes and networks. */
export type KeyedDatabase = { readonly db: Database; readonly hashesOf: Hashes };

export type Statement = { readonly sql: string; readonly values: readonly Value[] };
export type Value = string | number | null;
export type Answer = { readonly rows: readonly Row[]; readonly changes: number };
// biome-ignore lint/suspicious/noExplicitAny: a row is typed by the statement that asks for it
export type Row = any;

/**
 * A statement. It may carry a name in a comment, by which the simulator finds it: at the start, or
 * after `SELECT`, because D1 decides by the first word whether it may repeat a statement.
 */
export const statement = (sql: string, ...values: Value[]): Statement => ({ sql, values });

/** Trusted ids as an SQL list; external values must be bound instead. */
export const textList = (texts: readonly string[]): string =>
  texts.map((text) => `'${text}'`).join(', ');

/** Runs one statement and returns its rows. */
export async function ask<T>(database: Database, sql: string, ...values: Value[]): Promise<T[]> {
  const [answer] = await database([{ sql, values }]);
  return [...(answer as Answer).rows];
}

/**
 * A `Database` on D1, with its limits and with retries of transient errors. `onCost` receives the
 * cost of each attempt: statements, rows read and rows written.
 */
export function d1(
  binding: D1Database,
  { onCost = () => {}, wait = pause }: Options = {},
): Database {
  return retrying(async (statements) => {
    for (const one of statements) checkLimits(one);
    const prepared = statements.map(({ sql, values }) => binding.prepare(sql).bind(...values));
    onCost({ statements: prepared.length, read: 0, written: 0 });
    const results =
      prepared.length === 1 ? [await prepared[0]!.all()] : await binding.batch(prepared);
    return results.map(({ results: rows, meta }) => {
      onCost({ statements: 0, read: meta.rows_read, written: meta.rows_written });
      return { rows, changes: meta.changes };
    });
  }, wait);
}

const pause: Wait = (ms) => scheduler.wait(ms);

type Options = {
  readonly onCost?: ((cost: Cost) => void) | undefined;
  /** Waits between two attempts. */
  readonly wait?: Wait;
};

export type Cost = {
  readonly statements: number;
  readonly read: number;
  readonly written: number;
};

// D1's limits on one statement, and lists in portions that keep to them. Local D1 and SQLite accept
// larger values; production does not.

/** https://developers.cloudflare.com/d1/platform/limits/ */
const MAX_VALUE_BYTES = 2_000_000;
const MAX_STATEMENT_BYTES = 100_000;
const MAX_PARAMETERS = 100;

/** Throws the error that D1 would return. */
export function checkLimits({ sql, values }: Statement): void {
  if (values.length > MAX_PARAMETERS) {
    throw new Error(
      `D1_ERROR: variable number must be between ?1 and ?${MAX_PARAMETERS}: SQLITE_ERROR`,
    );
  }
  if (exceeds(sql, MAX_STATEMENT_BYTES)) {
    throw new Error('D1_ERROR: statement too long: SQLITE_TOOBIG');
  }
  for (const value of values) {
    if (typeof value === 'string' && exceeds(value, MAX_VALUE_BYTES)) {
      throw new Error('D1_ERROR: string or blob too big: SQLITE_TOOBIG');
    }
  }
}

const exceeds = (text: string, bytes: number): boolean =>
  text.length * MOST_BYTES > bytes && bytesOf(text) > bytes;

/** A UTF-16 code unit takes at most three bytes in UTF-8. */
const MOST_BYTES = 3;

const utf8 = new TextEncoder();

const bytesOf = (text: string): number => utf8.encode(text).length;

/** Below D1's 2,000,000 bytes, so that one more row cannot exceed the limit. */
const PORTION_BYTES = 1_500_000;

/**
 * The rows as JSON arrays of at most 1.5 MB, in order; an empty list if there are no rows. A row
 * that is larger than that gets an array of its own.
 * @example portions([1, 2]) // ['[1,2]']
 */
export function portions(rows: readonly unknown[]): string[] {
  const texts = rows.map((row) => JSON.stringify(row));
  const most = texts.reduce((sum, { length }) => sum + length * MOST_BYTES + 1, 0);
  if (texts.length > 0 && most <= PORTION_BYTES) return [asArray(texts)];
  const lists: string[][] = [];
  let size = PORTION_BYTES;
  for (const text of texts) {
    const bytes = bytesOf(text) + 1;
    if (size + bytes > PORTION_BYTES) {
      lists.push([]);
      size = 0;
    }
    size += bytes;
    lists.at(-1)!.push(text);
  }
  return lists.map(asArray);
}

const asArray = (texts: readonly string[]): string => `[${texts.join()}]`;

// Retries a database call on the errors that Cloudflare calls transient.

export type Wait = (ms: number) => Promise<void>;

/**
 * Every write is guarded, so it may be repeated even if the first attempt was committed and only
 * its response was lost.
 */
export function retrying(database: Database, wait: Wait): Database {
  return async (statements) => {
    for (const pause of PAUSES) {
      try {
        return await database(statements);
      } catch (error) {
        if (!isTransient(error)) throw error;
        await wait(pause * (MIN_JITTER + Math.random() * (MAX_JITTER - MIN_JITTER)));
      }
    }
    return database(statements).catch((error: unknown) => {
      throw marked(error);
    });
  };
}

/**
 * The runtime reports a lost connection without the D1 prefix that the site uses to recognize
 * database errors.
 */
const marked = (error: unknown): unknown =>
  isTransient(error) && !String(error).includes('D1_ERROR')
    ? new Error(`D1_ERROR: ${error instanceof Error ? error.message : error}`, { cause: error })
    : error;

/** Milliseconds: with jitter, between 2.2 and 3 seconds in total. */
const PAUSES = [50, 100, 200, 400, 750, 1000];
const MIN_JITTER = 0.9;
const MAX_JITTER = 1.2;

/**
 * Errors after which D1 says the same statements may succeed a moment later, and local SQLite's
 * error while another connection holds the write lock:
 * https://developers.cloudflare.com/d1/observability/debug-d1/#error-list
 */
const TRANSIENT = [
  'Network connection lost',
  'storage caused object to be reset',
  'reset because its code was updated',
  'Cannot resolve D1 DB due to transient issue',
  'Replica disconnected from primary',
  'D1 DB is overloaded',
  'database is locked',
  'SQLITE_BUSY',
];

/** Permanent errors: retrying them uses up statements, or rows of the daily free limit. */
const LASTING = /SQLITE_CONSTRAINT|daily .*limit/i;

function isTransient(error: unknown): boolean {
  const text = String(error);
  return !LASTING.test(text) && TRANSIENT.some((message) => text.includes(message));
}
