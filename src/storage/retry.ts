/** Retries a database call on the errors that Cloudflare calls transient. */
import type { Database } from './database.ts';

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
