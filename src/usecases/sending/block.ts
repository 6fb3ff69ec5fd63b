import type { Outcome } from '../../domain/outcome.ts';
import { DAY, type Instant, MINUTE } from '../../domain/time.ts';
import type { Run } from './run.ts';

/** A refused account is asked again this often, with a single call. */
const ACCOUNT_BREAK = 5 * MINUTE;

export type After = 'go_on' | 'halve' | 'stop';

/**
 * What the outcomes mean for the rest of the run. A quota or a refused account stops everybody
 * for a while, not just this run; of a batch too large for what the quota has left, half may pass.
 */
export async function afterwards(
  run: Pick<Run, 'ports' | 'now'>,
  outcomes: readonly Outcome[],
  mails: number,
): Promise<After> {
  const { ports } = run;
  const refused = outcomes.find((outcome) => outcome.result === 'not_now');
  if (refused === undefined) {
    return mails > 1 && outcomes.some(({ result }) => result === 'refused') ? 'halve' : 'go_on';
  }
  ports.log('provider_says_wait', { cause: refused.cause, reason: refused.reason });
  const now = run.now();
  switch (refused.cause) {
    case 'rate':
      // The next minute's tick asks again, unless it was told to wait for longer.
      if ((refused.waitMs ?? 0) > MINUTE) {
        await ports.settings.block(now, now + refused.waitMs!, refused.reason);
      }
      return 'stop';
    case 'quota':
      if (mails > 1) return 'halve';
      await ports.settings.block(now, nextQuotaDay(now), refused.reason);
      return 'stop';
    case 'account':
      await ports.settings.block(now, now + ACCOUNT_BREAK, refused.reason);
      return 'stop';
  }
}

/** Quotas are counted by UTC day; a minute later, so that clocks need not agree. */
const nextQuotaDay = (now: Instant): Instant => (Math.floor(now / DAY) + 1) * DAY + MINUTE;
