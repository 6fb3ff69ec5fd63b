/** The last email to the operator. */
import { DAY, type Instant } from '../domain/time.ts';
import { ask, type Database, type Row, statement } from './database.ts';

export type Digest = {
  readonly key: string;
  readonly lines: readonly string[];
  readonly writtenAt: Instant;
  readonly tries: number;
};

/**
 * Stores a digest before its call, unless one was written within a day; ticks may run at earlier
 * instants.
 */
export async function writeDigest(
  db: Database,
  { key, lines, writtenAt }: Omit<Digest, 'tries'>,
): Promise<void> {
  await db([
    statement(WRITE, key, JSON.stringify(lines), writtenAt, writtenAt - DAY),
    statement('UPDATE settings SET unsettled = 1 WHERE id = 1'),
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

export async function postponeDigest(
  db: Database,
  { key, tries }: Pick<Digest, 'key' | 'tries'>,
  nextAt: Instant,
): Promise<void> {
  await ask(
    db,
    'UPDATE digests SET tries = ?2 + 1, next_at = ?3 WHERE id = 1 AND key = ?1 AND tries = ?2',
    key,
    tries,
    nextAt,
  );
}

/** It was accepted, or can't be tried any longer. The row still tells when it was written. */
export async function closeDigest(db: Database, key: string): Promise<void> {
  await ask(db, 'UPDATE digests SET next_at = NULL WHERE id = 1 AND key = ?1', key);
}

const WRITE = `
  INSERT INTO digests (id, key, lines, written_at, tries, next_at) VALUES (1, ?1, ?2, ?3, 0, ?3)
  ON CONFLICT (id) DO UPDATE SET key = excluded.key, lines = excluded.lines,
    written_at = excluded.written_at, tries = 0, next_at = excluded.next_at
  WHERE digests.written_at <= ?4 OR digests.written_at > ?3`;
