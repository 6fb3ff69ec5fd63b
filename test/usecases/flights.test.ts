/** From fence to call: at most two seconds, however slow the provider is. */
import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/domain/time.ts';
import type { OutgoingCall } from '../../src/mail/provider.ts';
import type { Database } from '../../src/storage/database.ts';
import { unsubscribe } from '../../src/usecases/leave.ts';
import { reschedule } from '../../src/usecases/manage/reschedule.ts';
import { erase } from '../../src/usecases/own-data.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { emptyDatabase } from '../support/isolated-ports.ts';
import { addDue, ports, states } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

const NOW = Date.parse('2028-03-13T08:00:00Z');
const TWO_SECONDS = 2000;

beforeEach(emptyDatabase);

type Options = {
  /** Milliseconds until the provider responds. */
  readonly latency?: number;
  /** Milliseconds that a fence or a take-over takes. */
  readonly slowWrites?: number;
  readonly start?: number;
  readonly free?: boolean;
  /** Runs while the calls of a flight are open. */
  readonly meanwhile?: (flight: number, now: number, own: Ports) => Promise<unknown>;
};

type Call = { readonly at: number; readonly fencedAt: number; readonly ids: readonly string[] };

/** A Worker whose clock advances by the response times of provider and database. */
function worker({ latency = 150, slowWrites = 0, start = NOW, free, meanwhile }: Options = {}) {
  let now = start;
  let fencedAt = 0;
  let flights = 0;
  let answering: Promise<unknown> | null = null;
  const spent = { statements: 0, calls: 0 };
  const calls: Call[] = [];
  const timed =
    (inner: Database): Database =>
    async (statements) => {
      spent.statements += statements.length;
      const writes = statements.some(({ sql }) =>
        /SET state = 'sending'|UPDATE calls SET/.test(sql),
      );
      if (writes) fencedAt = now;
      const answers = await inner(statements);
      if (writes) now += slowWrites;
      return answers;
    };
  async function send({ messages }: OutgoingCall) {
    const at = now;
    spent.calls++;
    calls.push({ at, fencedAt, ids: messages.map(({ delivery }) => delivery) });
    answering ??= Promise.resolve().then(async () => {
      await meanwhile?.(++flights, at, own);
      answering = null;
    });
    await answering;
    now = Math.max(now, at + latency);
    return {
      result: 'accepted' as const,
      mails: messages.map(({ delivery }) => ({ providerId: `of ${delivery}` })),
    };
  }
  const own: Ports = {
    ...ports(timed, () => ({ send })),
    wait: async (ms) => {
      now += ms;
    },
    ...(free ? { cpuMs: 10 } : {}),
  };
  return {
    calls,
    spent,
    now: () => now,
    async play(at = now) {
      now = at;
      Object.assign(spent, { statements: 0, calls: 0 });
      const most = free ? 45 : Number.POSITIVE_INFINITY;
      await tick(own, () => now, {
        statements: () => most - spent.statements,
        calls: () => most - spent.calls,
      });
    },
  };
}

const longest = (calls: readonly Call[]): number =>
  Math.max(...calls.map(({ at, fencedAt }) => at - fencedAt));

describe.each([
  [40, 150],
  [40, 4000],
  [40, 14_000],
  [2000, 150],
  [2000, 14_000],
])('%i due, and a provider that responds after %i ms', (count, latency) => {
  it('every call starts within two seconds of its fence', async () => {
    await addDue('due', count, NOW);
    const { play, calls } = worker({ latency });
    for (let minute = 0; minute < 4; minute++) await play(NOW + minute * MINUTE);
    expect(longest(calls)).toBeLessThanOrEqual(TWO_SECONDS);
    expect(await states('due')).toEqual({ sent: count });
    expect(calls[0]!.at).toBeLessThan(calls[1]!.at);
  });

  it('no call includes a person who left, moved or was erased two seconds before', async () => {
    await addDue('due', count, NOW);
    const gone = new Map<string, number>();
    const later = {
      targetDate: '2028-06-20',
      dateKind: 'appointment' as const,
      timeZone: 'UTC',
      sendHour: 8,
    };
    const { play, calls } = worker({
      latency,
      async meanwhile(flight, now, own) {
        // From the last rows backward, because these haven't been called yet.
        for (const one of [0, 1, 2, 3]) {
          const id = `due${count - (flight - 1) * 4 - one}`;
          if (gone.size >= 20 || calls.some(({ ids }) => ids.includes(`${id}_one-week_1_1`)))
            return;
          if (one === 0) await reschedule(own, id, later, now);
          else if (one === 1) await erase(own, id);
          else await unsubscribe(own, id, now);
          gone.set(`${id}_one-week_1_1`, now);
        }
      },
    });
    for (let minute = 0; minute < 4; minute++) await play(NOW + minute * MINUTE);
    expect(gone.size).toBeGreaterThan(count > 40 ? 3 : 11);
    const tooLate = calls.flatMap(({ at, ids }) =>
      ids.filter((id) => gone.has(id) && at > gone.get(id)! + TWO_SECONDS),
    );
    expect(tooLate).toEqual([]);
    expect(calls.flatMap(({ ids }) => ids).length).toBe(count - gone.size);
  });
});

it.each([150, 4000, 14_000])(
  'no call starts after its window, 15 s before midnight with responses after %i ms',
  async (latency) => {
    const start = Date.parse('2028-03-13T23:59:45Z');
    await addDue('night', 40, start - MINUTE, (15_000 + MINUTE) / 86_400_000);
    const { play, calls } = worker({ latency, start });
    await play(start);
    await play(start + MINUTE);
    const midnight = start + 15_000;
    expect(Math.max(...calls.map(({ at }) => at))).toBeLessThan(midnight);
    const { sent = 0, 'skipped(window_closed)': skipped = 0, ...rest } = await states('night');
    expect([sent + skipped, rest]).toEqual([40, {}]);
    expect(sent).toBe(calls.length);
  },
);

describe('when a window closes between fence and call', () => {
  const closing = async (count: number): Promise<void> => {
    await addDue('edge', count, NOW);
    await bindings.DB.prepare(
      `UPDATE deliveries SET closes_at = ?1, facts = '{"carries":["one-year"]}'
       WHERE id = 'edge1_one-week_1_1'`,
    )
      .bind(NOW + 1000)
      .run();
  };

  it.each([3, 45])(
    'its email is left out of the bytes: of %i the others are sent',
    async (count) => {
      await closing(count);
      const { play, calls } = worker({ slowWrites: 1500 });
      await play();
      expect(calls.flatMap(({ ids }) => ids)).not.toContain('edge1_one-week_1_1');
      expect(await states('edge')).toEqual({ sent: count - 1, 'skipped(window_closed)': 1 });
      const row = await bindings.DB.prepare(
        `SELECT first_call_at, call_id FROM deliveries WHERE id = 'edge1_one-week_1_1'`,
      ).first();
      expect(row).toEqual({ first_call_at: null, call_id: null });
    },
  );

  it('the lessons it carried are planned again by the next tick', async () => {
    await closing(1);
    const { play } = worker({ slowWrites: 1500 });
    await play();
    const wake = `SELECT wake_at FROM subscriptions WHERE id = 'edge1'`;
    expect(await bindings.DB.prepare(wake).first('wake_at')).toBeLessThan(NOW + MINUTE);
  });
});

it('a late catch-up gets a successor even if the run has no statements left', async () => {
  await addDue('late', 1, NOW - 86_400_000, 0.5);
  await bindings.DB.prepare(
    `UPDATE deliveries SET facts = '{"carries":["one-year"]}' WHERE id = 'late1_one-week_1_1'`,
  ).run();
  const { play } = worker({ free: true });
  await play();
  expect(await states('late')).toMatchObject({ 'skipped(window_closed)': 1 });
  await play(NOW + MINUTE);
  const planned = await bindings.DB.prepare(
    `SELECT count(*) AS n FROM deliveries WHERE subscription_id = 'late1' AND state = 'scheduled'`,
  ).first<number>('n');
  expect(planned).toBeGreaterThan(0);
});

describe('a flight whose fence took more than two seconds', () => {
  it('makes no call: its rows go back to scheduled', async () => {
    await addDue('slow', 12, NOW);
    const slow = worker({ slowWrites: 3000 });
    await slow.play();
    expect(slow.calls).toEqual([]);
    expect(await states('slow')).toEqual({ scheduled: 12 });
    const fenced = `SELECT count(*) AS n FROM deliveries WHERE first_call_at IS NOT NULL`;
    expect(await bindings.DB.prepare(fenced).first('n')).toBe(0);
    const quick = worker();
    await quick.play(NOW + MINUTE);
    expect(await states('slow')).toEqual({ sent: 12 });
  });

  it('is counted until one starts in time', async () => {
    const inARow = () =>
      bindings.DB.prepare('SELECT late_flights FROM settings').first('late_flights');
    await addDue('count', 20, NOW);
    const slow = worker({ slowWrites: 3000 });
    await slow.play();
    expect(await inARow()).toBeGreaterThanOrEqual(5);
    await worker().play(NOW + MINUTE);
    expect(await inARow()).toBe(0);
  });

  it('leaves a recovered call under its key, with its time', async () => {
    await addDue('open', 1, NOW);
    const dead = worker();
    const own = ports(undefined, () => ({
      send: async () => ({ result: 'unclear' as const, reason: 'no_answer' }),
    }));
    await tick(own, () => NOW);
    const call = 'SELECT id, first_call_at FROM calls';
    const before = await bindings.DB.prepare(call).first();
    const slow = worker({ slowWrites: 3000 });
    await slow.play(NOW + 2 * MINUTE);
    expect(slow.calls).toEqual([]);
    expect(await bindings.DB.prepare(call).first()).toEqual(before);
    await dead.play(NOW + 10 * MINUTE);
    expect(dead.calls.map(({ ids }) => ids)).toEqual([['open1_one-week_1_1']]);
    expect(await states('open')).toEqual({ sent: 1 });
  });
});

it('open calls are recovered in flights, the first of them alone', async () => {
  await addDue('open', 14, NOW);
  const unclear = ports(undefined, () => ({
    send: async () => ({ result: 'unclear' as const, reason: 'no_answer' }),
  }));
  await tick(unclear, () => NOW);
  const { play, calls } = worker({ latency: 4000 });
  await play(NOW + 10 * MINUTE);
  expect(longest(calls)).toBeLessThanOrEqual(TWO_SECONDS);
  expect(Object.values(Object.groupBy(calls, ({ at }) => at)).map((one) => one!.length)).toEqual([
    1, 6, 6, 1,
  ]);
  expect(await states('open')).toEqual({ sent: 14 });
});

describe('on the free plan', () => {
  it.each([
    ['in batches, ', 450, 150, 200],
    ['in batches, ', 450, 4000, 200],
    ['in batches, ', 450, 14_000, 200],
    ['one a call, ', 40, 150, 32],
    ['one a call, ', 40, 4000, 32],
    ['one a call, ', 40, 14_000, 19],
  ])('%s%i due, responses after %i ms: %i emails a minute', async (_, count, latency, sent) => {
    const { play, calls, spent } = worker({ latency, free: true });
    // The maintenance jobs of a new day take a few ticks.
    for (let time = 0; time < 5; time++) await play(NOW);
    await addDue('plan', count, NOW);
    await play(NOW);
    expect(calls.flatMap(({ ids }) => ids).length).toBe(sent);
    expect(spent.statements).toBeLessThanOrEqual(45);
    expect(spent.calls).toBeLessThanOrEqual(45);
  });
});
