/** How the course is doing, in figures: the same for the admin pages and `npx milepost stats`. */
import type { Course } from '../../domain/course.ts';
import { type DailyCount, WAITS } from '../../domain/daily.ts';
import { forecastOf, sum } from '../../domain/forecast.ts';
import { type CivilDate, civilDay, type Instant, shift, weekday } from '../../domain/time.ts';
import { countedAt, readCounts, readTotals } from '../../storage/daily.ts';
import type { Database } from '../../storage/database.ts';
import { readHeartbeat } from '../../storage/sending-state.ts';
import { type Figure, lastDays, readDays, sumsOf } from './figure.ts';
import { heartbeat } from './heartbeat.ts';
import { titleOf } from './timeline.ts';

export type Stats = { readonly countedAt: Instant | null; readonly figures: readonly Figure[] };

type Asked = {
  readonly db: Database;
  readonly courses: { readonly all: readonly Course[] };
  /** Emails a day at the provider. */
  readonly quota: number;
};

/** Said instead of figures before the first count. */
export const NOT_COUNTED =
  'Nothing has been counted yet: the first count comes with the next night’s jobs.';

const WEEKS = 53;
const MONTHS = 25;
const ZONES = 12;

/** All figures. They are as old as the last daily count. */
export async function stats({ db, courses, quota }: Asked, now: Instant): Promise<Stats> {
  const today = civilDay(now, 'UTC');
  const days = lastDays(today);
  const monday = shift(today, `-P${weekday(today) - 1}D`);
  const [at, beats, recent, ahead, dates, totals] = await Promise.all([
    countedAt(db),
    readHeartbeat(db),
    readDays(db, [...EVENTS, ...WAITS.map(({ measure }) => measure)], days[0]!),
    readCounts(db, ['planned'], monday),
    readCounts(db, ['target'], `${today.slice(0, 7)}-01`),
    readTotals(db, ['asked', 'confirmed', 'sent', 'outcome', 'zone ', 'hour ']),
  ]);
  return {
    countedAt: at,
    figures: [
      heartbeat(beats, now),
      planned(ahead, courses.all, monday, quota),
      delivered(recent, days),
      funnel(totals, courses.all),
      zones(totals),
      onTime(recent, days),
      waits(recent),
      targets(dates, today),
      hours(totals),
    ],
  };
}

const EVENTS = ['sent', 'delivered', 'bounced', 'complained', 'unknown', 'failed'] as const;

function planned(
  counts: readonly DailyCount[],
  courses: readonly Course[],
  monday: CivilDate,
  quota: number,
): Figure {
  const { days, series } = forecastOf(counts, courses, monday, WEEKS * 7);
  const weeks = days.flatMap((day, index) => (index % 7 === 0 ? [[day, index] as const] : []));
  const named = (course: string, message: string): string => {
    const title = titleOf(
      message,
      courses.find(({ id }) => id === course),
    );
    return courses.length > 1 ? `${course}: ${title}` : title;
  };
  return {
    id: 'planned',
    title: 'Emails in the next 12 months',
    says: 'Emails planned for today’s subscribers in each week, if they change nothing. Lessons of paused people are planned when the pause ends.',
    drawn: 'upright',
    head: ['Week of', ...series.map(({ course, message }) => named(course, message))],
    rows: weeks.map(([day, index]) => [day, ...series.map(({ counts: own }) => own[index]!)]),
    limit: { says: `Quota: ${quota} a day, ${quota * 7} a week`, n: quota * 7 },
  };
}

function funnel(totals: readonly DailyCount[], courses: readonly Course[]): Figure {
  const of = (course: string, measure: string, message = ''): number =>
    sum(totals.filter((one) => isOf(one, course, measure, message)).map(({ n }) => n));
  const steps = courses.flatMap(({ id, lessons }) => {
    const prefix = courses.length > 1 ? `${id}: ` : '';
    const answers = totals.filter(({ course, measure }) => course === id && measure === 'outcome');
    return [
      [`${prefix}Signed up`, of(id, 'asked')],
      [`${prefix}Confirmed`, of(id, 'confirmed')],
      ...lessons.map((lesson) => [`${prefix}${lesson.title}`, of(id, 'sent', lesson.id)]),
      ...answers.map(({ message, n }) => [`${prefix}Answered “${message}”`, n]),
    ] as [string, number][];
  });
  return {
    id: 'funnel',
    title: 'From sign-up to outcome',
    says: 'Sign-ups, confirmations, lessons that were sent and answers since the start, with those of people who have been erased.',
    drawn: 'level',
    head: ['Step', 'Count'],
    rows: steps,
  };
}

const isOf = (one: DailyCount, course: string, measure: string, message: string): boolean =>
  one.course === course && one.measure === measure && one.message === message;

function delivered(counts: readonly DailyCount[], days: readonly CivilDate[]): Figure {
  const on = sumsOf(counts);
  return {
    id: 'delivered',
    title: 'Sent in the last 30 days',
    says: 'What the provider accepted on each day, and what it reported on that day: delivered, bounced, marked as spam.',
    drawn: 'upright',
    head: ['Day', 'Delivered', 'Not reported', 'Bounced', 'Marked as spam', 'Rejected', 'Unclear'],
    rows: days.map((day) => [
      day,
      on('delivered', day),
      Math.max(0, on('sent', day) - on('delivered', day) - on('bounced', day)),
      on('bounced', day),
      on('complained', day),
      on('failed', day),
      on('unknown', day),
    ]),
  };
}

function onTime(counts: readonly DailyCount[], days: readonly CivilDate[]): Figure {
  const on = sumsOf(counts);
  const [first, second, ...later] = WAITS;
  return {
    id: 'on-time',
    title: 'On time in the last 30 days',
    says: 'Emails that the provider accepted within 5 minutes after they were due, and later. A day with later ones had a slow cron, a quota or an outage.',
    drawn: 'upright',
    head: ['Day', 'Within 5 minutes', 'Later'],
    rows: days.map((day) => [
      day,
      on(first.measure, day) + on(second.measure, day),
      sum(later.map(({ measure }) => on(measure, day))),
    ]),
  };
}

function waits(counts: readonly DailyCount[]): Figure {
  return {
    id: 'waits',
    title: 'From due to accepted',
    says: 'How long the emails of the last 30 days waited after they were due.',
    drawn: 'level',
    head: ['Waited', 'Emails'],
    rows: WAITS.map(({ measure, says }) => [
      says,
      sum(counts.filter((one) => one.measure === measure).map(({ n }) => n)),
    ]),
  };
}

function targets(counts: readonly DailyCount[], today: CivilDate): Figure {
  const on = sumsOf(counts);
  const first = `${today.slice(0, 7)}-01`;
  const months = Array.from({ length: MONTHS }, (_, index) => shift(first, `P${index}M`));
  return {
    id: 'dates',
    title: 'Target dates ahead',
    says: 'Subscribers’ dates in each of the next 25 months.',
    drawn: 'upright',
    head: ['Month', 'Dates'],
    rows: months.map((month) => [month, on('target', month)]),
  };
}

/** The sums of measures that begin so, by what follows. */
function valuesOf(totals: readonly DailyCount[], prefix: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { measure, n } of totals) {
    if (!measure.startsWith(prefix)) continue;
    const value = measure.slice(prefix.length);
    sums.set(value, (sums.get(value) ?? 0) + n);
  }
  return sums;
}

function hours(totals: readonly DailyCount[]): Figure {
  const at = valuesOf(totals, 'hour ');
  return {
    id: 'hours',
    title: 'Send hours',
    says: 'The local hour at which subscribers get their lessons.',
    drawn: 'upright',
    head: ['Hour', 'Subscribers'],
    rows: Array.from({ length: 24 }, (_, hour) => {
      const name = String(hour).padStart(2, '0');
      return [`${name}:00`, at.get(name) ?? 0] as const;
    }),
  };
}

function zones(totals: readonly DailyCount[]): Figure {
  const all = [...valuesOf(totals, 'zone ')].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const rest = sum(all.slice(ZONES).map(([, n]) => n));
  return {
    id: 'zones',
    title: 'Time zones',
    says: 'Where subscribers are, by the zone of their lessons.',
    drawn: 'level',
    head: ['Zone', 'Subscribers'],
    rows: [...all.slice(0, ZONES), ...(rest > 0 ? [['All others', rest] as const] : [])],
  };
}
