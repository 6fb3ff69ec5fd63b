/** Database calls that fail before or after they took effect, by row of the failure matrix (F…). */
import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/domain/time.ts';
import { d1, statement } from '../../src/storage/database.ts';
import { applyFeedback } from '../../src/storage/feedback.ts';
import { emptyDatabase, failingAt, isolatedPorts, NOW } from '../support/isolated-ports.ts';
import { addDue, lessons } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

beforeEach(emptyDatabase);

describe('a database call that fails', () => {
  it.each([
    ['one email', 1],
    ['a batch', 45],
  ])(
    'before or after it took effect, at any step of %s: the next ticks finish (F4, F5, F9, F27)',
    async (_, count) => {
      for (const when of ['before', 'after'] as const) {
        for (let point = 1; ; point++) {
          const { play, worker, accepted } = isolatedPorts();
          const prefix = `f${when}${point}x`;
          await addDue(prefix, count, NOW);
          const { database, reached } = failingAt(point, when);
          await play(NOW, worker({ database })).catch(() => {});
          for (let minute = 1; minute <= 10; minute++) await play(NOW + minute * MINUTE);
          expect([prefix, await lessons(prefix), accepted(prefix)]).toEqual([
            prefix,
            { sent: count },
            { 1: count },
          ]);
          if (!reached()) break;
        }
      }
    },
  );

  it('in the middle of a batch leaves nothing of it (F28)', async () => {
    const database = d1(bindings.DB);
    await expect(
      database([
        statement("UPDATE settings SET held = 'half'"),
        statement("INSERT INTO settings (id, schema_version) VALUES (2, 'x')"),
      ]),
    ).rejects.toThrow();
    expect(await bindings.DB.prepare('SELECT held FROM settings').first()).toEqual({ held: null });
  });

  it("while an event is processed stores nothing, and the event's repeat does (F33)", async () => {
    const { play, worker } = isolatedPorts();
    await addDue('event', 1, NOW);
    await play(NOW);
    const broken = worker({
      database: (inner) => (statements) =>
        inner(statements.map((one, n) => (n === 2 ? { ...one, sql: 'UPDATE nothing' } : one))),
    });
    const bounce = {
      eventId: 'evt_f33',
      kind: 'bounced',
      delivery: 'event1_one-week_1_1',
      at: NOW,
      providerId: 'mail',
    } as const;
    await expect(applyFeedback(broken.db, bounce, NOW)).rejects.toThrow();
    const seen = "SELECT count(*) AS n FROM feedback WHERE event_id = 'evt_f33'";
    expect(await bindings.DB.prepare(seen).first()).toEqual({ n: 0 });
    await applyFeedback(worker().db, bounce, NOW);
    expect(await bindings.DB.prepare(seen).first()).toEqual({ n: 1 });
  });
});
