/** Dates, hours and distances in the words of the person's locale. */
import { type CivilDate, daysBetween, type Instant } from './time.ts';

/** @example dayInWords('2027-11-02', 'en') // 'Tuesday, November 2, 2027' */
export const dayInWords = (date: CivilDate, locale: string): string =>
  dayFormat(locale).format(Date.parse(date));

/** @example hourInWords(7, 'en') // '7:00 AM' */
export const hourInWords = (hour: number, locale: string): string =>
  hourFormat(locale).format(hour * 3_600_000);

/** @example zoneInWords('America/New_York') // 'New York' */
export const zoneInWords = (zone: string): string => zone.split('/').at(-1)!.replaceAll('_', ' ');

/** @example countdown('2027-11-01', '2027-11-02', 'en') // 'tomorrow' */
export const countdown = (today: CivilDate, date: CivilDate, locale: string): string =>
  distanceFormat(locale).format(daysBetween(today, date), 'day');

/** @example daysInWords(91, 'en') // '91 days' */
export const daysInWords = (days: number, locale: string): string =>
  amountInWords(days, 'day', locale);

/** @example amountInWords(3, 'month', 'de') // '3 Monate' */
export const amountInWords = (
  amount: number,
  unit: 'year' | 'month' | 'week' | 'day',
  locale: string,
): string => unitFormat(`${locale} ${unit}`).format(amount);

/** @example listInWords(['a', 'b'], 'en') // 'a and b' */
export const listInWords = (items: readonly string[], locale: string): string =>
  listFormat(locale).format(items);

/** The wall-clock time of an instant. @example timeInWords(0, 'Asia/Kolkata', 'en') // '5:30 AM' */
export const timeInWords = (instant: Instant, zone: string, locale: string): string =>
  timeFormat(`${locale} ${zone}`).format(instant);

/** Making a format costs far more than using it. */
function remember<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    let format = made.get(key);
    if (format === undefined) {
      format = make(key);
      made.set(key, format);
    }
    return format;
  };
}

const dayFormat = remember(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      calendar: 'gregory',
      timeZone: 'UTC',
    }),
);

const hourFormat = remember(
  (locale) =>
    new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }),
);

const timeFormat = remember((key) => {
  const [locale, timeZone] = key.split(' ') as [string, string];
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone });
});

const distanceFormat = remember(
  (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
);

const unitFormat = remember((key) => {
  const [locale, unit] = key.split(' ') as [string, string];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
});

const listFormat = remember((locale) => new Intl.ListFormat(locale));
