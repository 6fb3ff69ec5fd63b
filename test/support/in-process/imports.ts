/** Imports and exports in a world that is played, as the commands do on a database. */
import { parse } from 'csv-parse/sync';
import { writePages } from '../../../scripts/cli/export.ts';
import { formatOf } from '../../../scripts/import/formats.ts';
import { lookUp, prepare, type Ready } from '../../../scripts/import/prepare.ts';
import { type Defaults, readRows } from '../../../scripts/import/read-row.ts';
import { writeImport } from '../../../scripts/import/write.ts';
import type { World } from '../../../scripts/in-process/world.ts';

export type Options = Partial<Defaults> & {
  readonly welcome?: boolean;
  readonly spread?: boolean;
  readonly quota?: number;
};

/** Imports a CSV text; returns what was decided. */
export async function importCsv(
  { ports, now }: World,
  csv: string,
  { welcome = false, spread = false, quota = 1_000_000, ...own }: Options = {},
): Promise<Ready> {
  const [header = [], ...records] = parse(csv, { bom: true, relax_column_count: true });
  const format = formatOf(header, {})!;
  const defaults: Defaults = {
    courses: ports.courses.all,
    zone: null,
    language: null,
    source: null,
    status: format.status ?? '',
    sourcePrefix: format.source ?? '',
    ours: format.name === 'Milepost',
    examples: true,
    ...own,
  };
  const quiet = () => {};
  const rows = readRows(header, records, format, defaults, now);
  const decisions = await lookUp(ports, rows, 300, quiet);
  const planner = { course: ports.courses.find, newId: ports.newId, now, welcome };
  const ready = await prepare(ports, decisions, planner, quota, spread);
  await writeImport(
    {
      hashesOf: ports.hashesOf,
      batchBytes: 200_000,
      together: 1,
      write: async (batches) => {
        for (const batch of batches) await ports.db(batch);
      },
    },
    ready,
    planner,
    quiet,
  );
  return ready;
}

export async function exportCsv({ ports }: World, kind: string, since = 0): Promise<string> {
  let text = '';
  await writePages(ports.db, kind, since, (more) => {
    text += more;
  });
  return text;
}
