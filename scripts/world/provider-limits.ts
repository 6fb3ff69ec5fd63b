import { type HttpAnswer, refuse } from './provider-answers.ts';
import type { Settings } from './provider-types.ts';

const DAY = 86_400_000;

/** Requests per second, by the caller's clock. */
export function createRateLimit() {
  let second = 0;
  let used = 0;
  return {
    clear() {
      used = 0;
    },
    /** Counts a request; returns the headers, and the rejection if there were too many. */
    count(
      limit: number | null,
      at: number,
    ): { headers: Record<string, string>; refusal: HttpAnswer | null } {
      if (limit === null) return { headers: {}, refusal: null };
      const now = Math.floor(at / 1000);
      if (now !== second) {
        second = now;
        used = 0;
      }
      used += 1;
      const headers: Record<string, string> = {
        'ratelimit-limit': String(limit),
        'ratelimit-remaining': String(Math.max(0, limit - used)),
        'ratelimit-reset': '1',
      };
      if (used <= limit) return { headers, refusal: null };
      headers['retry-after'] = '1';
      const message = `Too many requests. You can only make ${limit} requests per second. See rate limit response headers for more information.`;
      return { headers, refusal: refuse('rate_limit_exceeded', message) };
    },
  };
}

/** Emails per day and month by the provider's clock; every recipient counts. */
export function createQuotas() {
  const used = new Map<string, number>();
  /** Acceptances of the last 24 hours, for a rolling daily quota. */
  let recent: { at: number; recipients: number }[] = [];
  const days = (now: number) => new Date(now).toISOString().slice(0, 10);
  const months = (now: number) => days(now).slice(0, 7);
  const usedIn = (period: string) => used.get(period) ?? 0;

  function usedToday(now: number, { quota_window }: Settings): number {
    if (quota_window === 'utc_day') return usedIn(days(now));
    recent = recent.filter(({ at }) => at > now - DAY);
    return recent.reduce((sum, { recipients }) => sum + recipients, 0);
  }

  return {
    clear() {
      used.clear();
      recent = [];
    },
    add(now: number, recipients: number) {
      recent.push({ at: now, recipients });
      for (const period of [days(now), months(now)]) {
        used.set(period, usedIn(period) + recipients);
      }
    },
    /** The rejection, if this many more recipients would exceed a quota. */
    check(now: number, recipients: number, settings: Settings): HttpAnswer | null {
      const { daily_quota: daily, monthly_quota: monthly } = settings;
      if (daily !== null && usedToday(now, settings) + recipients > daily) {
        return refuse('daily_quota_exceeded');
      }
      if (monthly !== null && usedIn(months(now)) + recipients > monthly) {
        return refuse('monthly_quota_exceeded');
      }
      return null;
    },
    headers(now: number, settings: Settings): Record<string, string> {
      if (settings.daily_quota === null && settings.monthly_quota === null) return {};
      return {
        'x-resend-daily-quota': String(usedToday(now, settings)),
        'x-resend-monthly-quota': String(usedIn(months(now))),
      };
    },
  };
}
