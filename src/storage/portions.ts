/**
 * Splits lists that grow with the data into as few statements as D1's limit on one value allows.
 */
import { bytesOf, MOST_BYTES } from './limits.ts';

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
