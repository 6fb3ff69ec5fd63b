/** Distances of lessons from the date, as a person writes them. */
import { durationOf, isOffset } from '../../src/domain/time.ts';
import { roughDays } from '../course/duration.ts';

const UNITS = { day: 'D', week: 'W', month: 'M', year: 'Y' } as const;

/**
 * Signed ISO 8601 durations in order of time; a string says what is wrong.
 * @example readDistances('1 day, 3 months, P1W') // ['-P3M', '-P1D', 'P1W']
 */
export function readDistances(text: string): readonly string[] | string {
  const offsets: string[] = [];
  for (const part of text.split(',').map((one) => one.trim())) {
    const offset = readDistance(part);
    if (offset === undefined)
      return `"${part}" isn't a distance. Write "3 months", "1 week after" or "-P3M".`;
    offsets.push(offset);
  }
  offsets.sort((a, b) => roughDays(a) - roughDays(b));
  const twin = offsets.find((offset, index) => offset === offsets[index + 1]);
  if (twin) return `${twin} is there twice. Every lesson needs a distance of its own.`;
  if (roughDays(offsets[0]!) >= 0) return 'At least one lesson has to be before the date.';
  return offsets;
}

function readDistance(text: string): string | undefined {
  if (isOffset(text)) return text;
  const words = /^(\d{1,3}) (day|week|month|year)s?(?: (before|after))?$/i.exec(text);
  if (!words) return /^the day$/i.test(text) ? '-P0D' : undefined;
  const [, amount, unit, side] = words;
  const sign = side?.toLowerCase() === 'after' ? '' : '-';
  return `${sign}P${Number(amount)}${UNITS[unit!.toLowerCase() as keyof typeof UNITS]}`;
}

/** A lesson's id. @example idOf('P1W') // '1-week-after' */
export function idOf(offset: string): string {
  const { back, spans } = durationOf(offset);
  if (spans.length === 0) return 'the-day';
  const words = spans.map(({ amount, unit }) => `${amount}-${unit}${amount === 1 ? '' : 's'}`);
  return `${words.join('-')}${back ? '' : '-after'}`;
}
