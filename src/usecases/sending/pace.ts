/** How fast calls may start: the operator's limit and the provider's rate-limit headers. */
import type { Told } from '../../domain/send-result.ts';
import type { Instant } from '../../domain/time.ts';

export type Pace = {
  /** Calls per second: `MAIL_RATE_LIMIT`, or less if the provider says so. */
  limit: number;
  /** When calls were started, oldest first. */
  readonly started: Instant[];
  /** The provider's remaining calls, and until when that count applies. */
  allowance: { left: number; until: Instant } | null;
};

/** The provider counts by the second; the extra milliseconds allow for varying latency. */
const SECOND = 1050;

export const newPace = (limit: number): Pace => ({ limit, started: [], allowance: null });

/** How many calls may start now. */
export function places(pace: Pace, now: Instant): number {
  const recent = pace.started.filter((at) => at > now - SECOND).length;
  return Math.max(0, Math.min(pace.limit - recent, allowed(pace, now)));
}

/** When this many calls may start together (capped at the limit); `now` if they may at once. */
export function nextPlaces(pace: Pace, now: Instant, calls: number): Instant {
  const earlier = pace.started.at(Math.min(calls, pace.limit) - pace.limit - 1);
  const bySecond = earlier === undefined ? now : earlier + SECOND;
  const byAllowance = allowed(pace, now) > 0 ? now : pace.allowance!.until;
  return Math.max(now, bySecond, byAllowance);
}

export function started(pace: Pace, now: Instant): void {
  pace.started.push(now);
  if (pace.allowance !== null) pace.allowance.left--;
}

/**
 * Applies the headers of a response. Of several responses in one second the lowest count is right.
 */
export function heard(pace: Pace, now: Instant, told: Told | undefined): void {
  if (told === undefined) return;
  const { limit, remaining, resetMs } = told;
  if (limit !== null && limit >= 1) pace.limit = Math.min(pace.limit, limit);
  const left = Math.min(remaining, allowed(pace, now));
  pace.allowance = { left, until: now + resetMs };
}

const allowed = ({ allowance }: Pace, now: Instant): number =>
  allowance === null || now >= allowance.until ? Number.POSITIVE_INFINITY : allowance.left;
