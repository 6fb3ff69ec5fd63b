/**
 * Moments at which a Worker is killed: each forced by the setup, or reached by sweeping over
 * delays.
 */
import type { Fault } from '../../scripts/world/provider-types.ts';
import { accepted, addDue, states, wrongAccounts } from './ledger.ts';
import { type Machine, pause } from './machine.ts';

type Moment = {
  readonly name: string;
  readonly faults?: (count: number) => Fault[];
  /** Resolves at the moment, or when the tick ends before it. */
  readonly reached: (machine: Machine, over: () => boolean, nth: number) => Promise<void>;
};

const stall =
  (kind: 'stall_before' | 'stall_after', ms = 1_500) =>
  (count: number): Fault[] => [{ kind, times: count > 40 ? 1 : count, ms }];

const MOMENTS: readonly Moment[] = [
  {
    name: 'before the call arrives',
    faults: stall('stall_before'),
    reached: (machine, over) =>
      until(() => machine.provider.state.calls.at(-1)?.fault === 'stall_before', over),
  },
  {
    name: 'accepted, before the answer',
    faults: stall('stall_after'),
    reached: async (machine, over) => {
      const before = machine.provider.state.mails.length;
      await until(() => machine.provider.state.mails.length > before, over);
    },
  },
  { name: 'right after the fence', reached: locked("state = 'sending'") },
  {
    name: 'answered, before the record',
    faults: stall('stall_after', 60),
    reached: async (machine, over) => {
      const before = machine.provider.state.mails.length;
      await until(() => machine.provider.state.mails.length > before, over);
      // A write lock: the response arrives and can't be recorded.
      machine.database.exec('BEGIN IMMEDIATE');
      await pause(100);
    },
  },
  // Sweeps over the delays: 0, 3, 6 … ms after the start of the tick.
  { name: 'at any moment', reached: (_, __, nth) => pause((nth * 3) % 120) },
];

const MINUTE = 60_000;
const DAY = 86_400_000;
const FIRST = Date.parse('2028-03-13T08:00:00Z');

/** Single emails, or a batch. */
const COUNTS = [3, 60];

export type Killed = { readonly moment: string; readonly found: string };

/** The `nth` kill: a day with due emails, a kill, and the ten minutes after the restart. */
export async function killAndRecover(machine: Machine, nth: number): Promise<Killed> {
  const moment = MOMENTS[Math.floor(nth / COUNTS.length) % MOMENTS.length]!;
  const count = COUNTS[nth % COUNTS.length]!;
  const prefix = `kill${nth}x`;
  const at = FIRST + nth * DAY;
  addDue(machine.database, { prefix, count, at });
  machine.provider.addFaults(...(moment.faults?.(count) ?? []));

  let over = false;
  const ticking = machine.tick(at).then(
    () => {
      over = true;
    },
    () => {
      over = true;
    },
  );
  await moment.reached(machine, () => over, nth);
  machine.kill();
  await ticking;
  if (machine.database.isTransaction) machine.database.exec('ROLLBACK');
  machine.provider.state.faults.clear();
  const found = whereItDied(machine, prefix);

  await machine.start();
  for (let minute = 1; minute <= 10; minute++) await machine.tick(at + minute * MINUTE);
  const after = {
    states: states(machine, prefix),
    accepted: accepted(machine, prefix),
    wrong: wrongAccounts(machine, at + 10 * MINUTE),
  };
  const wanted = { states: { sent: count }, accepted: { 1: count }, wrong: [] };
  if (JSON.stringify(after) !== JSON.stringify(wanted)) {
    throw new Error(`kill ${nth}, ${moment.name}, ${found}: ${JSON.stringify(after)}`);
  }
  return { moment: `${moment.name}, ${count} mails`, found };
}

/** What database and provider contain after the kill. */
function whereItDied(machine: Machine, prefix: string): string {
  const { sending = 0, sent = 0 } = states(machine, prefix);
  const taken = accepted(machine, prefix)[1] ?? 0;
  if (sending > 0) return taken > 0 ? 'accepted, not recorded' : 'fenced, not accepted';
  return sent > 0 ? 'recorded' : 'not fenced';
}

/** Waits for such a row, then locks the database, so that the next write can't happen. */
function locked(where: string): Moment['reached'] {
  return async ({ database }, over) => {
    const look = database.prepare(`SELECT EXISTS (SELECT 1 FROM deliveries WHERE ${where}) AS yes`);
    await until(() => look.get()?.yes === 1, over);
    database.exec('BEGIN IMMEDIATE');
  };
}

/** Polls as fast as possible. */
async function until(come: () => boolean, over: () => boolean): Promise<void> {
  while (!come() && !over()) await new Promise((resolve) => setImmediate(resolve));
}
