import type { Outcome } from '../../domain/outcome.ts';
import { DAY, type Instant, MINUTE } from '../../domain/time.ts';
import type { Run } from './run.ts';

/** A refused account is asked again this often, with a single call. */
const ACCOUNT_BREAK = 5 * MINUTE;

/** What a call came to, and the mails in it. */
export type Result = { readonly outcome: Outcome; readonly ids: readonly string[] };

export type After = {
  readonly go: 'on' | 'stop';
  /** Calls that did not go as they were: their halves may. */
  readonly halve: readonly (readonly string[])[];
};

/**
 * What the results mean for the rest of the run. A quota or a refused account stops everybody
 * for a while, not just this run; of a batch too large for what the quota has left, half may pass.
 */
export async function afterwards(
  run: Pick<Run, 'ports' | 'now'>,
  results: readonly Result[],
): Promise<After> {
  const { ports } = run;
  const spoiled = results.filter(
    ({ outcome, ids }) => outcome.result === 'refused' && ids.length > 1,
  );
  const halve = spoiled.map(({ ids }) => ids);
  for (const { outcome: refused, ids } of results) {
    if (refused.result !== 'not_now') continue;
    ports.log('provider_says_wait', { cause: refused.cause, reason: refused.reason });
    if (refused.cause === 'quota' && ids.length > 1) return { go: 'on', halve: [...halve, ids] };
    await takeBreak(run, refused);
    return { go: 'stop', halve: [] };
  }
  return { go: 'on', halve };
}

async function takeBreak(
  { ports, now: clock }: Pick<Run, 'ports' | 'now'>,
  refused: Extract<Outcome, { result: 'not_now' }>,
): Promise<void> {
  const now = clock();
  switch (refused.cause) {
    case 'rate':
      // The next minute's tick asks again, unless it was told to wait for longer.
      if ((refused.waitMs ?? 0) > MINUTE) {
        await ports.settings.block(now, now + refused.waitMs!, refused.reason);
      }
      return;
    case 'quota':
      return ports.settings.block(now, nextQuotaDay(now), refused.reason);
    case 'account':
      return ports.settings.block(now, now + ACCOUNT_BREAK, refused.reason);
  }
}

/** Quotas are counted by UTC day; a minute later, so that clocks need not agree. */
const nextQuotaDay = (now: Instant): Instant => (Math.floor(now / DAY) + 1) * DAY + MINUTE;
