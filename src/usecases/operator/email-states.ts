import type { Course } from '../../domain/course.ts';
import type { State } from '../../domain/delivery.ts';
import { rankIn, sum } from '../../domain/forecast.ts';
import { readTotals } from '../../storage/daily.ts';
import type { Database } from '../../storage/database.ts';
import type { Figure } from './figure.ts';
import { titleOf } from './timeline.ts';

const STATES: readonly State[] = [
  ...(['sent', 'scheduled', 'sending', 'skipped'] as const),
  ...(['cancelled', 'failed', 'unknown'] as const),
];

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

/** The states of each message's emails as a picture. */
export function statesFigure(states: readonly EmailState[]): Figure {
  const courses = new Set(states.map(({ course }) => course));
  const used = STATES.filter((state) => states.some((one) => one.state === state));
  const byMessage = Map.groupBy(states, ({ course, title }) =>
    courses.size > 1 ? `${course}: ${title}` : title,
  );
  return {
    id: 'emails',
    title: 'Emails by state',
    says: 'The emails of each lesson and notice, by what became of them.',
    drawn: 'level',
    head: ['Email', ...used],
    rows: [...byMessage].map(([name, own]) => [
      name,
      ...used.map((state) => sum(own.filter((one) => one.state === state).map(({ n }) => n))),
    ]),
  };
}
