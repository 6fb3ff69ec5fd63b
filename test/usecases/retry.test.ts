/** A call whose bytes can't be reproduced: no other bytes are sent under its key. */
import { beforeEach, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import { applyFeedback } from '../../src/storage/feedback.ts';
import { emptyDatabase, isolatedPorts, NOW } from '../support/isolated-ports.ts';
import { addDue, lessons } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

beforeEach(emptyDatabase);

const LOST_TEMPLATES = [
  'DELETE FROM templates',
  'UPDATE settings SET templates_version = NULL WHERE id = 1',
];
const LOST_SLOTS = ["UPDATE deliveries SET slots = '[]' WHERE id LIKE 'bytes1_%'"];

const lose = (statements: readonly string[]) =>
  bindings.DB.batch(statements.map((sql) => bindings.DB.prepare(sql)));

it.each([
  ['its template is gone', LOST_TEMPLATES, 1],
  ['its values are gone', LOST_SLOTS, 1],
  ['the values of one of many are gone', LOST_SLOTS, 45],
])(
  'where %s, nothing is called again, and after 23 hours it is unknown',
  async (_, lost, count) => {
    const { play, provider, accepted } = isolatedPorts();
    await addDue('bytes', count, NOW);
    provider.addFaults({ kind: 'drop_after' });
    await play(NOW);
    await lose(lost);
    for (const hour of [1, 4, 12, 22, 24]) await play(NOW + hour * HOUR);
    expect(await lessons('bytes')).toEqual({ 'unknown(key_expired)': count });
    expect(provider.state.calls.length).toBe(1);
    expect(accepted()).toEqual({ 1: count });
  },
);

it('a template that is stored again is used for the retry, and no other email waits for it', async () => {
  const { play, provider, accepted } = isolatedPorts();
  await addDue('bytes', 2, NOW);
  provider.addFaults({ kind: 'drop_after', times: 2 });
  await play(NOW);
  await lose(LOST_TEMPLATES);
  await play(NOW + 2 * MINUTE);
  expect(await lessons('bytes')).toEqual({ sending: 2 });
  await addDue('other', 1, NOW + 3 * MINUTE);
  await play(NOW + 3 * MINUTE);
  await play(NOW + 30 * MINUTE);
  expect(await lessons('other')).toEqual({ sent: 1 });
  expect(await lessons('bytes')).toEqual({ sent: 2 });
  expect(accepted()).toEqual({ 1: 3 });
});

it.each([
  ['one email a call', 1],
  ['a batch', 45],
])('%s: an address that complained before the retry is in no bytes', async (_, count) => {
  const { play, provider, accepted, worker } = isolatedPorts();
  await addDue('spam', count, NOW);
  provider.addFaults({ kind: 'drop_before' });
  await play(NOW);
  const complaint = {
    eventId: 'complaint',
    kind: 'complained' as const,
    delivery: 'other1_one-week_1_1',
    at: NOW,
    providerId: null,
  };
  // A complaint about another email to the same person, so that it doesn't change this row's state.
  await bindings.DB.prepare(
    `INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision, class,
       state, due_at, closes_at, address, facts, sent_at, first_call_at)
     VALUES ('other1_one-week_1_1', 'spam1', 'three-months', 'lesson', 1, 1, 1, 3, 'sent', 0, 1,
       'spam1@example.com', '{}', 0, 0)`,
  ).run();
  await applyFeedback(worker().db, complaint, NOW + MINUTE);
  await play(NOW + 2 * MINUTE);
  const sent = count > 1 ? { sent: count - 1 } : {};
  expect(await lessons('spam')).toEqual({ ...sent, 'unknown(suppressed)': 1 });
  expect(accepted('spam1_')).toEqual({});
  expect(accepted()).toEqual(count > 1 ? { 1: count - 1 } : {});
});
