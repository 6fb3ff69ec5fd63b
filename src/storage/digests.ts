/** The email to the operator until it is accepted. */
import type { Instant } from '../domain/time.ts';
import { ask, type Database, type Row, statement } from './database.ts';

/** The email to the operator that has not been accepted yet. */
export type Digest = {
  readonly key: string;
  readonly lines: readonly string[];
  readonly writtenAt: Instant;
  readonly tries: number;
};

/** Stores a digest before its call, and records when the operator was last emailed. */
export async function writeDigest(
  db: Database,
  { key, lines, writtenAt, tries }: Digest,
): Promise<void> {
  await db([
    statement(
      `INSERT INTO digests (id, key, lines, written_at, tries, next_at)
         VALUES (1, ?1, ?2, ?3, ?4, ?3)
         ON CONFLICT (id) DO UPDATE SET key = excluded.key, lines = excluded.lines,
           written_at = excluded.written_at, tries = excluded.tries, next_at = excluded.next_at`,
      key,
      JSON.stringify(lines),
      writtenAt,
      tries,
    ),
    statement('UPDATE settings SET digest_at = ?1, unsettled = 1 WHERE id = 1', writtenAt),
  ]);
}

/** The stored digest, if it may be tried now. */
export async function findDigest(db: Database, now: Instant): Promise<Digest | null> {
  const [row] = await ask<Row>(
    db,
    'SELECT key, lines, written_at, tries FROM digests WHERE id = 1 AND next_at <= ?1',
    now,
  );
  if (row === undefined) return null;
  const { key, lines, written_at: writtenAt, tries } = row;
  return { key, lines: JSON.parse(lines), writtenAt, tries };
}

export async function postponeDigest(db: Database, key: string, nextAt: Instant): Promise<void> {
  await ask(
    db,
    'UPDATE digests SET tries = tries + 1, next_at = ?2 WHERE id = 1 AND key = ?1',
    key,
    nextAt,
  );
}

export async function deleteDigest(db: Database, key: string): Promise<void> {
  await ask(db, 'DELETE FROM digests WHERE id = 1 AND key = ?1', key);
}
