/** Response times don't reveal whether an address is known (F49). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDue } from './ledger.ts';
import { type Machine, startMachine } from './machine.ts';

const POSTS = 400;

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine();
  await machine.start({ ABUSE_LIMITS: 'off' });
}, 120_000);
afterAll(() => machine?.stop());

it.each(['json', 'form'] as const)(
  `the times of ${POSTS} sign-ups of known and of new addresses, as %s, look alike`,
  { retry: 1, timeout: 300_000 },
  async (type) => {
    const run = `${type}${Date.now()}`;
    addDue(machine.database, { prefix: `${run}known`, count: POSTS, at: Date.now() + 1e10 });
    // In random order, so that the work after a response slows both kinds equally.
    const order = Array.from({ length: POSTS }, (_, n) => n + 1)
      .flatMap((n) => [`${run}known${n}`, `${run}new${n}`])
      .map((name) => ({ name, rank: Math.random() }))
      .sort((a, b) => a.rank - b.rank);
    const times: Record<string, number[]> = { known: [], new: [] };
    for (const { name } of order.slice(0, 40)) await signUp(type, `warm-${name}@real.example`);
    for (const { name } of order) {
      const took = await signUp(type, `${name}@real.example`);
      times[name.includes('known') ? 'known' : 'new']!.push(took);
    }
    expect(distance(times.known!, times.new!)).toBeLessThan(0.1);
  },
);

/** Milliseconds until the last byte of the response. */
async function signUp(type: 'json' | 'form', email: string): Promise<number> {
  const fields = { email, target_date: '2031-03-20', time_zone: 'UTC' };
  const began = performance.now();
  const answer = await machine.request(
    '/subscribe',
    type === 'form'
      ? { method: 'POST', body: new URLSearchParams(fields) }
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(fields),
        },
  );
  await answer.text();
  const took = performance.now() - began;
  expect(answer.status).toBe(type === 'form' ? 303 : 202);
  return took;
}

/** Kolmogorov-Smirnov: the largest distance between the two distributions, from 0 to 1. */
function distance(some: readonly number[], others: readonly number[]): number {
  const upTo = (list: readonly number[], value: number) =>
    list.filter((one) => one <= value).length / list.length;
  return Math.max(
    ...[...some, ...others].map((value) => Math.abs(upTo(some, value) - upTo(others, value))),
  );
}
