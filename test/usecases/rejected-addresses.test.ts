/** Rejections that concern one address, or one email at one time. */
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import { health } from '../../src/usecases/operator/health.ts';
import { emptyDatabase, isolatedPorts, NOW } from '../support/isolated-ports.ts';
import { addDue, states } from '../support/ledger.ts';
import { REJECTED, rejecting } from '../support/rejecting-mailer.ts';
import { bindings } from '../support/worker.ts';

beforeEach(emptyDatabase);

const change = (sql: string, ...values: unknown[]) =>
  bindings.DB.prepare(sql)
    .bind(...values)
    .run();

describe('rejections of single addresses', () => {
  it('only fail if other emails of their message are accepted, and /health counts them', async () => {
    const { play, worker } = isolatedPorts();
    await addDue('bad', 4, NOW);
    await addDue('good', 30, NOW);
    const own = worker({ mailer: rejecting((id) => id.startsWith('bad')) });
    await play(NOW, own);
    await play(NOW + 10 * MINUTE, own);
    expect(await states('good')).toEqual({ sent: 30 });
    expect(await states('bad')).toEqual({ 'failed(validation_error)': 4 });
    const failed = [
      { course: 'ml-interviews', message: 'one-week', reason: 'validation_error', count: 4 },
    ];
    expect(await health(own, NOW + 15 * MINUTE)).toMatchObject({ ok: true, failed });
    expect(await health(own, NOW + 25 * HOUR)).toMatchObject({ failed: [] });
  });

  it('that hold a message by chance release it with the next accepted email', async () => {
    const { play, worker } = isolatedPorts();
    await addDue('bad', 3, NOW);
    const own = worker({ mailer: rejecting((id) => id.startsWith('bad')) });
    await play(NOW, own);
    expect(await states('bad')).toEqual({ scheduled: 3 });
    await addDue('good', 5, NOW + MINUTE);
    for (let minute = 1; minute <= 7; minute++) await play(NOW + minute * MINUTE, own);
    expect(await states('good')).toEqual({ sent: 5 });
    expect(await states('bad')).toEqual({ 'failed(validation_error)': 3 });
    expect((await health(own, NOW + 7 * MINUTE)).ok).toBe(true);
  });

  it('of all addresses are retried in turn, each under a new key', async () => {
    const { play, worker } = isolatedPorts();
    await addDue('bad', 3, NOW);
    const tried: string[] = [];
    const own = worker({
      mailer: () => ({
        send: async (call) => {
          if (!call.key.startsWith('digest')) tried.push(call.key.replace('_one-week_1_1', ''));
          return REJECTED;
        },
      }),
    });
    for (let minute = 0; minute <= 21; minute++) await play(NOW + minute * MINUTE, own);
    expect(tried.length).toBe(3 + 4);
    expect(new Set(tried).size).toBe(tried.length);
    expect(new Set(tried.slice(3, 6).map((key) => key.split('.')[0])).size).toBe(3);
  });

  it('after an unclear attempt are final: such a call never gets a second key', async () => {
    const { play, worker } = isolatedPorts();
    await addDue('once', 3, NOW);
    const unclear = worker({
      mailer: () => ({ send: async () => ({ result: 'unclear', reason: 'no_answer' }) }),
    });
    await play(NOW, unclear);
    for (let minute = 1; minute <= 10; minute++) {
      await play(NOW + minute * MINUTE, worker({ mailer: rejecting(() => true) }));
    }
    expect(await states('once')).toEqual({ 'failed(validation_error)': 3 });
  });
});

describe('an email that the person asked for before leaving', () => {
  it.each(['resent', 'address'])('%s: cancelled when its call is rejected later', async (kind) => {
    const { play, worker, provider } = isolatedPorts();
    await addDue('gone', 1, NOW);
    await change('UPDATE deliveries SET kind = ?1', kind);
    provider.addFaults({ kind: 'daily_quota' });
    const leaving = worker({
      mailer: (inner) => ({
        async send(call) {
          await change("UPDATE subscriptions SET status = 'left', revision = 2");
          return inner.send(call);
        },
      }),
    });
    await play(NOW, leaving);
    expect(await states('gone')).toEqual({ 'cancelled(left)': 1 });
  });
});
