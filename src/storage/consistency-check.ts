/** The consistency check, a slice at a time, and the deletion of templates that no email uses. */
import type { Template } from '../domain/template.ts';
import { DAY, HOUR, type Instant } from '../domain/time.ts';
import { AUDIT, SLICE } from './consistency-rules.ts';
import { ask, type Database, type Row } from './database.ts';
import type { JobRow, Progress } from './jobs.ts';

/** The job that runs this check. */
export const CONSISTENCY_CHECK = 'consistency-check';

/** One round over all rows. */
type Round = {
  readonly began: Instant;
  /** The number of wrong rows by check name, up to the cursor. */
  readonly found: Readonly<Record<string, number>>;
  /** Hashes of the templates that emails use, up to the cursor. */
  readonly templates: readonly string[];
  /** What the last whole round found, or null. */
  readonly wrong: string | null;
};

/**
 * Checks up to `limit` further rows. After the last one it deletes retired templates that no email
 * uses. Returns the progress to save, and at the end of a round its findings as sentences.
 */
export async function checkSlice(
  db: Database,
  job: Pick<JobRow, 'nextAt' | 'cursor' | 'state'>,
  now: Instant,
  limit: number,
  courses: { readonly version: string; readonly templates: () => readonly Template[] },
): Promise<{ readonly progress: Progress; readonly found: readonly string[] }> {
  const last = job.state as Round | null;
  const isNew = last === null || job.cursor === '' || last.began > now;
  let round: Round = isNew
    ? { began: now, found: {}, templates: [], wrong: last?.wrong ?? null }
    : last;
  let [table, after] = (isNew ? 'calls ' : job.cursor).split(' ') as [keyof typeof SLICE, string];
  for (;;) {
    const [slice] = await ask<Row>(db, SLICE[table], now, after, limit);
    round = together(round, slice);
    if (slice.n === limit) {
      const cursor = `${table} ${slice.last}`;
      return { progress: { nextAt: now, cursor, state: round }, found: [] };
    }
    if (table === 'deliveries') break;
    [table, after] = ['deliveries', ''];
  }
  const { began } = round;
  const kept = [...round.templates, ...courses.templates().map(({ hash }) => hash)];
  await ask(
    db,
    PRUNE,
    job.nextAt,
    job.cursor,
    JSON.stringify(kept),
    courses.version,
    began - QUIET_BEFORE,
  );
  const found = sentences(round);
  const wrong = found.length > 0 ? found.join('; ') : null;
  const state: Round = { began, found: {}, templates: [], wrong };
  return { progress: { nextAt: began + DAY, cursor: '', state }, found };
}

function together({ found, templates, ...round }: Round, slice: Row): Round {
  const named = (JSON.parse(slice.templates) as (string | null)[]).filter((hash) => hash !== null);
  return {
    ...round,
    found: Object.fromEntries(
      AUDIT.map(({ name }) => [name, (found[name] ?? 0) + (slice[name] ?? 0)]),
    ),
    templates: [...new Set([...templates, ...named])],
  };
}

const sentences = ({ found }: Round): string[] =>
  AUDIT.flatMap(({ name, wrong }) => (found[name] ? [`${found[name]} ${wrong}`] : []));

/**
 * Deletes templates that no email used when the round passed it and that no email can have used
 * since. Behind the cursor, only Workers of the version stored last, which is this one, have frozen
 * emails. A Worker of another version stores its own templates again before it freezes, or its run
 * began before that version was stored; `stored_at` reveals both, and then the next round decides.
 */
const PRUNE = `
  /* prune templates */ DELETE FROM templates
  WHERE hash NOT IN (SELECT value FROM json_each(?3))
    AND NOT EXISTS (SELECT 1 FROM templates WHERE stored_at > ?5)
    AND EXISTS (SELECT 1 FROM settings WHERE templates_version = ?4 AND id = 1)
    AND NOT EXISTS (SELECT 1 FROM jobs
      WHERE name = '${CONSISTENCY_CHECK}' AND NOT (next_at IS ?1 AND cursor = ?2))`;

/** Longer than any run, including clock differences. */
const QUIET_BEFORE = 2 * HOUR;
