import { dayFrom, MOST_A_WEEK } from '../../src/domain/step-times.ts';
import { type CivilDate, shift } from '../../src/domain/time.ts';
import { type Milestone, milestones } from '../../src/domain/windows.ts';
import { lessonOf, weekdaysOf } from './edition.ts';
import type { Draft } from './load.ts';
import type { Report } from './problems.ts';

/**
 * Checks that each step's day is between its lesson's day and the next lesson's, not after the date
 * that the lesson counts down to, and not too near for the step's hours. Lengths of months differ,
 * so it tries every date.
 */
export function checkSteps({ course, lessons }: Draft, report: Report): void {
  if (!lessons.some(({ meta }) => meta.checklist.some(({ by }) => by))) return;
  const weekdays = course && weekdaysOf(course.meta);
  const timed = { lessons: lessons.map(lessonOf), ...(weekdays && { weekdays }) };
  const plans = DATES.map((date) => ({ date, plan: milestones(timed, date, NOON) }));
  for (const { meta, source } of lessons) {
    meta.checklist.forEach(({ by, hours }, index) => {
      if (by === undefined) return;
      for (const { date, plan } of plans) {
        const day = shift(date, by);
        const wrong = problemOf({ by, hours }, date, meta.id, plan);
        if (wrong === null) continue;
        const line = source.lineOf(['checklist', index, 'by']);
        report.error(
          source.file,
          line,
          `\`by\` ${by} is ${wrong}: for the date ${date} it is ${day}`,
        );
        return;
      }
    });
  }
}

function problemOf(
  step: { readonly by: string; readonly hours: number | undefined },
  date: CivilDate,
  lesson: string,
  plan: readonly Milestone[],
): string | null {
  const index = plan.findIndex((own) => own.lesson.id === lesson);
  const [own, next] = [plan[index]!, plan[index + 1]];
  const day = shift(date, step.by);
  if (day < own.day) return `before its lesson's day, ${own.day}`;
  if (own.day <= date && day > date) return 'after the date';
  if (next && day > next.day) return `after the next lesson's day, ${next.day}`;
  if (dayFrom(step, date, own.day) !== null) return null;
  return `too near its lesson's day, ${own.day}, for ${step.hours} hours at ${MOST_A_WEEK} a week`;
}

const NOON = { timeZone: 'UTC', sendHour: 12 };

/** Four years, one of them a leap year. */
const DATES = Array.from({ length: 1461 }, (_, days) => shift('2027-01-01', `P${days}D`));
