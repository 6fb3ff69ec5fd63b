import { expect, it } from 'vitest';
import type { Told } from '../../src/domain/provider.ts';
import type { Mailer } from '../../src/mail/provider.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { addDue, ports, states } from '../support/ledger.ts';

const NOW = Date.parse('2028-03-13T11:00:00Z');

/**
 * Ports whose clock advances only while they wait and while they start a call, and a provider that
 * states its remaining rate.
 */
function fixture(pace: (call: number) => Told, startMs = 0) {
  let now = NOW;
  let calls = 0;
  let flights = 0;
  const waits: number[] = [];
  const starts: number[] = [];
  const mailer = (inner: Mailer): Mailer => ({
    async send(call) {
      starts.push(now);
      now += startMs;
      return { ...(await inner.send(call)), pace: pace(++calls) };
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
  const steady = fixture(() => ({ limit: 10, remaining: 9, resetMs: 0 }), 15);
  await steady.play();
  expect(await states('together')).toEqual({ sent: 40 });
  // A second's ten calls are one call, six and three, or six and four.
  expect(steady.flights()).toBeLessThanOrEqual(3 * 4);
  for (const at of steady.starts) {
    const second = steady.starts.filter((other) => other >= at && other < at + 1000);
    expect(second.length).toBeLessThanOrEqual(10);
  }
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
