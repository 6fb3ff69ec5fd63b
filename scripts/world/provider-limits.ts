import { type HttpAnswer, refuse } from './provider-answers.ts';
import type { Settings } from './provider-types.ts';

/** Requests a second. Counted in real time: a virtual clock may stand still. */
export function createRateLimit() {
  let second = 0;
  let used = 0;
  return {
    clear() {
      used = 0;
    },
    /** Counts a request; gives the headers, and the refusal when there were too many. */
    count(limit: number | null): { headers: Record<string, string>; refusal: HttpAnswer | null } {
      if (limit === null) return { headers: {}, refusal: null };
      const now = Math.floor(Date.now() / 1000);
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

const DAY = 24 * 3_600_000;

/**
 * Mails a day and a month in UTC, or in the last 24 hours, on the provider's own clock; every
 * recipient counts.
 */
export function createQuotas(window: () => Settings['quota_window']) {
  const used = new Map<string, number>();
  const accepted: { readonly at: number; readonly recipients: number }[] = [];
  const days = (now: number) => new Date(now).toISOString().slice(0, 10);
  const months = (now: number) => days(now).slice(0, 7);
  const usedIn = (period: string) => used.get(period) ?? 0;
  const usedOfDay = (now: number): number =>
    window() === 'utc_day'
      ? usedIn(days(now))
      : accepted
          .filter(({ at }) => at <= now && at > now - DAY)
          .reduce((sum, { recipients }) => sum + recipients, 0);
  return {
    clear() {
      used.clear();
      accepted.length = 0;
    },
    add(now: number, recipients: number) {
      accepted.push({ at: now, recipients });
      for (const period of [days(now), months(now)]) {
        used.set(period, usedIn(period) + recipients);
      }
    },
    /** The refusal, if so many more recipients would be too many. */
    check(now: number, recipients: number, settings: Settings): HttpAnswer | null {
      const { daily_quota: daily, monthly_quota: monthly } = settings;
      if (daily !== null && usedOfDay(now) + recipients > daily) {
        return refuse('daily_quota_exceeded');
      }
      if (monthly !== null && usedIn(months(now)) + recipients > monthly) {
        return refuse('monthly_quota_exceeded');
      }
      return null;
    },
    headers: (now: number): Record<string, string> => ({
      'x-resend-daily-quota': String(usedOfDay(now)),
      'x-resend-monthly-quota': String(usedIn(months(now))),
    }),
  };
}
