import type { Instant } from '../domain/time.ts';
import { chores } from './chores.ts';
import type { Ports } from './ports.ts';
import { dispatch } from './sending/dispatch.ts';
import type { Claimed } from './sending/ports.ts';
import { retry } from './sending/retry.ts';
import { leaseFrom, type Run, stopped } from './sending/run.ts';

/** After this long a run claims nothing new: the next minute has its own. */
const CLAIM_UNTIL_MS = 50_000;

/** Up to this many due mails go one a call, each under its delivery's own key. */
const SINGLES = 40;

const BATCH = 100;

/** What a batch may ask at most: claim, fence with templates, call, record, block. */
const BATCH_ROOM = 10;

/**
 * The minute's work: chores, then what was left open, then what is due, most perishable first.
 * Any number of ticks may run at once, at any moment, in any order of time.
 */
export async function tick(
  ports: Ports,
  now: () => Instant,
  room: () => number = () => Number.POSITIVE_INFINITY,
): Promise<void> {
  const began = now();
  const gate = await ports.settings.openTick(began, ports.sender.baseUrl);
  const changed = await chores(ports, gate, began, room);
  const reason = stopped(ports, gate);
  if (reason !== null) {
    ports.log('sending_stopped', { reason });
    return;
  }
  const run: Run = { ports, gate, now, lease: leaseFrom(ports, began), room };
  const goOn = (): boolean => now() - began < CLAIM_UNTIL_MS && room() >= BATCH_ROOM;
  if (gate.callsWait && (await recover(run)) === 'stop') return;
  let batched = false;
  while ((gate.due || changed) && goOn()) {
    const claimed = await ports.ledger.claimDue(now(), BATCH, run.lease);
    if (claimed.length === 0) return;
    batched ||= claimed.length > SINGLES;
    const sent = batched ? await sendBatch(run, claimed) : await sendSingles(run, claimed);
    if (sent === 'stop' || claimed.length < BATCH) return;
  }
}

async function recover(run: Run): Promise<'go_on' | 'stop'> {
  const limit = Math.min(BATCH, Math.max(0, run.room() - BATCH_ROOM));
  const calls = await run.ports.calls.recover(run.now(), limit, run.lease);
  if (calls.length === 0) return 'go_on';
  run.ports.log('calls_recovered', { calls: calls.length });
  return (await retry(run, calls)) === 'stop' ? 'stop' : 'go_on';
}

/** What the room does not allow is given back at once, for the next minute. */
async function sendSingles(run: Run, claimed: readonly Claimed[]): Promise<'go_on' | 'stop'> {
  const affordable = Math.max(1, run.room() - BATCH_ROOM);
  const surplus = claimed.slice(affordable).map(({ id }) => id);
  if (surplus.length > 0) await run.ports.ledger.release(surplus, run.lease, null);
  const after = await dispatch(run, claimed.slice(0, affordable), false);
  return after === 'stop' || surplus.length > 0 ? 'stop' : 'go_on';
}

/** Where the quota has no room for all, or one mail spoils the call, halves go by themselves. */
async function sendBatch(run: Run, claimed: readonly Claimed[]): Promise<'go_on' | 'stop'> {
  const after = await dispatch(run, claimed, true);
  if (after !== 'halve') return after;
  const middle = Math.ceil(claimed.length / 2);
  for (const half of [claimed.slice(0, middle), claimed.slice(middle)]) {
    if (run.room() < BATCH_ROOM) return 'stop';
    const ids = half.map(({ id }) => id);
    const again = await run.ports.ledger.claimThese(ids, run.now(), run.lease);
    if (again.length > 0 && (await sendBatch(run, again)) === 'stop') return 'stop';
  }
  return 'go_on';
}
