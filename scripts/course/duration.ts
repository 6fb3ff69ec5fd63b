import type { Essential } from '../../src/domain/course.ts';
import { amountInWords } from '../../src/domain/speech.ts';
import type { Span } from '../../src/words/en/web.ts';

const CALENDAR = /^P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;
const WITH_TIME = /^P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?)?$/;

export const isCalendarDuration = (text: string) => CALENDAR.test(text);
export const isOffset = (text: string) => CALENDAR.test(text.replace(/^-/, ''));
export const isDuration = (text: string) => WITH_TIME.test(text);

/** Roughly how many days; enough to put offsets in order, never to plan with. */
export function roughDays(offset: string): number {
  const [years = 0, months = 0, weeks = 0, days = 0] = parts(offset).map(Number);
  const length = years * 365.25 + months * 30.44 + weeks * 7 + days;
  return offset.startsWith('-') ? -length : length;
}

/** `-P1Y` -> "1 year", `-P1M2W` -> "1 month 2 weeks". */
export const inFigures = (offset: string, locale: string): string =>
  partsOf(offset)
    .map(({ amount, unit }) => amountInWords(amount, unit, locale))
    .join(' ');

/** `-P3M` -> three months. */
export const partsOf = (offset: string): readonly Span[] =>
  parts(offset)
    .map((text, unit) => ({ amount: Number(text), unit: UNITS[unit]! }))
    .filter(({ amount }) => amount > 0);

/** `always`, `>=P6W`, `<P6W` or `>=P1W <P6W`: the time left for which a step is worth giving. */
export function parseEssential(text: string): Pick<Essential, 'atLeast' | 'under'> | undefined {
  if (text === 'always') return {};
  const match = /^(?:>=(P\w+))?(?:(?:^| )<(P\w+))?$/.exec(text);
  const [, atLeast, under] = match ?? [];
  if (!match || (!atLeast && !under)) return undefined;
  if ([atLeast, under].some((bound) => bound && !isCalendarDuration(bound))) return undefined;
  if (atLeast && under && roughDays(atLeast) >= roughDays(under)) return undefined;
  return { ...(atLeast && { atLeast }), ...(under && { under }) };
}

const UNITS = ['year', 'month', 'week', 'day'] as const;

function parts(offset: string): string[] {
  return (CALENDAR.exec(offset.replace(/^-/, '')) ?? []).slice(1).map((part) => part ?? '0');
}
