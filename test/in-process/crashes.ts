/**
 * Every await point of sending × every kind of failure, alone and in ordered pairs: the first in
 * the tick that sends, the second in the tick that recovers.
 */

import { createWorld, type World } from '../../scripts/in-process/world.ts';
import type { Mailer } from '../../src/mail/provider.ts';
import type { Database } from '../../src/storage/database.ts';
import { findDue } from '../../src/storage/due.ts';
import { openTick } from '../../src/storage/sending-state.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { dispatch } from '../../src/usecases/sending/dispatch.ts';
import { retry } from '../../src/usecases/sending/retry.ts';
import { begin } from '../../src/usecases/sending/run.ts';
import { tick } from '../../src/usecases/sending/tick.ts';

export const FAILURES = ['crash', 'crash_after', 'fail_before', 'fail_after', 'stall'] as const;
export type Failure = (typeof FAILURES)[number];

/** The kind of failure, and its step in the tick, counted from one. */
export type InjectedFailure = { readonly point: number; readonly failure: Failure };

export type Size = 'one email' | 'a batch of three';

const MINUTE = 60_000;
const DUE = Date.parse('2028-03-13T11:00:00Z');

/** `reached`: the tick had that many steps. */
export type Played = { readonly reached: boolean; readonly findings: readonly string[] };

/** Runs one tick per failure, then eleven ticks without, and reports what is wrong. */
export async function play(size: Size, failures: readonly InjectedFailure[]): Promise<Played> {
  const people = size === 'one email' ? 1 : 3;
  // Another seed than that of the sign-ups: ids must differ from theirs.
  const world = createWorld({ start: DUE, seed: 2 });
  try {
    world.sqlite.restore(await withPeople(people));
    let reached = true;
    for (const failure of failures) {
      const step = failingTick(world, size, failure);
      await step.run();
      reached &&= step.reached();
      world.advanceTo(world.now + 6 * MINUTE);
    }
    for (let minute = 0; minute < 11; minute++) {
      await oneTick(world.worker(), world, size);
      world.advanceTo(world.now + MINUTE);
    }
    return { reached, findings: findings(world, people) };
  } finally {
    world.close();
  }
}

const saved = new Map<number, Uint8Array>();

/** A database in which this many people are due: signing up would be half of each play. */
async function withPeople(count: number): Promise<Uint8Array> {
  const known = saved.get(count);
  if (known) return known;
  const world = createWorld({ start: '2028-03-12T11:00:00Z' });
  for (let index = 0; index < count; index++) await join(world, index);
  const database = world.sqlite.save();
  world.close();
  saved.set(count, database);
  return database;
}

const join = (world: World, index: number) =>
  world.join({
    email: `reader${index}@example.com`,
    target_date: '2028-03-20',
    time_zone: 'America/New_York',
    send_hour: '7',
  });

/** The production tick; a batch is forced, because three due emails would be sent singly. */
async function oneTick(ports: Ports, world: World, size: Size): Promise<void> {
  const now = () => world.now;
  if (size === 'one email') return tick(ports, now);
  const gate = await openTick(ports.db, now(), ports.sender.baseUrl);
  const run = begin(ports, gate, now);
  const limit = { calls: 100, mails: 1000 };
  if (gate.callsWait) await retry(run, limit);
  const due = await findDue(ports.db, now(), 100);
  if (due.length > 0) await dispatch(run, due, true);
}

class Injected extends Error {}

/** A tick in which one step fails. */
function failingTick(world: World, size: Size, { point, failure }: InjectedFailure) {
  let steps = 0;
  let killed = false;
  let kill: () => void = () => {};
  const killing = new Promise<void>((resolve) => {
    kill = resolve;
  });
  async function step<T>(act: () => Promise<T>): Promise<T> {
    // A killed process runs nothing more.
    if (killed) return new Promise(() => {});
    if (++steps !== point) return act();
    if (failure === 'stall') {
      world.advanceTo(world.now + 6 * MINUTE);
      await oneTick(world.worker(), world, size);
      return act();
    }
    if (failure === 'crash_after' || failure === 'fail_after') await act();
    if (failure === 'crash' || failure === 'crash_after') {
      killed = true;
      kill();
      return new Promise(() => {});
    }
    throw new Injected(`${failure} at step ${point}`);
  }
  const database =
    (inner: Database): Database =>
    (statements) =>
      step(() => inner(statements));
  // The client never throws: it returns "unclear" instead.
  const mailer = (inner: Mailer): Mailer => ({
    send: (call) =>
      step(() => inner.send(call)).catch((error) => {
        if (error instanceof Injected) return { result: 'unclear', reason: 'no_answer' } as const;
        throw error;
      }),
  });
  return {
    reached: () => steps >= point,
    run: async () => {
      const ticked = oneTick(world.worker({ database, mailer }), world, size).catch((error) => {
        if (!(error instanceof Injected)) throw error;
      });
      await Promise.race([ticked, killing]);
    },
  };
}

/** Compares the provider's log with the ledger. */
function findings(world: World, people: number): string[] {
  const lessons = world.mails({ message: 'one-week' });
  const addresses = new Set(lessons.map(({ to }) => to));
  const states = world.rows<{ state: string }>(
    "SELECT state FROM deliveries WHERE message = 'one-week' AND state <> 'sent'",
  );
  const open = world.rows('SELECT id FROM calls');
  return [
    ...(addresses.size < people ? [`${people - addresses.size} lost`] : []),
    ...(lessons.length > addresses.size ? [`${lessons.length - addresses.size} doubled`] : []),
    ...states.map(({ state }) => `left ${state}`),
    ...(open.length > 0 ? [`${open.length} calls left open`] : []),
  ];
}
