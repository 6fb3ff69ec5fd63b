/**
 * D1's limits on one statement, and lists in portions that keep to them. Local D1 and SQLite accept
 * larger values; production does not.
 */
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
