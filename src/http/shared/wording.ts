/** Texts for deliveries, lessons and times; internal keys are never shown. */
import type { CourseWords } from '../../course/compiled.ts';
import { type Course, lessonTitle } from '../../domain/course.ts';
import {
  capital,
  dayInWords,
  durationInWords,
  timeInWords,
  zoneInWords,
} from '../../domain/locale.ts';
import {
  civilDay,
  type Instant,
  isAfterDate,
  isOnDate,
  MINUTE,
  nextUtcMidnight,
} from '../../domain/time.ts';
import { wordsIn } from '../../words/lesson-words.ts';
import type { I18n } from '../../words/words.ts';

/**
 * The title of a lesson or a system message; for a removed lesson, its id as text.
 * @example titleOf('two-weeks', { lessons: [] }) // 'Two weeks'
 */
export const titleOf = (
  message: string,
  {
    lessons,
    messageTitles = {},
  }: Pick<Course, 'lessons'> & Partial<Pick<CourseWords, 'messageTitles'>>,
): string =>
  lessonTitle(lessons, message) ??
  wordsIn(messageTitles, message) ??
  capital(message.replaceAll('-', ' '));

/**
 * @param mark wraps the duration, as in HTML
 * @example distanceInWords('-P3M', i18nFor('en')) // '3 months before'
 */
export function distanceInWords(
  offset: string,
  i18n: I18n,
  mark = (duration: string): string => duration,
): string {
  const { plan } = i18n.words;
  const duration = mark(durationInWords(offset, i18n.locale));
  if (isOnDate(offset)) return mark(plan.onTheDay);
  return isAfterDate(offset) ? plan.after(duration) : plan.before(duration);
}

/** When to come back. @example 'today after 9:00 AM in Tokyo, which is midnight UTC' */
export function returnInWords(
  until: Instant,
  now: Instant,
  zone: string,
  { locale, words }: I18n,
): string {
  const { back } = words.closed;
  if (until - now <= 2 * MINUTE) return back.inAMinute;
  const day = civilDay(until, zone);
  const time = timeInWords(until, zone, locale);
  const place = zoneInWords(zone);
  const utc = nextUtcMidnight(until - 1) === until ? back.midnight : '';
  const on =
    day === civilDay(now, zone)
      ? back.today(time, place)
      : back.on(dayInWords(day, locale), time, place);
  return on + utc;
}
