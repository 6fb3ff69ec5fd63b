import { describe, expect, it } from 'vitest';
import { type Database, retrying, statement } from '../../src/storage/database.ts';

/** A database that fails this many times with this message; waits are recorded, not slept. */
function failing(message: string, times: number) {
  const seen = { asked: 0, waits: [] as number[] };
  const database: Database = async () => {
    if (seen.asked++ < times) throw new Error(message);
    return [{ rows: [], changes: 1 }];
  };
  const wait = async (ms: number) => {
    seen.waits.push(ms);
  };
  return { seen, ask: () => retrying(database, wait)([statement('UPDATE x')]) };
}

const waited = (waits: readonly number[]): number => waits.reduce((sum, ms) => sum + ms, 0);

describe('a transient error', () => {
  it.each([
    'D1_ERROR: Network connection lost.',
    'D1_ERROR: Internal error in D1 DB storage caused object to be reset.',
    'D1_ERROR: Internal error while starting up D1 DB storage caused object to be reset.',
    'D1_ERROR: D1 DB reset because its code was updated.',
    'D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.',
    'D1_ERROR: Replica disconnected from primary.',
    'D1_ERROR: D1 DB is overloaded. Requests queued for too long.',
    'D1_ERROR: D1 DB is overloaded. Too many requests queued.',
    'D1_ERROR: database is locked: SQLITE_BUSY',
    'Network connection lost.',
  ])('is retried with growing pauses: %s', async (message) => {
    const { seen, ask } = failing(message, 3);
    expect((await ask())[0]!.changes).toBe(1);
    expect(seen.asked).toBe(4);
    expect(seen.waits).toEqual([...seen.waits].sort((a, b) => a - b));
    expect(new Set(seen.waits).size).toBe(3);
  });

  it('that lasts is retried for two to three seconds, then thrown', async () => {
    for (let run = 0; run < 50; run++) {
      const { seen, ask } = failing('D1_ERROR: Network connection lost.', Number.POSITIVE_INFINITY);
      await expect(ask()).rejects.toThrow('Network connection lost');
      expect(waited(seen.waits)).toBeGreaterThan(2_000);
      expect(waited(seen.waits)).toBeLessThanOrEqual(3_000);
    }
  });

  it('that lasts is recognized as a database error', async () => {
    const { ask } = failing('Network connection lost.', Number.POSITIVE_INFINITY);
    await expect(ask()).rejects.toThrow('D1_ERROR: Network connection lost.');
  });
});

describe('any other error is thrown at once', () => {
  it.each([
    'D1_ERROR: UNIQUE constraint failed: sign_ups.id: SQLITE_CONSTRAINT',
    "D1_ERROR: Your account has exceeded D1's free tier daily row write limit.",
    'D1_ERROR: no such column: lease_until: SQLITE_ERROR',
    'D1_ERROR: string or blob too big: SQLITE_TOOBIG',
    'D1_ERROR: D1 DB exceeded its CPU time limit and was reset.',
  ])('%s', async (message) => {
    const { seen, ask } = failing(message, 1);
    await expect(ask()).rejects.toThrow(message);
    expect(seen).toEqual({ asked: 1, waits: [] });
  });
});
