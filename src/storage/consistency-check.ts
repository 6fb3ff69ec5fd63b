/** The consistency check, a slice at a time, and the deletion of templates that no email uses. */

import { CLOSED_AFTER } from '../domain/provider.ts';
import type { Template } from '../domain/template.ts';
import { DAY, HOUR, type Instant } from '../domain/time.ts';
import { ask, type Database, type Row } from './database.ts';
import { ALLOWED } from './due.ts';
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

// The consistency rules: the states that the sending protocol allows for each row.

type Check = {
  readonly name: string;
  readonly wrong: string;
  readonly of: 'calls' | 'deliveries';
  /**
   * True of a wrong row `d`, judged at one instant and without rows of other slices. `?1` is now.
   */
  readonly when: string;
};

export const AUDIT: readonly Check[] = [
  {
    name: 'callless',
    wrong: 'emails are being sent without an open call',
    of: 'deliveries',
    when: `d.state = 'sending' AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.id = d.call_id)`,
  },
  {
    name: 'fenced',
    wrong: 'emails were fenced and are scheduled or canceled',
    of: 'deliveries',
    when: `d.state IN ('scheduled', 'cancelled') AND d.first_call_at IS NOT NULL`,
  },
  {
    name: 'uncalled',
    wrong: 'emails were sent without a call',
    of: 'deliveries',
    when: `d.state = 'sent' AND d.first_call_at IS NULL`,
  },
  {
    name: 'reasonless',
    wrong: 'unsent emails have no reason',
    of: 'deliveries',
    when: `d.state IN ('failed', 'unknown', 'skipped', 'cancelled') AND d.reason IS NULL`,
  },
  {
    name: 'unowned',
    wrong: 'scheduled emails go to people who may not get them',
    of: 'deliveries',
    when: `d.state = 'scheduled' AND EXISTS (
      SELECT 1 FROM subscriptions s WHERE s.id = d.subscription_id AND NOT ${ALLOWED})`,
  },
  {
    name: 'expired',
    wrong: 'open calls have an expired key',
    of: 'calls',
    when: `d.first_call_at < ?1 - ${CLOSED_AFTER}`,
  },
];

const counts = (table: Check['of']): string =>
  AUDIT.filter(({ of }) => of === table)
    .map(({ name, when }) => `count(*) FILTER (WHERE ${when}) AS ${name}`)
    .join(', ');

/** Up to `?3` rows after the id `?2`: the number, the last id, and the number of wrong rows. */
export const SLICE = {
  calls: `
    SELECT count(*) AS n, max(d.id) AS last, '[]' AS templates, ${counts('calls')}
    FROM (SELECT id, first_call_at FROM calls WHERE id > ?2 ORDER BY id LIMIT ?3) d`,
  deliveries: `
    SELECT count(*) AS n, max(d.id) AS last,
      json_group_array(DISTINCT d.template) AS templates, ${counts('deliveries')}
    FROM (SELECT id, subscription_id, kind, revision, state, reason, first_call_at, call_id,
        template
      FROM deliveries WHERE id > ?2 ORDER BY id LIMIT ?3) d`,
} as const;
