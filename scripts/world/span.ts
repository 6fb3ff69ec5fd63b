import { Trouble } from './terminal.ts';

export type SpanFlags = { at?: string; until?: string; every?: string };

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const tooMany = 50_000;

/**
 * The instants at which `npm run tick` plays the cron, in epoch milliseconds: the beginning, then
 * full steps, then the end. A step below a day falls on its multiples in UTC, as 8:00 does for
 * `1h`, so that lessons are sent at their hour; days keep the time of the beginning.
 */
export function spanOf({ at, until: end, every }: SpanFlags, now: number): number[] {
  const from = at === undefined ? now : instant('--at', at);
  if (end === undefined) {
    if (every === undefined) return [from];
    throw new Trouble('--every needs --until.', 'It sets how often to play within a span.', '', 2);
  }
  const until = instant('--until', end);
  if (until < from) {
    throw new Trouble(
      '--until is before the beginning.',
      `The span would begin at ${new Date(from).toISOString()}.`,
      'Enter a later --until or an earlier --at. Back to today: npm run tick -- --now',
      2,
    );
  }
  const step = stepOf(every ?? '1h');
  if ((until - from) / step > tooMany) {
    throw new Trouble(
      "That's a very long span.",
      `It has more than ${tooMany} ticks.`,
      'Use a longer --every.',
      2,
    );
  }
  const instants = [from];
  const first = step % unitMs.d === 0 ? from + step : (Math.floor(from / step) + 1) * step;
  for (let next = first; next < until; next += step) instants.push(next);
  if (until > from) instants.push(until);
  return instants;
}

function instant(flag: string, text: string): number {
  const at = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new Trouble(
    `${flag} ${text} isn't an instant.`,
    'An instant has a date, a time and a zone (Z is UTC).',
    `For example: ${flag} 2027-03-20T08:01Z`,
    2,
  );
}

function stepOf(text: string): number {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  const step = Number(count) * unitMs[unit as keyof typeof unitMs];
  if (step > 0) return step;
  throw new Trouble(`--every ${text} isn't a length of time.`, '', 'For example: 10m, 1h or 1d', 2);
}
