import { type HttpAnswer, isOk, refuse } from './provider-answers.ts';

type Remembered = { hash: string; at: number; answer: HttpAnswer | 'in_flight' };

/** Identifies a scope and a payload; a scope is method, endpoint and key. */
export type Keyed = { scope: string; hash: string };

const HOUR = 3_600_000;

/** The provider's idempotency keys, oldest first. */
export function createKeys() {
  const memory = new Map<string, Remembered>();

  function remember({ scope, hash }: Keyed, at: number, answer: Remembered['answer']): Remembered {
    const entry = { hash, at, answer };
    memory.delete(scope);
    memory.set(scope, entry);
    return entry;
  }

  function forgetOlderThan(at: number): void {
    for (const [scope, entry] of memory) {
      if (entry.answer === 'in_flight') continue;
      if (entry.at > at) break;
      memory.delete(scope);
    }
  }

  return {
    clear: () => memory.clear(),
    restore: remember,

    /** The response if this key was used before; null if it is unused. */
    known(
      { scope, hash }: Keyed,
      now: number,
      hours: number,
    ): { answer: HttpAnswer; replayed: boolean } | null {
      forgetOlderThan(now - hours * HOUR);
      const known = memory.get(scope);
      if (known === undefined) return null;
      if (known.hash !== hash) {
        return { answer: refuse('invalid_idempotent_request'), replayed: false };
      }
      return known.answer === 'in_flight'
        ? { answer: refuse('concurrent_idempotent_requests'), replayed: false }
        : { answer: known.answer, replayed: true };
    },

    /** Reserves the key until the call's response is known. */
    reserve(keyed: Keyed, now: number) {
      const entry = remember(keyed, now, 'in_flight');
      return (answer: HttpAnswer, keep: { forget: boolean; failures: boolean }): void => {
        entry.answer = answer;
        const kept = !keep.forget && (isOk(answer) || keep.failures);
        // A reset may have cleared the keys meanwhile.
        if (!kept && memory.get(keyed.scope) === entry) memory.delete(keyed.scope);
      };
    },
  };
}
