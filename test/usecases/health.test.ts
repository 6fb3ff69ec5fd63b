import { createScheduledController } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import worker from '../../src/index.ts';
import { holdAll } from '../../src/storage/holds.ts';
import { health } from '../../src/usecases/operator/health.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { addDue, ports } from '../support/ledger.ts';
import { bindings, control, mailsTo } from '../support/worker.ts';

const NOW = Date.parse('2031-05-05T11:00:00Z');
/** An address of this test's own: other tests share the provider, and their digests too. */
const OPERATOR = 'health@milepost.test';
const operated = () => ({ ...ports(), sender: { ...ports().sender, replyTo: OPERATOR } });
const play = (at: number) => tick(operated(), () => at);
const digests = async () =>
  (await mailsTo(OPERATOR)).filter(({ subject }) => subject === 'Your course needs your attention');

/** An email whose result is unknown: enough for a digest. */
async function addDoubt(at: number): Promise<void> {
  await addDue('doubt', 1, NOW - 30 * 86_400_000);
  await bindings.DB.prepare(
    `UPDATE deliveries SET state = 'unknown', reason = 'key_expired', first_call_at = ?1
     WHERE id LIKE 'doubt%'`,
  )
    .bind(at)
    .run();
}

beforeEach(async () => {
  for (let time = 0; time < 6; time++) await play(NOW);
});

afterEach(async () => {
  await bindings.DB.batch(
    [
      'DELETE FROM deliveries',
      'DELETE FROM subscriptions',
      'DELETE FROM subscribers',
      'DELETE FROM digests',
      'DELETE FROM holds',
      'UPDATE settings SET held = NULL, late_flights = 0',
      "UPDATE jobs SET next_at = 0 WHERE name IN ('nightly', 'digest')",
      "UPDATE jobs SET next_at = 0, cursor = '', state = NULL WHERE name = 'consistency-check'",
    ].map((sql) => bindings.DB.prepare(sql)),
  );
  vi.restoreAllMocks();
  await control('DELETE', '/faults');
});

describe('the digest to the operator', () => {
  it('is not written while all is well', async () => {
    const before = (await digests()).length;
    await play(NOW + 86_400_000);
    expect((await digests()).length).toBe(before);
  });

  it('is written when something needs a person, at most once a day, without any address', async () => {
    const before = (await digests()).length;
    await addDoubt(NOW + 86_400_000);
    await play(NOW + 86_400_000);
    for (let hour = 1; hour < 24; hour += 6) await play(NOW + 86_400_000 + hour * 3_600_000);
    const written = (await digests()).slice(before);
    expect(written.length).toBe(1);
    expect(written[0]!.text).toContain('npx milepost unknown');
    expect(written[0]!.text).not.toContain('@example.com');
  });

  it.each([
    ['an answer of 500', 11, { kind: 'error_before', name: 'application_error' }, 1],
    ['a cut connection', 12, { kind: 'drop_before' }, 1],
    ['a lost answer', 13, { kind: 'drop_after' }, 1],
    ['a rejection', 14, { kind: 'error_before', name: 'validation_error' }, 1],
    ['three errors in a row', 15, { kind: 'error_before', name: 'application_error' }, 3],
  ])('is retried under its key after %s, and arrives once', async (_, day, fault, times) => {
    const before = (await digests()).length;
    const at = NOW + day * 86_400_000;
    await addDoubt(at);
    await control('POST', '/faults', { ...fault, times, match: { to: OPERATOR } });
    await play(at);
    expect((await digests()).length).toBe(before + (fault.kind === 'drop_after' ? 1 : 0));
    for (let minute = 1; minute <= 30; minute++) await play(at + minute * 60_000);
    expect((await digests()).length).toBe(before + 1);
    expect(await bindings.DB.prepare('SELECT next_at FROM digests').first('next_at')).toBe(null);
  });

  it('is given up once the provider no longer knows its key', async () => {
    const at = NOW + 16 * 86_400_000;
    await addDoubt(at);
    const before = (await digests()).length;
    await control('POST', '/faults', { kind: 'drop_before', rate: 1, match: { to: OPERATOR } });
    for (let hour = 0; hour <= 23; hour++) await play(at + hour * 3_600_000);
    await control('DELETE', '/faults');
    await play(at + 23.5 * 3_600_000);
    expect((await digests()).length).toBe(before);
  });

  it('is not written by a clone', async () => {
    const before = (await digests()).length;
    await addDue('late', 1, NOW);
    await bindings.DB.prepare("UPDATE settings SET public_url = 'https://first.test'").run();
    await play(NOW + 5 * 86_400_000);
    expect((await digests()).length).toBe(before);
    await bindings.DB.prepare("UPDATE settings SET public_url = 'https://milepost.test'").run();
    await bindings.DB.prepare("UPDATE settings SET held = 'a test'").run();
    await bindings.DB.prepare("UPDATE jobs SET next_at = 0 WHERE name = 'digest'").run();
    await play(NOW + 5 * 86_400_000);
    expect((await digests()).length).toBe(before + 1);
  });
});

describe('the consistency check', () => {
  it("reports findings in /health at night, and drops them once they're corrected", async () => {
    await addDue('odd', 1, NOW);
    await bindings.DB.prepare("UPDATE deliveries SET state = 'sent' WHERE id LIKE 'odd%'").run();
    await play(NOW + 86_400_000);
    const wrong = await health(ports(), NOW + 86_400_000);
    expect(wrong.ok).toBe(false);
    expect(wrong.problems.join(' ')).toContain('sent without a call');
    await bindings.DB.prepare('DELETE FROM deliveries').run();
    await play(NOW + 2 * 86_400_000);
    expect((await health(ports(), NOW + 2 * 86_400_000)).ok).toBe(true);
  });
});

describe('/health', () => {
  it('reports what is overdue and for how long, and when no tick ran', async () => {
    await addDue('slow', 3, NOW);
    const late = await health(ports(), NOW + 20 * 60_000);
    expect(late).toMatchObject({ ok: false, overdue: 3, oldest_due_s: 1200 });
    expect(late.problems.length).toBe(2);
  });

  it("reports calls that don't start in time", async () => {
    await bindings.DB.prepare('UPDATE settings SET late_flights = 4').run();
    expect((await health(ports(), NOW)).problems).toEqual([]);
    await bindings.DB.prepare('UPDATE settings SET late_flights = 5').run();
    expect((await health(ports(), NOW)).problems).toEqual([
      expect.stringContaining("don't start in time"),
    ]);
  });

  it('names a quota hold while something waits for it', async () => {
    await holdAll(ports().db, 'quota', { reason: 'daily_quota_exceeded' }, NOW);
    expect((await health(ports(), NOW)).problems).toEqual([
      expect.stringContaining('quota is used up (daily_quota_exceeded)'),
    ]);
    expect((await health(ports(), NOW + 3_600_000)).problems.join()).not.toContain('quota');
    await addDue('waits', 1, NOW);
    expect((await health(ports(), NOW + 3_600_000)).problems.join()).toContain('quota');
  });
});

describe('the heartbeat', () => {
  const scheduled = async (env: object) => {
    const controller = createScheduledController({
      scheduledTime: new Date(NOW),
      cron: '* * * * *',
    });
    await worker.scheduled(controller, { ...bindings, ...env });
  };

  it('is sent after every tick that succeeded', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('ok'));
    await scheduled({ HEARTBEAT_URL: 'https://beat.example/ping' });
    expect(fetched.mock.calls.map(([url]) => url)).toContain('https://beat.example/ping');
  });

  it('is not sent while /health is not ok', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('ok'));
    await bindings.DB.prepare("UPDATE settings SET held = 'a test'").run();
    await scheduled({ HEARTBEAT_URL: 'https://beat.example/ping' });
    expect(fetched.mock.calls.map(([url]) => url)).not.toContain('https://beat.example/ping');
  });

  it('is not sent after a tick that failed, and its own failure stops no tick', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('down'));
    await scheduled({ HEARTBEAT_URL: 'https://beat.example/ping' });
    expect(fetched).toHaveBeenCalled();
    fetched.mockClear();
    const broken = {
      prepare: () => {
        throw new Error('no database');
      },
      batch: () => {
        throw new Error('no database');
      },
    };
    await expect(
      scheduled({ HEARTBEAT_URL: 'https://beat.example/ping', DB: broken }),
    ).rejects.toThrow('The tick failed');
    expect(fetched).not.toHaveBeenCalled();
  });
});
