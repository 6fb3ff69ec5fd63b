/**
 * Civil dates, zones and the instants between them. The only file that knows Temporal; the
 * clock is never read here. Instants are epoch milliseconds (UTC), civil dates `YYYY-MM-DD`,
 * durations ISO 8601.
 */
import * as Duration from 'temporal-polyfill/fns/Duration';
import * as Instants from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import * as PlainTime from 'temporal-polyfill/fns/PlainTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import { remember, rememberWords } from './remember.ts';

export type Instant = number;
export type CivilDate = string;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * The civil date `duration` away. Months and years clamp to the month's last day (rule 1).
 * @example shift('2027-05-31', '-P3M') // '2027-02-28'
 */
export const shift = rememberWords(
  (date: CivilDate, duration: string): CivilDate =>
    PlainDate.toString(PlainDate.add(dateOf(date), durationOf(duration))),
);

/** The day of the week, 1 Monday to 7 Sunday. */
export const weekday = (date: CivilDate): number => new Date(date).getUTCDay() || 7;

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/**
 * The instant of `hour` o'clock on `date` in `zone` (rule 2): an hour that a clock change skips
 * becomes the first valid instant after the gap, an hour that occurs twice its first occurrence.
 */
export const instantAt = rememberWords((date: CivilDate, hour: number, zone: string): Instant => {
  const local = PlainDate.toPlainDateTime(dateOf(date), PlainTime.create(hour));
  const zoned = PlainDateTime.toZonedDateTime(local, zone, { disambiguation: 'earlier' });
  if (PlainDateTime.equals(ZonedDateTime.toPlainDateTime(zoned), local)) {
    return zoned.epochMilliseconds;
  }
  // In a gap 'earlier' lies before it, however wide it is; the next change of offset ends it.
  return ZonedDateTime.getTimeZoneTransition(zoned, 'next')!.epochMilliseconds;
});

/** The first instant of `date` in `zone`, which is not always midnight. */
export const startOfDay = (date: CivilDate, zone: string): Instant => instantAt(date, 0, zone);

/** The civil date on which `instant` falls in `zone`. */
export function civilDay(instant: Instant, zone: string): CivilDate {
  const offset = offsetsOf(zone)(Math.floor(instant / DAY));
  if (offset === 'changes') {
    return PlainDate.toString(ZonedDateTime.toPlainDate(zonedAt(instant, zone)));
  }
  return dateOfDay(Math.floor((instant + offset) / DAY));
}

/** The wall-clock time of `instant` in `zone`, `HH:MM`. */
export const wallTime = (instant: Instant, zone: string): string =>
  PlainTime.toString(ZonedDateTime.toPlainTime(zonedAt(instant, zone)), { smallestUnit: 'minute' });

/** `instant` plus a calendar duration counted on the clocks of `zone`. */
export const later = rememberWords(
  (instant: Instant, duration: string, zone: string): Instant =>
    ZonedDateTime.add(zonedAt(instant, zone), durationOf(duration)).epochMilliseconds,
);

/** Whether `text` is a day of the calendar, as `YYYY-MM-DD`; 2027-02-30 is not. */
export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    dateOf(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether the runtime knows `name` as an IANA zone; links such as Asia/Calcutta are zones too. */
export const isTimeZone = (name: string): boolean =>
  /^[A-Za-z][\w+\-/]{1,63}$/.test(name) && name !== 'Etc/Unknown' && zoneCalled(name) !== null;

/** `name` in the case of the zone database: `europe/berlin` is Europe/Berlin. Links stay links. */
export const zoneName = (name: string): string => zoneCalled(name) ?? zonedAt(0, name).timeZoneId;

/** Asking the runtime for a zone costs a tenth of a millisecond. */
const zonesCalled = new Map<string, string>();

function zoneCalled(name: string): string | null {
  const known = zonesCalled.get(name);
  if (known !== undefined) return known;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    const zone = zonedAt(0, name).timeZoneId;
    if (zonesCalled.size >= 2000) zonesCalled.clear();
    zonesCalled.set(name, zone);
    return zone;
  } catch {
    return null;
  }
}

/** Whether `text` is an ISO 8601 calendar duration such as `-P1Y`, `P2D`. */
export const isDuration = (text: string): boolean => DURATION.test(text);

const DURATION = /^([+-])?P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;

/** Throws on what is no such duration. */
function durationOf(text: string): Duration.Record {
  const [, sign, ...counts] = DURATION.exec(text) ?? [];
  if (counts.length === 0) throw new RangeError(`${text} is no calendar duration`);
  const direction = sign === '-' ? -1 : 1;
  // Zero times -1 is -0, which is not the zero that is asked for.
  return Duration.create(...counts.map((count) => (Number(count ?? 0) || 0) * direction + 0));
}

/** Throws on a day that is not in the calendar. */
const dateOf = (date: CivilDate): PlainDate.Record =>
  PlainDate.create(...(date.split('-').map(Number) as [number, number, number]));

function zonedAt(instant: Instant, zone: string): ZonedDateTime.Record {
  return Instants.toZonedDateTimeISO(Instants.fromEpochMilliseconds(instant), zone);
}

/** By zone, its offset all through a UTC day, in milliseconds, unless it changes on that day. */
const offsetsOf = remember((zone: string) =>
  remember((utcDay: number): number | 'changes' => {
    const [begins, ends] = [utcDay, utcDay + 1].map(
      (day) => ZonedDateTime.offsetNanoseconds(zonedAt(day * DAY, zone)) / 1e6,
    );
    return begins === ends ? begins! : 'changes';
  }),
);

/** The civil date so many days after 1970-01-01. */
const dateOfDay = remember(
  (day: number): CivilDate => new Date(day * DAY).toISOString().slice(0, 10),
);
