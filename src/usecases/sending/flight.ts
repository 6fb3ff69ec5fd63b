import type { Outcome, Paced } from '../../domain/outcome.ts';
import type { Run } from './run.ts';

/** A Worker waits for at most six answers at once. */
const IN_FLIGHT = 6;

/** The provider counts by the second; what is on its way takes a little longer at times. */
const SECOND = 1050;

/** Rather than wait longer for the provider, leave it to the next minute. */
const LONGEST_WAIT = 5000;

/**
 * Makes the calls, a few at a time and no faster than the provider allows. Once one is told to
 * wait, none is started any more: what was not called is missing from the answer.
 */
export async function inFlight<T extends { readonly id: string }>(
  calls: readonly T[],
  run: Run,
  callOut: (call: T) => Promise<(Outcome & Paced) | null>,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const { pace, ports } = run;
  const waiting = [...calls];
  let going = true;
  const callNext = async (): Promise<void> => {
    const call = waiting.shift();
    if (call === undefined) return;
    const earlier = pace.started.at(-ports.callsPerSecond);
    // Each start is noted before the wait, so that two workers never take the same place.
    const place = Math.max(run.now(), pace.notBefore, (earlier ?? -SECOND) + SECOND);
    if (place - run.now() > LONGEST_WAIT) going = false;
    if (!going) return;
    pace.started.push(place);
    if (place > run.now()) await ports.wait(place - run.now());
    if (!going) return;
    const outcome = await callOut(call);
    if (outcome === null || outcome.result === 'not_now') going = false;
    if (outcome?.pace?.remaining === 0) pace.notBefore = run.now() + outcome.pace.resetMs;
    if (outcome !== null) outcomes.set(call.id, outcome);
  };
  const worker = async (): Promise<void> => {
    while (going && waiting.length > 0) await callNext();
  };
  // The first call of a run goes alone: where little is left, it belongs to the most perishable.
  if (pace.started.length === 0) await callNext();
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, waiting.length) }, worker));
  return outcomes;
}
