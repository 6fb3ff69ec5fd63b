/** Writes an import in batches. Each is all there or not at all, so a killed import can go on. */
import type { Statement } from '../../src/storage/database.ts';
import { addPeople, keepStops, type NewPerson } from '../../src/storage/importing.ts';
import type { Planning } from '../../src/usecases/ports.ts';
import { stopOf } from './decide.ts';
import { type Planner, planPerson } from './plan-person.ts';
import type { Ready } from './prepare.ts';

export type Batches = Pick<Planning, 'hashesOf'> & {
  /** Runs batches, each in a transaction. */
  readonly write: (batches: readonly (readonly Statement[])[]) => Promise<void>;
  /** Bytes of a batch's longest statement. */
  readonly batchBytes: number;
  /** Batches that are handed over together. */
  readonly together: number;
};

export async function writeImport(
  store: Batches,
  { people, stops }: Pick<Ready, 'people' | 'stops'>,
  planner: Planner,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  const hashes = stops.map((stop) => stopOf(stop, store.hashesOf));
  for (let done = 0; done < hashes.length; done += STOPS) {
    await store.write([[keepStops(hashes.slice(done, done + STOPS))]]);
  }
  let done = 0;
  let batches: NewPerson[][] = [];
  const flush = async (): Promise<void> => {
    if (batches.length === 0) return;
    await store.write(batches.map((batch) => addPeople(batch, crypto.randomUUID(), planner.now)));
    done += batches.reduce((sum, batch) => sum + batch.length, 0);
    batches = [];
    onProgress(done, people.length);
  };
  let bytes = Number.POSITIVE_INFINITY;
  for (const { person, start } of people) {
    const planned = planPerson(planner, person, start);
    const size = JSON.stringify(planned).length;
    if (bytes + size > store.batchBytes) {
      if (batches.length >= store.together) await flush();
      batches.push([]);
      bytes = 0;
    }
    bytes += size;
    batches.at(-1)!.push(planned);
  }
  await flush();
}

/** The part of an import that is written now. */
export type Today = {
  readonly people: Ready['people'];
  readonly of: number;
  readonly days: number;
};

/** @param limited whether the plan limits the rows that are written in a day */
export function forToday({ people }: Pick<Ready, 'people'>, limited: boolean | undefined): Today {
  const all = people.reduce((sum, { writes }) => sum + writes, 0);
  if (!limited || all <= DAILY_ROWS) return { people, of: people.length, days: 1 };
  let left = DAILY_ROWS;
  const now = people.filter(({ writes }) => {
    left -= writes;
    return left >= 0;
  });
  return { people: now, of: people.length, days: Math.ceil(all / DAILY_ROWS) };
}

/** Cloudflare's free plan writes 100,000 rows a day: the rest is for the site. */
const DAILY_ROWS = 60_000;

/** Hashes in a statement: 60 bytes each. */
const STOPS = 1000;
