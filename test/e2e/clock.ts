import { Temporal } from 'temporal-polyfill';

/** The instant of a local time such as `2027-03-20 07:00`, in milliseconds. */
export const instantOf = (local: string, zone: string): number =>
  Temporal.PlainDateTime.from(local.replace(' ', 'T')).toZonedDateTime(zone).epochMilliseconds;

/** @example localTime(0, 'Europe/Berlin') // '1970-01-01 01:00' */
export const localTime = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');

/** Civil days from the local day of this instant to this date. */
export const daysUntil = (date: string, at: number, zone: string): number =>
  Temporal.PlainDate.from(localTime(at, zone).slice(0, 10)).until(date).days;

/**
 * The instants at which the cron is worth running from one instant to another: at the hour each
 * day, and on the last days also a minute before it, when no email may be sent yet. If nothing
 * should happen, only the last days run daily, the rest weekly.
 */
export function momentsBetween(from: number, to: number, hour: number, zone: string, step = 1) {
  const days = Math.floor((to - from) / DAY_MS);
  const moments = [to];
  for (let ahead = days + 1; ahead >= 0; ahead -= ahead > CLOSE + step ? step : 1) {
    const day = localTime(to - ahead * DAY_MS, zone).slice(0, 10);
    const due = instantOf(`${day} ${String(hour).padStart(2, '0')}:00`, zone);
    moments.push(due);
    if (ahead < CLOSE) moments.push(due - 60_000);
  }
  const within = moments.filter((at) => at > from && at <= to);
  return [...new Set(within)].sort((a, b) => a - b);
}

const DAY_MS = 86_400_000;

/** Days before the end on which every hour is run. */
const CLOSE = 3;
