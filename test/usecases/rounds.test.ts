import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/domain/time.ts';
import type { Mailer, OutgoingCall } from '../../src/mail/provider.ts';
import type { Database } from '../../src/storage/database.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { emptyDatabase } from '../support/isolated-ports.ts';
import { addDue, ports, states } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

const NOW = Date.parse('2028-03-13T11:00:00Z');

/** With the zones already checked: the check would use CPU. */
beforeEach(emptyDatabase);

/** Ports whose clock advances only while they wait, and a provider that accepts at once. */
function fixture({ cpuMs = 30_000, most = Number.POSITIVE_INFINITY } = {}) {
  let now = NOW;
  let inFlight = 0;
  let spent = 0;
  const counted =
    (inner: Database): Database =>
    (statements) => {
      spent += statements.length;
      return inner(statements);
    };
  const calls: { readonly at: number; readonly mails: number; readonly beside: number }[] = [];
  const accept = async ({ messages }: OutgoingCall) => {
    spent++;
    calls.push({ at: now, mails: messages.length, beside: ++inFlight });
    await Promise.resolve();
    inFlight--;
    return {
      result: 'accepted' as const,
      mails: messages.map(({ delivery }) => ({ providerId: `of ${delivery}` })),
    };
  };
  const own = {
    ...ports(counted, (): Mailer => ({ send: accept })),
    cpuMs,
    wait: async (ms: number) => {
      now += ms;
    },
  };
  return {
    calls,
    spent: () => spent,
    play: (minutes = 0) => {
      now = NOW + minutes * MINUTE;
      spent = 0;
      return tick(own, () => now, { statements: () => most - spent, calls: () => most - spent });
    },
  };
}

const total = (calls: readonly { mails: number }[]) =>
  calls.reduce((sum, { mails }) => sum + mails, 0);

describe('many emails at once', () => {
  it('are sent in one tick, in the fewest calls of a hundred, six at once', async () => {
    await addDue('many', 2345, NOW);
    const { play, calls } = fixture();
    await play();
    expect(await states('many')).toEqual({ sent: 2345 });
    expect(calls.map(({ mails }) => mails).sort((a, b) => b - a)).toEqual([
      ...Array(23).fill(100),
      45,
    ]);
    expect(Math.max(...calls.map(({ beside }) => beside))).toBe(6);
  });

  it('are never sent in more calls a second than the provider allows, whatever is fenced together', async () => {
    await addDue('fast', 2500, NOW);
    const { play, calls } = fixture();
    await play();
    expect(await states('fast')).toEqual({ sent: 2500 });
    for (const { at } of calls) {
      const second = calls.filter((call) => call.at >= at && call.at < at + 1000);
      expect(second.length).toBeLessThanOrEqual(10);
    }
  });
});

describe('with ten milliseconds of CPU a run', () => {
  it.each([
    [10, 200],
    [6, 100],
    [1, 100],
  ])('%i ms send %i emails a minute, and every minute continues', async (cpuMs, mails) => {
    const prefix = `cpu${cpuMs}x`;
    await addDue(prefix, 450, NOW);
    const { play, calls } = fixture({ cpuMs });
    await play();
    expect(total(calls)).toBe(mails);
    for (let minute = 1; minute < 450 / mails; minute++) await play(minute);
    expect(await states(prefix)).toEqual({ sent: 450 });
  });

  it('single-email calls are fewer, and the rest is left to the next minute', async () => {
    await addDue('few', 40, NOW);
    const { play, calls } = fixture({ cpuMs: 10 });
    await play();
    expect(calls).toHaveLength(32);
    await play(1);
    expect(await states('few')).toEqual({ sent: 40 });
  });

  it('a limit of 45 statements a run is kept, and every run makes progress', async () => {
    await addDue('room', 7000, NOW);
    const { play, calls, spent } = fixture({ most: 45 });
    for (let minute = 0; minute < 6; minute++) {
      const before = calls.length;
      await play(minute);
      expect(spent()).toBeLessThanOrEqual(45);
      if (before < 70) expect(calls.length).toBeGreaterThan(before);
    }
    expect(await states('room')).toEqual({ sent: 7000 });
  });

  it('when all jobs are due in the minute of an email, the email is sent in that minute', async () => {
    await addDue('jobs', 1, NOW);
    await bindings.DB.prepare("UPDATE jobs SET next_at = ?1, cursor = ''").bind(NOW).run();
    const { play, spent } = fixture({ most: 45 });
    await play();
    expect(spent()).toBeLessThanOrEqual(45);
    expect(await states('jobs')).toEqual({ sent: 1 });
    for (let minute = 1; minute <= 3; minute++) await play(minute);
    const late = await bindings.DB.prepare('SELECT name FROM jobs WHERE next_at <= ?1')
      .bind(NOW + 3 * MINUTE)
      .all();
    expect(late.results).toEqual([]);
  });
});
