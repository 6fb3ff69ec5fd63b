/** D1's limits on one statement. Local D1 and SQLite accept larger values; production does not. */
import type { Statement } from './database.ts';

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
export const MOST_BYTES = 3;

const utf8 = new TextEncoder();

export const bytesOf = (text: string): number => utf8.encode(text).length;
