/** The email to the operator until it is accepted. */
import type { Digests } from '../usecases/operator/digest.ts';
import { ask, type Database, type Row, statement } from './database.ts';

export const digestStore = (database: Database): Digests => ({
  async write({ key, lines, writtenAt, tries }) {
    await database([
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
  },

  async waiting(now) {
    const [row] = await ask<Row>(
      database,
      'SELECT key, lines, written_at, tries FROM digests WHERE id = 1 AND next_at <= ?1',
      now,
    );
    if (row === undefined) return null;
    const { key, lines, written_at: writtenAt, tries } = row;
    return { key, lines: JSON.parse(lines), writtenAt, tries };
  },

  async putOff(key, nextAt) {
    await ask(
      database,
      'UPDATE digests SET tries = tries + 1, next_at = ?2 WHERE id = 1 AND key = ?1',
      key,
      nextAt,
    );
  },

  async done(key) {
    await ask(database, 'DELETE FROM digests WHERE id = 1 AND key = ?1', key);
  },
});
