import type { Outcome } from './provider-accept.ts';
import { type HttpAnswer, isOk, refuse } from './provider-answers.ts';

type Remembered = { hash: string; at: number; answer: HttpAnswer | 'in_flight' };

export type KeyedOutcome = { answer: HttpAnswer; replayed: boolean; accepted: number };

/** The provider's memory of idempotency keys. A scope is method, endpoint and key. */
export function createKeys() {
  const memory = new Map<string, Remembered>();
  return {
    clear: () => memory.clear(),
    forget: (scope: string) => memory.delete(scope),
    restore: (scope: string, hash: string, at: number, answer: HttpAnswer) =>
      memory.set(scope, { hash, at, answer }),

    /** Runs `send` unless this key was used before. */
    async run(
      { scope, hash, now, hours, rememberFailures }: KeyedCall,
      send: () => Promise<Outcome>,
    ): Promise<KeyedOutcome> {
      const known = memory.get(scope);
      if (known && (known.answer === 'in_flight' || now() - known.at < hours * 3_600_000)) {
        const answer =
          known.hash !== hash
            ? refuse('invalid_idempotent_request')
            : known.answer === 'in_flight'
              ? refuse('concurrent_idempotent_requests')
              : known.answer;
        return { answer, replayed: answer === known.answer, accepted: 0 };
      }
      const entry: Remembered = { hash, at: now(), answer: 'in_flight' };
      memory.set(scope, entry);
      let keep = false;
      try {
        const { answer, accepted, forgetKey } = await send();
        keep = !forgetKey && (isOk(answer) || rememberFailures);
        entry.answer = answer;
        return { answer, replayed: false, accepted };
      } finally {
        // A reset may have emptied the memory meanwhile.
        if (!keep && memory.get(scope) === entry) memory.delete(scope);
      }
    },
  };
}

type KeyedCall = {
  scope: string;
  hash: string;
  now: () => number;
  hours: number;
  rememberFailures: boolean;
};
