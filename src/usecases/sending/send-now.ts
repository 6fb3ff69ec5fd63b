import { ALL } from '../../domain/hold.ts';
import type { Instant } from '../../domain/time.ts';
import { findThese } from '../../storage/due.ts';
import { readGate } from '../../storage/sending-state.ts';
import type { Ports } from '../ports.ts';
import { clearance, dispatch } from './dispatch.ts';
import { tryFirst } from './probe.ts';
import { begin, stopped } from './run.ts';

/**
 * Sends only these deliveries, after the response of the request that planned them. One attempt:
 * rows that a tick has claimed are left alone, and failures are left to the next tick. `clock`
 * keeps running while a call waits for its response, because the lease may expire before the next
 * one.
 */
export async function sendNow(
  ports: Ports,
  ids: readonly string[],
  clock: () => Instant,
): Promise<void> {
  if (ids.length === 0) return;
  const gate = await readGate(ports.db, clock(), ports.sender.baseUrl);
  const reason = stopped(ports, gate, clock());
  if (reason !== null) {
    ports.log('sending_stopped', { reason });
    return;
  }
  const run = begin(ports, gate, clock);
  const due = await findThese(ports.db, ids, clock());
  const hold = gate.holds.find(({ scope }) => scope === ALL);
  const [first] = due;
  if (hold !== undefined && first !== undefined) {
    if (!(await tryFirst(run, hold, first))) return;
    due.shift();
  }
  while (due.length > 0) {
    const calls = await clearance(run, due.length);
    if (calls === 0) return;
    const { go } = await dispatch(run, due.splice(0, calls), false);
    if (go === 'stop') return;
  }
}
