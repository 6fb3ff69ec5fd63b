import { capital } from '../../src/domain/locale.ts';
import type { PlannedLesson } from '../../src/domain/plan.ts';
import { ofPlan } from '../../src/domain/shown-lesson.ts';
import { dayFrom } from '../../src/domain/step-times.ts';
import {
  type CivilDate,
  civilDay,
  type Instant,
  isAfterDate,
  wallTime,
} from '../../src/domain/time.ts';
import { previewPlan } from '../../src/usecases/show.ts';
import { lessonNote, type Reader } from '../../src/words/lesson-words.ts';
import { i18nFor } from '../../src/words/words.ts';
import { bold, dim, readFlags } from '../world/terminal.ts';
import { compiledCourse, described } from './described.ts';

const planUsage = `npx milepost plan --date 2028-02-29 [--zone Asia/Kolkata] [--hour 7]
                  [--joined 2027-12-01] [--course ml-interviews] [--json]

Prints what a subscriber with this date gets and when, in their time and in UTC, in the words of
the sign-up page. It uses the same function as for real subscribers.
  --date     the target date
  --zone     the subscriber's IANA zone (default UTC)
  --hour     the send hour, 0 to 23 (default: the course's)
  --joined   the day of joining, at the send hour, or an instant like 2027-12-01T15:30Z (default now)
  --course   which course (default: the first)
  --json     the same as JSON`;

/** `npx milepost plan` */
export async function showPlan(args: string[]): Promise<void> {
  const flags = readFlags(
    {
      date: { type: 'string' },
      zone: { type: 'string' },
      hour: { type: 'string' },
      joined: { type: 'string' },
      course: { type: 'string' },
      json: { type: 'boolean' },
    },
    planUsage,
    args,
  );
  const read = described(planUsage);
  const course = compiledCourse(flags.course, planUsage);
  const targetDate = read.date(flags.date);
  const timeZone = read.zone(flags.zone ?? 'UTC');
  const sendHour = read.hour(flags.hour ?? String(course.sendHour));
  const joined = read.joined(flags.joined, sendHour, timeZone);
  const lessons = previewPlan(
    course,
    { targetDate, dateKind: 'appointment', timeZone, sendHour },
    joined,
  );
  if (flags.json) {
    console.log(
      JSON.stringify(
        {
          course: course.id,
          targetDate,
          timeZone,
          sendHour,
          lessons: lessons.map(asJson(targetDate, timeZone)),
        },
        null,
        2,
      ),
    );
    return;
  }
  console.log(
    `${bold(course.title)}: ${targetDate} in ${timeZone}, joined ${local(joined, timeZone)}\n`,
  );
  const reader = {
    ...{ i18n: i18nFor('en'), timeZone, now: joined, unconfirmed: true },
    lessons: course.lessons,
  };
  const say = (own: PlannedLesson) => {
    console.log(line(own, reader));
    for (const step of stepsOf(own, targetDate, timeZone)) {
      console.log(dim(`  by ${step.by}  ${step.id}`));
    }
  };
  const follows = ({ lesson }: PlannedLesson) => isAfterDate(lesson.offset);
  lessons.filter((own) => !follows(own)).forEach(say);
  console.log(bold(`${targetDate}  ${capital(course.yourTarget)}`));
  lessons.filter(follows).forEach(say);
}

/** The steps of a lesson that name a day, if this person gets the lesson by then. */
function stepsOf({ lesson, status, leavesAt }: PlannedLesson, date: CivilDate, zone: string) {
  if (status === 'left_out' || status === 'skipped') return [];
  return lesson.steps.flatMap((step) => {
    const by = dayFrom(step, date, civilDay(leavesAt, zone));
    return by === null ? [] : [{ id: step.id, by }];
  });
}

const asJson = (date: CivilDate, zone: string) => (own: PlannedLesson) => ({
  lesson: own.lesson.id,
  status: own.status,
  reason: own.reason,
  ...(own.carrier && { carried_by: own.carrier.message }),
  due_at: utc(own.dueAt),
  leaves_at: utc(own.leavesAt),
  closes_at: utc(own.closesAt),
  local: local(own.leavesAt, zone),
  steps: stepsOf(own, date, zone),
});

function line(own: PlannedLesson, reader: Reader): string {
  const shown = ofPlan(own, reader.now);
  const at = `${local(own.leavesAt, reader.timeZone)}  ${dim(utc(own.leavesAt).replace(':00.000Z', 'Z'))}`;
  const says = lessonNote(shown, reader) || reader.i18n.words.plan.statuses[shown.status];
  return `${at}  ${own.lesson.id.padEnd(16)} ${says}${why(own, reader.timeZone)}`;
}

function why(own: PlannedLesson, zone: string): string {
  const isMissed = own.status === 'catch_up' || own.status === 'left_out';
  if (isMissed) return dim(` (its window closed on ${local(own.closesAt, zone)})`);
  return own.leavesAt !== own.dueAt && own.status === 'upcoming'
    ? dim(' (one lesson email a day)')
    : '';
}

const local = (instant: Instant, zone: string): string =>
  `${civilDay(instant, zone)} ${wallTime(instant, zone)}`;

const utc = (instant: Instant): string => new Date(instant).toISOString();
