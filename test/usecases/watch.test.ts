import { createScheduledController } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import worker from '../../src/index.ts';
import { health } from '../../src/usecases/health.ts';
import { tick } from '../../src/usecases/tick.ts';
import { addDue, ports } from '../support/ledger.ts';
import { bindings, mailsTo } from '../support/worker.ts';

const NOW = Date.parse('2031-05-05T11:00:00Z');
const OPERATOR = 'author@milepost.test';
const play = (at: number) => tick(ports(), () => at);
const digests = async () =>
  (await mailsTo(OPERATOR)).filter(({ subject }) => subject === 'Your course needs a look');

beforeEach(async () => {
  for (let time = 0; time < 6; time++) await play(NOW);
});

afterEach(async () => {
  await bindings.DB.batch(
    [
      'DELETE FROM deliveries',
      'DELETE FROM subscriptions',
      'DELETE FROM subscribers',
      'UPDATE settings SET held = NULL, digest_at = 0, watched_at = 0',
      "UPDATE settings SET audited_at = 0, audited_to = '', audit = NULL",
    ].map((sql) => bindings.DB.prepare(sql)),
  );
  vi.restoreAllMocks();
});

describe('the digest to the operator', () => {
  it('is not written while all is well', async () => {
    const before = (await digests()).length;
    await play(NOW + 86_400_000);
    expect((await digests()).length).toBe(before);
  });

  it('is written when something needs a person, at most once a day, without any address', async () => {
    const before = (await digests()).length;
    await addDue('doubt', 1, NOW - 30 * 86_400_000);
    await bindings.DB.prepare(
      "UPDATE deliveries SET state = 'unknown', reason = 'key_expired', first_call_at = ?1 WHERE id LIKE 'doubt%'",
    )
      .bind(NOW + 86_400_000)
      .run();
    await play(NOW + 86_400_000);
    for (let hour = 1; hour < 24; hour += 6) await play(NOW + 86_400_000 + hour * 3_600_000);
    const written = (await digests()).slice(before);
    expect(written.length).toBe(1);
    expect(written[0]!.text).toContain('npx milepost unknown');
    expect(written[0]!.text).not.toContain('@example.com');
  });

  it('is not written by a clone', async () => {
    const before = (await digests()).length;
    await addDue('late', 1, NOW);
    await bindings.DB.prepare("UPDATE settings SET public_url = 'https://first.test'").run();
    await play(NOW + 5 * 86_400_000);
    expect((await digests()).length).toBe(before);
    await bindings.DB.prepare("UPDATE settings SET public_url = 'https://milepost.test'").run();
    await bindings.DB.prepare("UPDATE settings SET held = 'a test', watched_at = 0").run();
    await play(NOW + 5 * 86_400_000);
    expect((await digests()).length).toBe(before + 1);
  });
});

describe('the accounts', () => {
  it('that differ are found in the night, told by /health, and forgotten when they are right', async () => {
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
  it('tells what is overdue and for how long, and when no tick came', async () => {
    await addDue('slow', 3, NOW);
    const late = await health(ports(), NOW + 20 * 60_000);
    expect(late).toMatchObject({ ok: false, overdue: 3, oldest_due_s: 1200 });
    expect(late.problems.length).toBe(2);
  });
});

describe('the dead man’s switch', () => {
  const scheduled = async (env: object) => {
    const controller = createScheduledController({
      scheduledTime: new Date(NOW),
      cron: '* * * * *',
    });
    await worker.scheduled(controller, { ...bindings, ...env });
  };

  it('hears of every tick that went well', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('ok'));
    await scheduled({ HEARTBEAT_URL: 'https://beat.example/ping' });
    expect(fetched.mock.calls.map(([url]) => url)).toContain('https://beat.example/ping');
  });

  it('hears nothing of a tick that failed, and a switch that is down stops no tick', async () => {
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
