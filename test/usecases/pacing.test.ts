import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SendResult, Told } from '../../src/domain/provider.ts';
import type { Mailer } from '../../src/mail/provider.ts';
import {
  answered,
  newPace,
  nextPlaces,
  type Pace,
  places,
  rejected,
  started,
} from '../../src/usecases/sending/run.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { addDue, ports, states } from '../support/ledger.ts';

const NOW = Date.parse('2028-03-13T11:00:00Z');

const TOO_MANY: SendResult = {
  result: 'not_now',
  cause: 'rate',
  reason: 'rate_limit_exceeded',
  waitMs: 1000,
};

/**
 * Ports whose clock advances only while they wait and while they start a call, and a provider that
 * states its remaining rate.
 */
function fixture(
  pace: (call: number) => Told,
  { startMs = 0, rejects = [] as readonly number[] } = {},
) {
  let now = NOW;
  let calls = 0;
  let flights = 0;
  const waits: number[] = [];
  const starts: number[] = [];
  const mailer = (inner: Mailer): Mailer => ({
    async send(call) {
      starts.push(now);
      now += startMs;
      const number = ++calls;
      return {
        ...(rejects.includes(number) ? TOO_MANY : await inner.send(call)),
        pace: pace(number),
      };
    },
  });
  const inner = ports(undefined, mailer);
  const own = {
    ...inner,
    db: (statements: Parameters<typeof inner.db>[0]) => {
      flights += Number(statements.some(({ sql }) => sql.includes('/* open calls */')));
      return inner.db(statements);
    },
    wait: async (ms: number) => {
      waits.push(ms);
      now += ms;
    },
  };
  const play = () => tick(own, () => now);
  return { play, waits, starts, calls: () => calls, flights: () => flights };
}

it('at most ten calls a second are made, so that none is rejected for rate', async () => {
  await addDue('pace', 35, NOW);
  const quick = fixture(() => ({ limit: 10, remaining: 5, resetMs: 1000 }));
  await quick.play();
  expect(await states('pace')).toEqual({ sent: 35 });
  expect(quick.waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(3000);
});

it('calls that started some milliseconds apart go in one flight again a second later', async () => {
  await addDue('together', 40, NOW);
  const steady = fixture(() => ({ limit: 10, remaining: 9, resetMs: 0 }), { startMs: 15 });
  await steady.play();
  expect(await states('together')).toEqual({ sent: 40 });
  // A second's ten calls are one call, six and three, or six and four.
  expect(steady.flights()).toBeLessThanOrEqual(3 * 4);
  for (const at of steady.starts) {
    const second = steady.starts.filter((other) => other >= at && other < at + 1000);
    expect(second.length).toBeLessThanOrEqual(10);
  }
});

const steady = (): Told => ({ limit: 10, remaining: 9, resetMs: 1000 });

it('a rejection for rate makes the run wait as long as it says, and go on', async () => {
  await addDue('once', 20, NOW);
  const once = fixture(steady, { rejects: [8] });
  await once.play();
  expect(await states('once')).toEqual({ sent: 20 });
  const before = once.starts.filter((at) => at <= once.starts[7]!);
  expect(once.starts[before.length]! - once.starts[7]!).toBeGreaterThanOrEqual(1000);
});

it('after a second one, the next run goes on', async () => {
  await addDue('twice', 30, NOW);
  const twice = fixture(steady, { rejects: [8, 15] });
  await twice.play();
  const { sent = 0, scheduled = 0 } = await states('twice');
  expect([sent + scheduled, sent < 20]).toEqual([30, true]);
  await twice.play();
  expect(await states('twice')).toEqual({ sent: 30 });
});

/** When the calls of fifteen flights arrive, each somewhere between its start and its answer. */
function arrivals(pace: Pace, calls: readonly { late: number; takes: number }[]): number[] {
  const arrived: number[] = [];
  let now = NOW;
  for (let from = 0; from < calls.length; ) {
    now = nextPlaces(pace, now, 1);
    const flight = calls.slice(from, from + Math.min(6, places(pace, now)));
    from += flight.length;
    for (const { late } of flight) {
      started(pace, now);
      arrived.push(now + late);
    }
    const answers = flight.map(({ late, takes }) => now + late + takes).sort((a, b) => a - b);
    for (const at of answers) answered(pace, at);
    now = answers.at(-1)!;
  }
  return arrived;
}

const most = (arrived: readonly number[]): number =>
  Math.max(
    ...arrived.map((at) => arrived.filter((other) => other >= at && other < at + 1000).length),
  );

it.each([
  ['if they arrive within 50 ms', 50, 0],
  ['after a rejection for rate however late they arrive', 3000, 1],
])('no more than the limit reach the provider in a second, %s', (_, latest, rejections) => {
  const calls = fc.array(
    fc.record({
      late: fc.integer({ min: 0, max: latest }),
      takes: fc.integer({ min: 0, max: 900 }),
    }),
    { minLength: 20, maxLength: 60 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), calls, (limit, some) => {
      const pace = newPace(limit);
      for (let time = 0; time < rejections; time++) rejected(pace, NOW - 5000, 0);
      expect(most(arrivals(pace, some))).toBeLessThanOrEqual(limit);
    }),
  );
});

it("with nothing remaining it waits until the provider's reset", async () => {
  await addDue('rest', 8, NOW);
  const slow = fixture((call) => ({ limit: 10, remaining: call === 1 ? 0 : 5, resetMs: 700 }));
  await slow.play();
  expect(slow.waits[0]).toBe(700);
  expect(await states('rest')).toEqual({ sent: 8 });
});

it('a long wait is left to the next minute, and no row changes', async () => {
  await addDue('long', 12, NOW);
  const stopped = fixture(() => ({ limit: 10, remaining: 0, resetMs: 60_000 }));
  await stopped.play();
  const { sent, scheduled } = await states('long');
  expect(sent! + scheduled!).toBe(12);
  expect(sent).toBe(1);
});

it('with a limit of five calls a second there is no sixth, and all are sent in one run', async () => {
  await addDue('five', 23, NOW);
  const five = fixture(() => ({ limit: 5, remaining: 4, resetMs: 0 }));
  await five.play();
  expect(await states('five')).toEqual({ sent: 23 });
  for (const at of five.starts) {
    expect(five.starts.filter((other) => other >= at && other < at + 1000).length).toBeLessThan(6);
  }
});
