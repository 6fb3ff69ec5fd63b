/** How many emails will be sent on each day, by message. */
import { isSystemMessage } from './messages.ts';
import { type CivilDate, civilDay, type Instant, shift } from './time.ts';

/** Emails of one message on one day (UTC, as the provider counts). */
export type Count = {
  readonly day: CivilDate;
  readonly course: string;
  readonly message: string;
  readonly n: number;
};

export type Forecast = {
  readonly days: readonly CivilDate[];
  /** Lessons in the order of their courses, then the other messages. */
  readonly series: readonly Series[];
  /** All emails of each day. */
  readonly totals: readonly number[];
};

export type Series = {
  readonly course: string;
  readonly message: string;
  /** Emails on each day. */
  readonly counts: readonly number[];
  readonly total: number;
};

type Named = { readonly id: string; readonly lessons: readonly { readonly id: string }[] };

/** The forecast for so many days, without messages that nothing is counted for. */
export function forecastOf(
  counts: readonly Count[],
  courses: readonly Named[],
  from: CivilDate,
  length: number,
): Forecast {
  const days = Array.from({ length }, (_, index) => shift(from, `P${index}D`));
  const place = new Map(days.map((day, index) => [day, index]));
  const byMessage = Map.groupBy(
    counts.filter(({ day }) => place.has(day)),
    ({ course, message }) => `${course}/${message}`,
  );
  const series = [...byMessage.values()].map((own) => {
    const perDay = days.map(() => 0);
    for (const { day, n } of own) perDay[place.get(day)!]! += n;
    const { course, message } = own[0]!;
    return { course, message, counts: perDay, total: sum(perDay) };
  });
  const rank = rankIn(courses);
  return {
    days,
    series: series.sort((a, b) => rank(a) - rank(b) || (a.message < b.message ? -1 : 1)),
    totals: days.map((_, index) => sum(series.map((own) => own.counts[index]!))),
  };
}

/** The day with the most emails; the first of them. */
export function busiest({ days, totals }: Forecast): {
  readonly day: CivilDate;
  readonly n: number;
} {
  const n = Math.max(...totals);
  return { day: days[totals.indexOf(n)]!, n };
}

/** Counts `times` as many of these emails; those due earlier are sent now. */
export const countsOf = (
  course: string,
  mails: readonly { readonly message: string; readonly dueAt: Instant }[],
  times = 1,
): readonly Count[] =>
  mails.map(({ message, dueAt }) => ({ day: civilDay(dueAt, 'UTC'), course, message, n: times }));

export const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);

/** Sorts messages: lessons first, by course and date; then what every course has. */
export function rankIn(courses: readonly Named[]) {
  const lessons = courses.flatMap(({ id, lessons }) => lessons.map((own) => `${id}/${own.id}`));
  return ({ course, message }: Pick<Count, 'course' | 'message'>): number => {
    const rank = lessons.indexOf(`${course}/${message}`);
    return rank < 0 ? lessons.length + (isSystemMessage(message) ? 1 : 0) : rank;
  };
}
