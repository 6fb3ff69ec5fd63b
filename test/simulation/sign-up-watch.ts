/** Every sign-up that was written down and every leaving: none is undone, none brings two emails. */
import type { Instant } from '../../src/domain/time.ts';
import type { Standing } from './commits.ts';
import type { Stage } from './stage.ts';

export type SignUpWatch = {
  /** A sign-up was written down. */
  readonly asked: (address: string, course: string) => void;
  /** They were told that they have left this course or, without one, all; since when they asked. */
  readonly left: (address: string, course: string | null, at: Instant) => void;
  readonly pending: (standing: Standing) => void;
  /** An email that answers a sign-up was accepted. */
  readonly answered: (delivery: string, address: string, course: string) => void;
  /** Nothing that was written down is left in the queue. */
  readonly checkSettled: () => void;
};

export function createSignUpWatch(stage: Stage): SignUpWatch {
  const asked = new Map<string, Instant[]>();
  const left = new Map<string, Instant>();
  const answers = new Map<string, Set<string>>();
  const keyOf = (address: string, course: string | null): string => `${address} ${course ?? ''}`;
  return {
    asked(address, course) {
      const key = keyOf(address, course);
      asked.set(key, [...(asked.get(key) ?? []), stage.now]);
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
      stage.blame('leaving undone', `${address} has left ${course} and is pending again`);
    },
    answered(delivery, address, course) {
      const key = keyOf(address, course);
      const own = answers.get(key) ?? new Set();
      answers.set(key, own.add(delivery));
      const asks = asked.get(key)?.length ?? 0;
      if (own.size <= asks) return;
      stage.blame('settled twice', `${address} got ${own.size} answers to ${asks} sign-ups`);
    },
    checkSettled() {
      const open = stage.world.rows<{ id: string }>('SELECT id FROM sign_ups');
      for (const { id } of open) stage.blame('not settled', `the sign-up ${id} is in the queue`);
    },
  };
}
