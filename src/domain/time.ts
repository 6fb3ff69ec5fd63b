/**
 * Civil dates, zones and the instants between them. The only file that knows Temporal; the
 * clock is never read here. Instants are epoch milliseconds (UTC), civil dates `YYYY-MM-DD`,
 * durations ISO 8601.
 */
import { Temporal } from 'temporal-polyfill/implementation';

export type Instant = number;
export type CivilDate = string;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * The civil date `duration` away. Months and years clamp to the month's last day (rule 1).
 * @example shift('2027-05-31', '-P3M') // '2027-02-28'
 */
export const shift = (date: CivilDate, duration: string): CivilDate =>
  Temporal.PlainDate.from(date).add(duration).toString();

/** The day of the week, 1 Monday to 7 Sunday. */
export const weekday = (date: CivilDate): number => new Date(date).getUTCDay() || 7;

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/**
 * The instant of `hour` o'clock on `date` in `zone` (rule 2): an hour that a clock change skips
 * becomes the first valid instant after the gap, an hour that occurs twice its first occurrence.
 */
export const instantAt = remember((date: CivilDate, hour: number, zone: string): Instant => {
  const local = Temporal.PlainDate.from(date).toPlainDateTime({ hour });
  const zoned = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (zoned.toPlainDateTime().equals(local)) return zoned.epochMilliseconds;
  // In a gap 'earlier' lies before it, however wide it is; the next change of offset ends it.
  return zoned.getTimeZoneTransition('next')!.epochMilliseconds;
});

/** The first instant of `date` in `zone`, which is not always midnight. */
export const startOfDay = (date: CivilDate, zone: string): Instant => instantAt(date, 0, zone);

/** The civil date on which `instant` falls in `zone`. */
export const civilDay = (instant: Instant, zone: string): CivilDate =>
  zonedAt(instant, zone).toPlainDate().toString();

/** The wall-clock time of `instant` in `zone`, `HH:MM`. */
export const wallTime = (instant: Instant, zone: string): string =>
  zonedAt(instant, zone).toPlainTime().toString({ smallestUnit: 'minute' });

/** `instant` plus a calendar duration counted on the clocks of `zone`. */
export const later = (instant: Instant, duration: string, zone: string): Instant =>
  zonedAt(instant, zone).add(duration).epochMilliseconds;

/** Whether `text` is a day of the calendar, as `YYYY-MM-DD`; 2027-02-30 is not. */
export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** Whether the runtime knows `name` as an IANA zone; links such as Asia/Calcutta are zones too. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+\-/]{1,63}$/.test(name) || name === 'Etc/Unknown') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `name` in the case of the zone database: `europe/berlin` is Europe/Berlin. Links stay links. */
export const zoneName = (name: string): string => zonedAt(0, name).timeZoneId;

/** Whether `text` is an ISO 8601 calendar duration such as `-P1Y`, `P2D`. */
export const isDuration = (text: string): boolean =>
  /^[+-]?P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/.test(text);

function zonedAt(instant: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

/** Zones are asked the same few questions over and over, and each answer costs tens of microseconds. */
function remember(ask: (date: CivilDate, hour: number, zone: string) => Instant) {
  const known = new Map<string, Instant>();
  return (date: CivilDate, hour: number, zone: string): Instant => {
    const key = `${date} ${hour} ${zone}`;
    let answer = known.get(key);
    if (answer === undefined) {
      answer = ask(date, hour, zone);
      if (known.size >= 5000) known.clear();
      known.set(key, answer);
    }
    return answer;
  };
}
