/** Reads a CSV file. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Trouble } from '../world/terminal.ts';

export type Table = {
  readonly header: readonly string[];
  readonly records: readonly (readonly string[])[];
};

export function readTable(file: string): Table {
  const text = textOf(file);
  const [header, ...records] = rowsOf(file, text);
  if (header === undefined || records.length === 0) {
    throw new Trouble(`${file} has no rows.`, 'Its first row names the columns.', '', 2);
  }
  return { header, records };
}

function rowsOf(file: string, text: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      // The row numbers are those of a spreadsheet.
      skip_empty_lines: false,
    });
  } catch (error) {
    throw new Trouble(
      `${file} isn't a CSV file that we can read.`,
      (error as Error).message,
      'Export it again as CSV, with UTF-8.',
      2,
    );
  }
}

function textOf(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new Trouble(`There's no file ${file}.`, 'It has the people to import.', '', 2);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Trouble(
      `${file} isn't UTF-8.`,
      'Names with accents would be damaged.',
      'Save it as "CSV UTF-8".',
      2,
    );
  }
}

/** The one that the first line has most of: some spreadsheets write semicolons or tabs. */
function delimiterOf(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/));
  const count = (delimiter: string): number => line.split(delimiter).length;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0]!;
}
