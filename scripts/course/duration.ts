import type { Essential } from '../../src/domain/course.ts';

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
export function inFigures(offset: string): string {
  return inUnits(offset, String);
}

/** `-P3M` -> "three months". */
export function inWords(offset: string): string {
  return inUnits(offset, (count) => NUMBERS[count] ?? String(count));
}

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

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const UNITS = ['year', 'month', 'week', 'day'];

function inUnits(offset: string, say: (count: number) => string): string {
  return parts(offset)
    .map((text, unit) => ({ count: Number(text), unit: UNITS[unit] }))
    .filter(({ count }) => count > 0)
    .map(({ count, unit }) => `${say(count)} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}

function parts(offset: string): string[] {
  return (CALENDAR.exec(offset.replace(/^-/, '')) ?? []).slice(1).map((part) => part ?? '0');
}
