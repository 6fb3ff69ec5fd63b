/** Maps an outcome to the states of the call's rows: the state machine of `docs/delivery.md`. */
import {
  CANNOT_COMPOSE,
  nextAttempt,
  type Refused,
  type SendResult,
} from '../../domain/provider.ts';
import type { Instant } from '../../domain/time.ts';
import type { Verdict } from '../../storage/results.ts';

export type Judged = {
  readonly rows: readonly Verdict[];
  /** When to retry under the same key; null: the call is over. */
  readonly nextAt: Instant | null;
};

/**
 * Maps the outcome of an attempt. `retried`: an earlier attempt of this call may have been
 * accepted, so a rejection for rate, quota or account does not lift the fence: the call keeps its
 * key and waits.
 */
export function judge(
  ids: readonly string[],
  outcome: SendResult,
  attempts: number,
  retried: boolean,
  now: Instant,
): Judged {
  switch (outcome.result) {
    case 'accepted':
      return over(
        ids.map((id, index) => {
          const mail = outcome.mails[index]!;
          return 'providerId' in mail
            ? { id, state: 'sent', reason: null, providerId: mail.providerId }
            : failed(id, mail.refused, retried);
        }),
      );
    case 'refused':
      if (ids.length === 1) return over([failed(ids[0]!, outcome, retried)]);
      // One email of several is invalid, and the provider does not say which.
      if (!retried) return over(ids.map((id) => verdict(id, 'scheduled', null)));
      return wait(nextAttempt(attempts + 1, now));
    case 'mismatch':
      return over(ids.map((id) => verdict(id, 'unknown', 'accepted_earlier')));
    case 'not_now':
      if (!retried) return over(ids.map((id) => verdict(id, 'scheduled', null)));
      return wait(Math.max(nextAttempt(attempts + 1, now), now + (outcome.waitMs ?? 0)));
    case 'unclear':
      return wait(nextAttempt(attempts + 1, now));
  }
}

/**
 * Rejected permanently, unless the provider turns out to reject every email like it. After an
 * unclear attempt the row must not be sent under another key, so its rejection does not count
 * toward a hold.
 */
const failed = (id: string, { reason, detail = null }: Refused, retried: boolean): Verdict => ({
  ...verdict(id, 'failed', reason),
  ...(retried || reason === CANNOT_COMPOSE ? {} : { refusal: { detail } }),
});

export const verdict = (id: string, state: Verdict['state'], reason: string | null): Verdict => ({
  id,
  state,
  reason,
  providerId: null,
});

const over = (rows: readonly Verdict[]): Judged => ({ rows, nextAt: null });
const wait = (nextAt: Instant): Judged => ({ rows: [], nextAt });
