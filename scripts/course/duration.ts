import { durationOf, isDuration } from '../../src/domain/time.ts';
import type { TimeLeft } from '../../src/domain/time-left.ts';

/** Approximate days: enough to sort offsets, too inexact for planning. */
export function roughDays(offset: string): number {
  const { back, spans } = durationOf(offset);
  const length = spans.reduce((days, { amount, unit }) => days + amount * DAYS[unit], 0);
  return back ? -length : length;
}

const DAYS = { year: 365.25, month: 30.44, week: 7, day: 1 };

/**
 * Parses `always`, `>=P6W`, `<P6W` or `>=P1W <P6W`: the remaining time for which a step is worth
 * showing.
 */
export function parseEssential(text: string): TimeLeft | undefined {
  if (text === 'always') return {};
  const match = /^(?:>=(P\w+))?(?:(?:^| )<(P\w+))?$/.exec(text);
  const [, atLeast, under] = match ?? [];
  if (!match || (!atLeast && !under)) return undefined;
  if ([atLeast, under].some((bound) => bound && !isDuration(bound))) return undefined;
  if (atLeast && under && roughDays(atLeast) >= roughDays(under)) return undefined;
  return { ...(atLeast && { atLeast }), ...(under && { under }) };
}
