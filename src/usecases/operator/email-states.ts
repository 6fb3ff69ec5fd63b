import type { Course } from '../../domain/course.ts';
import { rankIn } from '../../domain/forecast.ts';
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
  const rank = rankIn(courses.all);
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
        rank(a) - rank(b) ||
        a.course.localeCompare(b.course) ||
        a.message.localeCompare(b.message) ||
        b.n - a.n,
    );
}
