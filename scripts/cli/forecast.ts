import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { CompiledCourse } from '../../src/course/compiled.ts';
import { busiest, type Count, type Forecast, forecastOf, sum } from '../../src/domain/forecast.ts';
import {
  type CivilDate,
  civilDay,
  DAY,
  isAfterDate,
  isDuration,
  isOnDate,
} from '../../src/domain/time.ts';
import { forecastLedger, forecastPopulation } from '../../src/usecases/operator/forecast.ts';
import { newReport } from '../course/problems.ts';
import { loadSite } from '../course/site.ts';
import { bold, dim, readFlags, Trouble } from '../world/terminal.ts';
import { root } from '../world/wrangler.ts';
import { nowOf, targetFlags, withDatabase } from './database.ts';
import { compiledCourse, compiledCourses, described } from './described.ts';
import { forecastChart } from './forecast-chart.ts';

const usage = `npx milepost forecast [--days 400] [--quota 100] [--csv <file>] [--svg <file>] [--remote]
npx milepost forecast --sign-ups 20 [--distances P1Y=1,P3M=4,P1W=2,none=1] [--confirmed 80]
                      [--zone UTC] [--hour 8] [--from 2027-01-01] [--course ml-interviews] …

Counts the emails of each day (UTC) by message, and compares them with the quota. The first form
counts what today's subscribers will get if they change nothing; the second describes people who
will sign up, and plans each of them.
  --days       how many days (default: 400)
  --quota      emails a day at your provider (default: MAIL_DAILY_LIMIT in wrangler.toml)
  --csv        also writes a row for each day and message
  --svg        also writes a chart
  --sign-ups   sign-ups a day, such as 20 or 0.5
  --distances  how far ahead their dates are, with weights; none: no date yet (default: the
               distances of the course's lessons, equally often)
  --confirmed  how many of a hundred sign-ups are confirmed (default: 100)
  --zone, --hour, --from, --course  their time zone, send hour, first day and course`;

const text = { type: 'string' } as const;
const options = {
  ...targetFlags,
  ...{ days: text, quota: text, csv: text, svg: text },
  ...{ 'sign-ups': text, distances: text, confirmed: text },
  ...{ zone: text, hour: text, from: text, course: text },
} as const;

type Flags = ReturnType<typeof readFlags<typeof options>>;

/** `npx milepost forecast` */
export async function forecast(args: string[]): Promise<void> {
  const flags = readFlags(options, usage, args);
  const days = number(flags.days ?? '400', 'days', 1, 4_000);
  const quota = number(flags.quota ?? defaultQuota(), 'quota', 1, 1e9);
  const described = flags['sign-ups'] !== undefined;
  const { from, counts } = described ? ofPopulation(flags, days) : await ofLedger(flags, days);
  const result = forecastOf(counts, compiledCourses(), from, days);
  if (!described && result.series.length === 0) {
    throw new Trouble(
      'No emails are planned: no one has signed up yet.',
      'Describe the people you expect.',
      'npx milepost forecast --sign-ups 20',
    );
  }
  print(result, quota);
  if (flags.csv !== undefined) write(flags.csv, csvOf(result));
  if (flags.svg !== undefined) {
    const { colors } = await loadSite(root, [undefined], newReport());
    write(flags.svg, forecastChart(result, quota, colors.light));
  }
}

type Counted = { readonly from: CivilDate; readonly counts: readonly Count[] };

async function ofLedger(flags: Flags, days: number): Promise<Counted> {
  const only = ['distances', 'confirmed', 'zone', 'hour', 'from', 'course'] as const;
  const odd = only.find((name) => flags[name] !== undefined);
  if (odd !== undefined) {
    throw new Trouble(
      `--${odd} needs --sign-ups.`,
      'It describes people who will sign up.',
      usage,
      2,
    );
  }
  console.log('Reading what is planned …');
  const now = nowOf(flags);
  const from = civilDay(now, 'UTC');
  const courses = { find: (id: string) => compiledCourses().find((one) => one.id === id) };
  const until = Date.parse(from) + days * DAY;
  const counts = await withDatabase(flags, (db) => forecastLedger({ db, courses }, now, until));
  return { from, counts };
}

function ofPopulation(flags: Flags, days: number): Counted {
  const read = described(usage);
  const course = compiledCourse(flags.course, usage);
  const from = read.date(flags.from ?? civilDay(Date.now(), 'UTC'));
  const population = {
    signUpsADay: number(flags['sign-ups']!, 'sign-ups', 0.01, 100_000),
    confirmed: number(flags.confirmed ?? '100', 'confirmed', 0, 100),
    distances: distancesOf(flags.distances, course),
    timeZone: read.zone(flags.zone ?? 'UTC'),
    sendHour: read.hour(flags.hour ?? String(course.sendHour)),
  };
  return { from, counts: forecastPopulation(course, population, from, days) };
}

function distancesOf(text: string | undefined, { lessons }: CompiledCourse) {
  if (text === undefined) {
    return lessons
      .filter(({ offset }) => !isAfterDate(offset) && !isOnDate(offset))
      .map(({ offset }) => ({ distance: offset.replace('-', ''), weight: 1 }));
  }
  return text.split(',').map((part) => {
    const [distance = '', weight = '1'] = part.trim().split('=');
    const isKnown = distance === 'none' || (isDuration(distance) && !isOnDate(distance));
    if (isKnown && /^\d+(\.\d+)?$/.test(weight) && Number(weight) > 0) {
      return { distance: distance === 'none' ? null : distance, weight: Number(weight) };
    }
    throw new Trouble(
      `"${part}" isn't a distance with its weight.`,
      'Write P3M=4: three months ahead, four times as often as one with =1.',
      usage,
      2,
    );
  });
}

function number(text: string, name: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  const range = `It's a number from ${least} to ${most}.`;
  throw new Trouble(`--${name} is "${text}".`, range, usage, 2);
}

/** As wrangler.toml has it, or the free plan's. */
export const defaultQuota = (): string =>
  /^\s*MAIL_DAILY_LIMIT\s*=\s*"?(\d+)/m.exec(
    readFileSync(join(root, 'wrangler.toml'), 'utf8'),
  )?.[1] ?? '100';

/** One line a month, one a message, and the days over the quota. */
function print(result: Forecast, quota: number): void {
  const { days, totals, series } = result;
  const most = busiest(result);
  console.log(bold(`${sum(totals)} emails from ${days[0]} to ${days.at(-1)}\n`));
  const months = Map.groupBy(days.keys(), (index) => days[index]!.slice(0, 7));
  const columns = ['month', 'emails', 'busiest day', `days over ${quota}`];
  console.log(
    dim(
      `${columns[0]!.padEnd(9)}${columns[1]!.padStart(8)}  ${columns[2]!.padEnd(20)}${columns[3]}`,
    ),
  );
  for (const [month, indexes] of months) {
    const own = indexes.map((index) => totals[index]!);
    const peak = Math.max(...own);
    const day = days[indexes[own.indexOf(peak)]!]!;
    const over = own.filter((n) => n > quota).length;
    const busy = peak === 0 ? '' : `${day}: ${peak}`;
    console.log(
      `${month.padEnd(9)}${String(sum(own)).padStart(8)}  ${busy.padEnd(20)}${over || ''}`,
    );
  }
  console.log('');
  const width = Math.max(...series.map(({ message }) => message.length)) + 2;
  for (const { message, total } of series) {
    console.log(`${message.padEnd(width)}${String(total).padStart(8)}`);
  }
  const over = totals.filter((n) => n > quota).length;
  console.log(`\nThe busiest day is ${most.day}, with ${most.n} emails.`);
  console.log(
    over === 0
      ? `Every day is within your quota of ${quota}.`
      : `${over} days are over your quota of ${quota}. The most perishable emails go first; the others wait for the next day, or aren't sent once their time has passed.`,
  );
}

function csvOf({ days, series }: Forecast): string {
  const rows = series.flatMap(({ course, message, counts }) =>
    days.map((day, index) => [day, course, message, counts[index]!] as const),
  );
  rows.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  return stringify([['day', 'course', 'message', 'emails'], ...rows], { escape_formulas: true });
}

function write(file: string, content: string): void {
  writeFileSync(file, content);
  console.log(`Written: ${file}`);
}
