/** Locales: dates, hours and distances as text, and the language that serves one. */
import { memoize } from './memoize.ts';
import { type CivilDate, daysBetween, durationOf, type Instant, type Span } from './time.ts';
import { currentZoneName } from './zones.ts';

/** @example dayInWords('2027-11-02', 'en') // 'Tuesday, November 2, 2027' */
export const dayInWords = (date: CivilDate, locale: string): string => daysIn(locale)(date);

/** @example shortDayInWords('2027-11-02', 'en') // 'November 2, 2027' */
export const shortDayInWords = (date: CivilDate, locale: string): string =>
  shortDaysIn(locale)(date);

/** @example hourInWords(7, 'en') // '7:00 AM' */
export const hourInWords = (hour: number, locale: string): string => hoursIn(locale)(hour);

/** @example zoneInWords('Asia/Calcutta') // 'Kolkata' */
export const zoneInWords = (zone: string): string =>
  currentZoneName(zone).split('/').at(-1)!.replaceAll('_', ' ');

/** @example countdown('2027-11-01', '2027-11-02', 'en') // 'tomorrow' */
export const countdown = (today: CivilDate, date: CivilDate, locale: string): string =>
  distancesIn(locale)(daysBetween(today, date));

/** @example daysInWords(91, 'en') // '91 days' */
export const daysInWords = (days: number, locale: string): string =>
  amountInWords(days, 'day', locale);

/** @example amountInWords(3, 'month', 'de') // '3 Monate' */
export const amountInWords = (
  amount: number,
  unit: Span['unit'] | 'hour',
  locale: string,
): string => amountsIn(`${locale} ${unit}`)(amount);

/** @example durationInWords('-P1M2W', 'en') // '1 month 2 weeks' */
export function durationInWords(duration: string, locale: string): string {
  const { spans } = durationOf(duration);
  const parts = spans.map(({ amount, unit }) => amountInWords(amount, unit, locale));
  return parts.length === 0 ? daysInWords(0, locale) : parts.join(' ');
}

/** @example listInWords(['a', 'b'], 'en') // 'a and b' */
export const listInWords = (items: readonly string[], locale: string): string =>
  listFormat(locale).format(items);

/** @example capital('your interview') // 'Your interview' */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The wall-clock time of an instant. @example timeInWords(0, 'Asia/Kolkata', 'en') // '5:30 AM' */
export const timeInWords = (instant: Instant, zone: string, locale: string): string =>
  timeFormat(`${locale} ${zone}`).format(instant);

// Creating an Intl format costs far more than formatting, and formatting more than a cache hit.

const daysIn = memoize((locale: string) => {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    calendar: 'gregory',
    timeZone: 'UTC',
  });
  return memoize((date: CivilDate) => format.format(Date.parse(date)));
});

const shortDaysIn = memoize((locale: string) => {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    calendar: 'gregory',
    timeZone: 'UTC',
  });
  return memoize((date: CivilDate) => format.format(Date.parse(date)));
});

const hoursIn = memoize((locale: string) => {
  const format = new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  });
  return memoize((hour: number) => format.format(hour * 3_600_000));
});

const timeFormat = memoize((key: string) => {
  const [locale, timeZone] = key.split(' ') as [string, string];
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone });
});

const distancesIn = memoize((locale: string) => {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return memoize((days: number) => format.format(days, 'day'));
});

const amountsIn = memoize((key: string) => {
  const [locale, unit] = key.split(' ') as [string, string];
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  return memoize((amount: number) => format.format(amount));
});

const listFormat = memoize((locale: string) => new Intl.ListFormat(locale));

/** The forms of a word by the language's plural category; `other` is used if one is missing. */
type Forms = { readonly other: string } & { readonly [category in Intl.LDMLPluralRule]?: string };

/** @example pluralIn('en')(1, { one: 'lesson', other: 'lessons' }) // 'lesson' */
export const pluralIn = (language: string) => {
  const rules = new Intl.PluralRules(language);
  return (amount: number, forms: Forms): string => forms[rules.select(amount)] ?? forms.other;
};

// Languages and locales by BCP 47 tag.

/**
 * The language that serves a locale: its own tag, or the tag without its last parts (RFC 4647,
 * 3.4). Undefined if there is none.
 * @example lookUp('de-AT', ['en', 'de']) // 'de'
 */
export function lookUp(locale: string, among: readonly string[]): string | undefined {
  // A single letter starts an extension, which is not part of the language: `de-u-nu-latn`.
  let tag = locale.toLowerCase().replace(/-[a-z0-9]-.*$/, '');
  while (tag !== '') {
    const wanted = tag;
    const found = among.find((language) => language.toLowerCase() === wanted);
    if (found !== undefined) return found;
    tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')));
  }
  return undefined;
}

/** The locale in canonical form, or undefined if the runtime cannot format dates in it. */
export function knownLocale(given: unknown): string | undefined {
  return typeof given === 'string' && given.length <= 35 ? supported(given) : undefined;
}

/** Each page asks a few times for the same few locales, and asking takes 10 µs. */
const supported = memoize((locale: string): string | undefined => {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([locale])[0];
  } catch {
    return undefined;
  }
});
