/** What happens with each row of a file. */

import type { Hashes } from '../../src/storage/database.ts';
import type { KnownPerson, Stop } from '../../src/storage/importing.ts';
import type { Entry, Person, StopReason } from './read-row.ts';

/** A row of the file; the header is row 1, as in a spreadsheet. */
export type Row = { readonly row: number; readonly entry: Entry };

export type Skip = 'twice' | 'stopped_in_file' | 'already' | 'left' | 'suppressed' | 'wrong';

export type Decisions = {
  readonly people: readonly { readonly row: number; readonly person: Person }[];
  readonly stops: readonly {
    readonly row: number;
    readonly key: string;
    readonly reason: StopReason;
  }[];
  readonly skipped: readonly { readonly row: number; readonly skip: Skip; readonly why: string }[];
  readonly notes: readonly { readonly row: number; readonly note: string }[];
};

/** Decides what the file alone decides: an address in it counts once, and a stop wins. */
export function decideInFile(rows: readonly Row[]): Decisions {
  const stops = new Map<string, Decisions['stops'][number]>();
  for (const { row, entry } of rows) {
    if (entry.kind !== 'stop') continue;
    const { key, reason } = entry;
    const before = stops.get(key);
    if (before === undefined || reason === 'complained') stops.set(key, { row, key, reason });
  }
  const first = new Map<string, number>();
  const people: Decisions['people'][number][] = [];
  const skipped: Decisions['skipped'][number][] = [];
  const notes: Decisions['notes'][number][] = [];
  for (const { row, entry } of rows) {
    if (entry.kind === 'wrong') skipped.push({ row, skip: 'wrong', why: entry.why });
    if (entry.kind !== 'person') continue;
    const { person } = entry;
    const stop = stops.get(person.address.key);
    const id = `${person.address.key} ${person.course}`;
    const before = first.get(id);
    if (stop !== undefined) {
      skipped.push({ row, skip: 'stopped_in_file', why: `row ${stop.row} says not to email them` });
    } else if (before !== undefined) {
      skipped.push({ row, skip: 'twice', why: `row ${before} has the same address` });
    } else {
      first.set(id, row);
      people.push({ row, person });
      notes.push(...entry.notes.map((note) => ({ row, note })));
    }
  }
  return { people, stops: [...stops.values()], skipped, notes };
}

/** Why a person isn't imported, from what is known here; null: nothing speaks against it. */
export function skipOf(
  { course }: Person,
  known: KnownPerson | undefined,
): { readonly skip: Skip; readonly why: string } | null {
  if (known === undefined) return null;
  const courses = (JSON.parse(known.courses) as string[]).map((text) => text.split(' '));
  const status = courses.find(([id]) => id === course)?.[1];
  const hasLeft = courses.length > 0 && courses.every(([, own]) => own === 'left');
  if (status === 'left' || hasLeft || (known.kept === 'left' && status === undefined)) {
    return { skip: 'left', why: 'they left here' };
  }
  if (status !== undefined) return { skip: 'already', why: 'they’re signed up already' };
  const reason = known.suppressed ?? (courses.length === 0 ? known.kept : null);
  return reason === null
    ? null
    : { skip: 'suppressed', why: 'emails to this address came back or were marked as spam' };
}

/** The hash that is kept of an address that must not be emailed. */
export const stopOf = (
  { key, reason }: { readonly key: string; readonly reason: StopReason },
  hashesOf: Hashes,
): Stop => [hashesOf(key, reason === 'left' ? 'left' : 'address')[0]!, reason];
