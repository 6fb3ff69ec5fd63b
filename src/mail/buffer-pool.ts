/** Sheets that were written on, and can be again. */
import { newSheet, type Sheet } from './json-writer.ts';

/** As many calls as one run makes at once. */
const KEPT = 6;

const spare: Sheet[] = [];

export const takeSheet = (): Sheet => spare.pop() ?? newSheet();

/**
 * Only a sheet that nobody reads any more may come back. A call that timed out may still be on its
 * way: on its sheet, the mails of another call would travel under its key.
 */
export function giveBack(sheet: Sheet): void {
  if (spare.length < KEPT) spare.push(sheet);
}
