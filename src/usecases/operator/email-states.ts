import type { Course } from '../../domain/course.ts';
import { forecastOf } from '../../domain/forecast.ts';
import { readTotals } from '../../storage/daily.ts';
import type { Database } from '../../storage/database.ts';
import { titleOf } from './timeline.ts';

/** Every email by course, message, state and reason. */
export type EmailState = {
  readonly course: string;
  readonly message: string;
  readonly title: string;
  readonly state: string;
  readonly reason: string;
  readonly n: number;
};

type Asked = { readonly db: Database; readonly courses: { readonly all: readonly Course[] } };

export async function emailStates({ db, courses }: Asked): Promise<EmailState[]> {
  const counts = await readTotals(db, ['is ']);
  const { series } = forecastOf(
    counts.map((count) => ({ ...count, day: '2000-01-01' })),
    courses.all,
    '2000-01-01',
    1,
  );
  const rank = series.map(({ course, message }) => `${course}/${message}`);
  return counts
    .map(({ course, message, measure, n }) => {
      const [, state = '', ...reason] = measure.split(' ');
      const title = titleOf(
        message,
        courses.all.find(({ id }) => id === course),
      );
      return { course, message, title, state, reason: reason.join(' '), n };
    })
    .sort(
      (a, b) =>
        rank.indexOf(`${a.course}/${a.message}`) - rank.indexOf(`${b.course}/${b.message}`) ||
        b.n - a.n,
    );
}
