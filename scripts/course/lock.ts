import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Document } from 'yaml';
import { z } from 'zod';
import { id } from './fields.ts';
import type { Draft } from './load.ts';
import { parseWith } from './parse.ts';
import type { Report } from './problems.ts';
import { readYaml, type Source } from './source.ts';

/**
 * The ids that a course has ever had. Deliveries are identified by them permanently, so a renamed
 * lesson would be sent again under its new id.
 */
export type Lock = {
  readonly file: string;
  readonly ids: readonly string[];
  readonly retired: readonly string[];
  readonly source?: Source;
};

const lockSchema = z.strictObject({
  ids: z.array(id).nullish(),
  retired: z.array(id).nullish(),
});

export async function readLock(root: string, folder: string, report: Report): Promise<Lock> {
  const file = `${folder}/ids.lock`;
  const path = join(root, file);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return { file, ids: [], retired: [] };
  const source = await readYaml(root, path, report);
  const meta = parseWith(lockSchema, source, report);
  return { file, ids: meta?.ids ?? [], retired: meta?.retired ?? [], source };
}

/** Checks that no id is lost and that no retired id is used again. */
export function checkLock({ lock, lessons, folder }: Draft, report: Report): void {
  const present = new Set(lessons.map(({ meta }) => meta.id));
  const line = (list: string, index: number) => lock.source?.lineOf([list, index]) ?? 1;
  lock.ids.forEach((id, index) => {
    if (present.has(id) || lock.retired.includes(id)) return;
    report.error(
      lock.file,
      line('ids', index),
      `the lesson "${id}" was compiled before and is gone. Subscribers' deliveries are known by ` +
        `this id: if its file was renamed, write \`id: ${id}\` into it again; if the lesson is ` +
        `removed for good, move "${id}" to the list \`retired\` of ${folder}/ids.lock`,
    );
  });
  lock.retired.forEach((id, index) => {
    if (!present.has(id)) return;
    report.error(
      lock.file,
      line('retired', index),
      `the id "${id}" is retired and a lesson uses it; give that lesson a new id, or move "${id}" ` +
        "back to `ids` if it's the same lesson",
    );
  });
}

/** The lock with the ids of new lessons; undefined when it is up to date. */
export function updatedLock({ lock, lessons }: Draft): string | undefined {
  const fresh = lessons.map(({ meta }) => meta.id).filter((id) => !lock.ids.includes(id));
  if (fresh.length === 0) return undefined;
  const doc = new Document({ ids: [...lock.ids, ...fresh].sort(), retired: [...lock.retired] });
  doc.commentBefore =
    ' Every lesson id that this course has had; `npm run build` adds new ones. Commit this file.\n' +
    ' To remove a lesson for good, move its id to `retired`.';
  return doc.toString();
}
