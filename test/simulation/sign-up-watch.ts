/** Watches sign-ups and unsubscribes: no unsubscribe is undone, no sign-up leads to two emails. */
import type { Instant } from '../../src/domain/time.ts';
import type { Snapshot } from './commit-watch.ts';
import type { Scheduler } from './scheduler.ts';

export type SignUpWatch = {
  /** A sign-up was queued. */
  readonly asked: (address: string, course: string) => void;
  /** A person was told that they left this course (null: all), at the time of the request. */
  readonly left: (address: string, course: string | null, at: Instant) => void;
  readonly pending: (snapshot: Snapshot) => void;
  /** An email that answers a sign-up was accepted. */
  readonly answered: (delivery: string, address: string, course: string) => void;
  /** Checks that the queue is empty. */
  readonly checkSettled: () => void;
};

export function createSignUpWatch(scheduler: Scheduler): SignUpWatch {
  const asked = new Map<string, Instant[]>();
  const left = new Map<string, Instant>();
  const answers = new Map<string, Set<string>>();
  const keyOf = (address: string, course: string | null): string => `${address} ${course ?? ''}`;
  return {
    asked(address, course) {
      const key = keyOf(address, course);
      asked.set(key, [...(asked.get(key) ?? []), scheduler.now]);
    },
    left(address, course, at) {
      left.set(keyOf(address, course), at);
    },
    pending({ address, course }) {
      const since = Math.max(
        left.get(keyOf(address, course)) ?? 0,
        left.get(keyOf(address, null)) ?? 0,
      );
      const own = asked.get(keyOf(address, course)) ?? [];
      if (own.some((at) => at >= since)) return;
      scheduler.fail('leaving undone', `${address} left ${course} and is pending again`);
    },
    answered(delivery, address, course) {
      const key = keyOf(address, course);
      const own = answers.get(key) ?? new Set();
      answers.set(key, own.add(delivery));
      const asks = asked.get(key)?.length ?? 0;
      if (own.size <= asks) return;
      scheduler.fail('settled twice', `${address} got ${own.size} answers to ${asks} sign-ups`);
    },
    checkSettled() {
      const open = scheduler.world.rows<{ id: string }>('SELECT id FROM sign_ups');
      for (const { id } of open) scheduler.fail('not settled', `the sign-up ${id} is in the queue`);
    },
  };
}
