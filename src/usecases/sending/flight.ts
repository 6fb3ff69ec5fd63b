/** A flight: the calls that can start now, fenced or taken over together just before they start. */
import type { Paced, SendResult } from '../../domain/provider.ts';
import type { Instant } from '../../domain/time.ts';
import { saveLateFlights } from '../../storage/sending-state.ts';
import { heard, nextPlaces, places, started } from './budget.ts';
import { LEAST_LEASE, type Run } from './run.ts';

/**
 * Milliseconds from just before the fence until its calls start: promise 4 of `docs/delivery.md`.
 */
export const START_WITHIN = 2000;

/** A longer wait for the rate limit is left to the next run. */
const LONGEST_WAIT = 5000;

/**
 * Waits until a call may start, and returns how many of `wanted` may start together; 0 if the wait
 * is too long.
 */
export async function clearance(run: Run, wanted: number): Promise<number> {
  const { pace, ports } = run;
  const now = run.now();
  const most = Math.min(wanted, run.size, run.calls(), run.alone ? 1 : wanted);
  // With few statements left, a full flight is worth a second of waiting.
  const at = nextPlaces(pace, now, run.statements() < AMPLE_STATEMENTS ? most : 1);
  if (at > now + LONGEST_WAIT || at >= run.endsAt) return 0;
  if (at > now) await ports.wait(at - now);
  return Math.min(most, Math.max(1, places(pace, run.now())));
}

/** More statements than the free plan allows. */
const AMPLE_STATEMENTS = 50;

/**
 * Starts all calls of a flight at once. A call that would start more than two seconds after
 * `fencedAt` is not made and is missing from the result: it would ignore people who left, moved
 * their date or were erased since the fence. `callOut` returns null for a call that it does not
 * make.
 */
export async function callAll<T extends { readonly id: string }>(
  run: Run,
  calls: readonly T[],
  fencedAt: Instant,
  callOut: (call: T) => Promise<SendResult & Paced> | null,
): Promise<{ readonly outcomes: ReadonlyMap<string, SendResult>; readonly late: boolean }> {
  const outcomes = new Map<string, SendResult>();
  let late = false;
  await Promise.all(
    calls.map(async (call) => {
      const now = run.now();
      late ||= now - fencedAt > START_WITHIN;
      if (late || run.lease.until - now < LEAST_LEASE) return;
      const answer = callOut(call);
      if (answer === null) return;
      started(run.pace, now);
      run.alone = false;
      const outcome = await answer;
      heard(run.pace, run.now(), outcome.pace);
      outcomes.set(call.id, outcome);
    }),
  );
  return { outcomes, late };
}

/**
 * Call after the record: a late flight halves the size of the next one, and `/health` reports five
 * late ones in a row.
 */
export async function noteTiming(run: Run, late: boolean): Promise<void> {
  if (late) run.size = Math.max(1, Math.floor(run.size / 2));
  if (!late && run.lateFlights === 0) return;
  run.lateFlights = late ? run.lateFlights + 1 : 0;
  run.ports.log('flight_timed', { late: run.lateFlights });
  await saveLateFlights(run.ports.db, run.lateFlights);
}
