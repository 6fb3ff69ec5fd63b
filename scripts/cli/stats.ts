import { sum } from '../../src/domain/forecast.ts';
import type { Figure, Strip } from '../../src/usecases/operator/figure.ts';
import { NOT_COUNTED, stats as readStats, type Stats } from '../../src/usecases/operator/stats.ts';
import { utc } from '../../src/usecases/operator/why.ts';
import { bold, dim, readFlags, Trouble } from '../world/terminal.ts';
import { nowOf, targetFlags, withDatabase } from './database.ts';
import { compiledCourses } from './described.ts';
import { defaultQuota } from './forecast.ts';

const usage = `npx milepost stats [--json] [--quota 100] [--remote]

Shows how the course is doing: emails of the next 12 months, sign-ups to outcomes, deliveries and
delays of the last 30 days, dates, hours and time zones. A daily job counts, so the figures are up
to a day old. The pages at /admin show the same.
  --quota  emails a day at your provider (default: MAIL_DAILY_LIMIT in wrangler.toml)`;

const options = {
  ...targetFlags,
  json: { type: 'boolean' },
  quota: { type: 'string' },
} as const;

/** `npx milepost stats` */
export async function stats(args: string[]): Promise<void> {
  const flags = readFlags(options, usage, args);
  const quota = Number(flags.quota ?? defaultQuota());
  if (!(quota >= 1)) {
    throw new Trouble(`--quota is "${flags.quota}".`, "It's a number of emails a day.", usage, 2);
  }
  const courses = { all: compiledCourses() };
  const told = await withDatabase(flags, (db) => readStats({ db, courses, quota }, nowOf(flags)));
  if (flags.json) console.log(JSON.stringify(asJson(told), null, 2));
  else print(told);
}

function print({ countedAt, figures }: Stats): void {
  console.log(countedAt === null ? NOT_COUNTED : `Counted on ${utc(countedAt)}.`);
  for (const figure of figures) {
    console.log(`\n${bold(figure.title)}`);
    if (figure.strip) band(figure, figure.strip);
    else if (figure.drawn === 'level') level(figure);
    else upright(figure);
  }
}

/** One line a series, with its total. */
function upright({ head, rows, limit }: Figure): void {
  console.log(dim(`  ${head[0]} ${rows[0]![0]} to ${rows.at(-1)![0]}`));
  const series = head.slice(1).map((name, index) => ({
    name,
    numbers: rows.map((row) => row[index + 1] as number),
  }));
  for (const { name, numbers } of series.filter((one) => sum(one.numbers) > 0)) {
    const most = `${sum(numbers)}, at most ${Math.max(...numbers)}`;
    console.log(`  ${sparkline(numbers)}  ${name}  ${dim(most)}`);
  }
  if (series.every(({ numbers }) => sum(numbers) === 0)) console.log('  none');
  if (!limit) return;
  const over = rows.filter(([, ...numbers]) => sum(numbers) > limit.n).length;
  console.log(dim(`  ${limit.says}. Over it: ${over}`));
}

function level({ rows }: Figure): void {
  const numbers = rows.map(([, n]) => n ?? 0);
  const most = Math.max(1, ...numbers);
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  for (const [index, [name]] of rows.entries()) {
    const bar = '█'.repeat(Math.ceil((numbers[index]! / most) * BAR));
    console.log(`  ${name.padEnd(width)}  ${bar.padEnd(BAR)}  ${numbers[index]}`);
  }
  if (rows.length === 0) console.log('  none');
}

/** A quarter of a day a character: it ran, was silent for a while, or nothing is known. */
function band({ rows, says }: Figure, { from, to, since, silent }: Strip): void {
  const slots = Array.from({ length: SLOTS }, (_, index) => {
    const [begin, end] = [index, index + 1].map((n) => from + ((to - from) / SLOTS) * n) as [
      number,
      number,
    ];
    if (end <= since) return ' ';
    return silent.some((times) => times[0] < end && times[1] > begin) ? '░' : '█';
  });
  console.log(dim(`  ${says}`));
  console.log(`  ${slots.join('')}`);
  for (const [when, minutes] of rows.slice(-SHOWN)) {
    console.log(`  ${when}  ${dim(`${minutes} minutes`)}`);
  }
  if (rows.length > SHOWN) console.log(dim(`  and ${rows.length - SHOWN} before`));
}

const SLOTS = 56;
const SHOWN = 5;
const BAR = 24;
const BARS = ' ▁▂▃▄▅▆▇█';

/**
 * One character a number; anything above nothing is seen.
 * @example sparkline([0, 1, 8]) // ' ▁█'
 */
function sparkline(numbers: readonly number[]): string {
  const most = Math.max(1, ...numbers);
  return numbers.map((n) => BARS[Math.ceil((n / most) * (BARS.length - 1))]).join('');
}

const asJson = ({ countedAt, figures }: Stats) => ({
  counted_at: countedAt === null ? null : new Date(countedAt).toISOString(),
  figures: figures.map(({ id, title, says, head, rows, limit }) => ({
    ...{ id, title, says, head, rows },
    ...(limit ? { limit: limit.n } : {}),
  })),
});
