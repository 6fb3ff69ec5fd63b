/** What an outcome means for the rows of its call. The state machine of `docs/delivery.md`. */
import {
  CANNOT_COMPOSE,
  nextAttempt,
  type Refused,
  type SendResult,
} from '../../domain/send-result.ts';
import type { Instant } from '../../domain/time.ts';
import type { Verdict } from './ports.ts';

export type Judged = {
  readonly rows: readonly Verdict[];
  /** When to try the same key again; null: the call is over. */
  readonly nextAt: Instant | null;
};

/**
 * Judges an attempt. `retried`: an earlier attempt of this call may have been accepted, so that
 * a refusal for want of rate, quota or account lifts nothing: the call keeps its key and waits.
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
      // One of many is bad, and the provider does not say which.
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
 * Refused for good, unless it turns out that the provider refuses every email like it. After an
 * unclear attempt the row never goes under another key, so that it does not count.
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
