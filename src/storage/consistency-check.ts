/** The consistency check, a slice at a time, and the deletion of templates that no email uses. */
import type { Template } from '../domain/template.ts';
import { HOUR, type Instant } from '../domain/time.ts';
import { AUDIT, SLICE } from './consistency-rules.ts';
import { ask, type Database, type Row, statement } from './database.ts';
import type { Gate } from './sending-state.ts';

/** What the current round has found up to its cursor. */
type SoFar = {
  /** The number of wrong rows by check name. */
  readonly found: Readonly<Record<string, number>>;
  /** Hashes of the templates that emails use. */
  readonly templates: readonly string[];
};

const NOTHING: SoFar = { found: {}, templates: [] };

/**
 * Checks up to `limit` further rows. After the last one it publishes what the round found and
 * deletes retired templates that no email uses. Returns the findings of the whole round as
 * sentences; null: the round continues, or another tick has advanced it.
 */
export async function checkSlice(
  db: Database,
  { auditedAt, auditedTo }: Pick<Gate, 'auditedAt' | 'auditedTo'>,
  now: Instant,
  limit: number,
  courses: { readonly version: string; readonly templates: () => readonly Template[] },
): Promise<readonly string[] | null> {
  const fresh = auditedTo === '' || auditedAt > now;
  const began = fresh ? now : auditedAt;
  let [table, after] = (fresh ? 'calls ' : auditedTo).split(' ') as [keyof typeof SLICE, string];
  let soFar: SoFar | null = fresh ? NOTHING : null;
  for (;;) {
    const [slice] = await ask<Row>(db, SLICE[table], now, after, limit);
    soFar ??= JSON.parse(slice.so_far) as SoFar | null;
    // Another tick has already advanced the cursor.
    if (soFar === null) return null;
    soFar = together(soFar, slice);
    if (slice.n === limit) {
      const to = `${table} ${slice.last}`;
      await ask(db, NOTE, auditedAt, auditedTo, began, to, JSON.stringify(soFar));
      return null;
    }
    if (table === 'deliveries') break;
    [table, after] = ['deliveries', ''];
  }
  const found = sentences(soFar);
  const kept = [...soFar.templates, ...courses.templates().map(({ hash }) => hash)];
  const [, published] = await db([
    statement(
      PRUNE,
      auditedAt,
      auditedTo,
      JSON.stringify(kept),
      courses.version,
      began - QUIET_BEFORE,
    ),
    statement(PUBLISH, auditedAt, auditedTo, began, found.length > 0 ? found.join('; ') : null),
  ]);
  return published!.changes > 0 ? found : null;
}

function together({ found, templates }: SoFar, slice: Row): SoFar {
  const named = (JSON.parse(slice.templates) as (string | null)[]).filter((hash) => hash !== null);
  return {
    found: Object.fromEntries(
      AUDIT.map(({ name }) => [name, (found[name] ?? 0) + (slice[name] ?? 0)]),
    ),
    templates: [...new Set([...templates, ...named])],
  };
}

const sentences = ({ found }: SoFar): string[] =>
  AUDIT.flatMap(({ name, wrong }) => (found[name] ? [`${found[name]} ${wrong}`] : []));

/**
 * Optimistic lock: only if no other tick has advanced the cursor, so that no slice counts twice.
 */
const STILL_THERE = 'id = 1 AND audited_at = ?1 AND audited_to = ?2';

const NOTE = `
  UPDATE settings SET audited_at = ?3, audited_to = ?4, audit_so_far = ?5 WHERE ${STILL_THERE}`;

const PUBLISH = `
  UPDATE settings SET audited_at = ?3, audited_to = '', audit_so_far = NULL, audit = ?4
  WHERE ${STILL_THERE}`;

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
    AND EXISTS (SELECT 1 FROM settings WHERE templates_version = ?4 AND ${STILL_THERE})`;

/** Longer than any run, including clock differences. */
const QUIET_BEFORE = 2 * HOUR;
