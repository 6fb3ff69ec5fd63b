import type { Course } from '../../domain/course.ts';
import { type Count, countsOf } from '../../domain/forecast.ts';
import { plan } from '../../domain/plan.ts';
import { resumesAt } from '../../domain/retention.ts';
import type { Enrolment, Subscription } from '../../domain/subscription.ts';
import { UNTOUCHED } from '../../domain/subscription.ts';
import { type CivilDate, type Instant, instantAt, shift } from '../../domain/time.ts';
import type { Database } from '../../storage/database.ts';
import { findPausedAfter, plannedByDay } from '../../storage/forecast.ts';
import { resumed } from '../manage/pause.ts';
import type { Ports } from '../ports.ts';
import { confirmed } from '../sign-up/confirm.ts';

/**
 * The emails that today's subscribers will get if they change nothing: everything planned, and what
 * is planned when a pause ends.
 */
export async function forecastLedger(
  { db, courses }: { readonly db: Database; readonly courses: Pick<Ports['courses'], 'find'> },
  now: Instant,
  until: Instant,
): Promise<readonly Count[]> {
  const counts: Count[] = await plannedByDay(db, now, until);
  for (let after = ''; ; ) {
    const paused = await findPausedAfter(db, after);
    if (paused.length === 0) return counts;
    for (const enrolment of paused) counts.push(...lessonsAfterPause(courses, enrolment, now));
    after = paused
      .map(({ subscription }) => subscription.id)
      .sort()
      .at(-1)!;
  }
}

/** The rows of its notices exist already. */
function lessonsAfterPause(
  courses: Pick<Ports['courses'], 'find'>,
  { subscription, suppressed, ledger, others }: Enrolment,
  now: Instant,
): readonly Count[] {
  const course = courses.find(subscription.course);
  const ends = resumesAt(subscription);
  if (!course || ends === null || suppressed) return [];
  const { mails } = plan(course, resumed(subscription), ledger, Math.max(ends, now), others);
  return countsOf(
    course.id,
    mails.filter(({ kind }) => kind === 'lesson'),
  );
}

/** People who don't exist yet. */
export type Population = {
  readonly signUpsADay: number;
  /** Of a hundred sign-ups, so many are confirmed. */
  readonly confirmed: number;
  /** How far ahead their dates are, with the weight of each; null: no date yet. */
  readonly distances: readonly { readonly distance: string | null; readonly weight: number }[];
  readonly timeZone: string;
  readonly sendHour: number;
};

/** One sign-up of a population. */
export type SignUp = {
  readonly at: Instant;
  readonly targetDate: CivilDate | null;
  readonly confirms: boolean;
};

/** The sign-ups of so many days, at noon, in whole people: the same for the same population. */
export function signUpsOf(
  { signUpsADay, confirmed, distances, timeZone }: Population,
  from: CivilDate,
  days: number,
): readonly SignUp[] {
  const all = distances.reduce((total, { weight }) => total + weight, 0);
  const count = Math.floor(signUpsADay * days);
  const nextDistance = inTurn(distances.map(({ weight }) => weight / all));
  const nextConfirms = inTurn([confirmed / 100, 1 - confirmed / 100]);
  return Array.from({ length: count }, (_, index) => {
    const day = shift(from, `P${Math.floor(index / signUpsADay)}D`);
    const { distance } = distances[nextDistance()]!;
    return {
      at: instantAt(day, 12, timeZone),
      targetDate: distance === null ? null : shift(day, distance),
      confirms: nextConfirms() === 0,
    };
  });
}

/** The emails of a population, each planned by the function that plans for subscribers. */
export function forecastPopulation(
  course: Course,
  population: Population,
  from: CivilDate,
  days: number,
): readonly Count[] {
  const alike = Map.groupBy(
    signUpsOf(population, from, days),
    ({ at, targetDate, confirms }) => `${at} ${targetDate} ${confirms}`,
  );
  return [...alike.values()].flatMap((people) =>
    countsOf(course.id, mailsOf(course, population, people[0]!), people.length),
  );
}

function mailsOf(course: Course, { timeZone, sendHour }: Population, signUp: SignUp) {
  const { at, targetDate, confirms } = signUp;
  const asked = [{ message: 'confirm', dueAt: at }];
  if (!confirms) return asked;
  const subscription: Subscription = {
    ...UNTOUCHED,
    ...{
      id: 'new',
      subscriberId: 'new',
      course: course.id,
      status: 'pending',
      name: '',
      locale: '',
    },
    ...{ targetDate, timeZone, sendHour, revision: 1, requestedAt: at },
  };
  const { next, ledger } = confirmed({ subscription, address: '', ledger: [] }, at);
  return [...asked, ...plan(course, next, ledger, at).mails];
}

/** Takes turns by share: after n calls, each index came up n times its share, rounded. */
function inTurn(shares: readonly number[]): () => number {
  const owed = shares.map(() => 0);
  return () => {
    shares.forEach((share, index) => {
      owed[index]! += share;
    });
    const next = owed.indexOf(Math.max(...owed));
    owed[next]!--;
    return next;
  };
}
