import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Compiled, CompiledCourse } from '../../src/course/compiled.ts';
import type { PlannedLesson } from '../../src/domain/plan.ts';
import { civilDay, type Instant, instantAt, isCivilDate, wallTime } from '../../src/domain/time.ts';
import { isTimeZone, zoneName } from '../../src/domain/zones.ts';
import { previewPlan } from '../../src/usecases/sign-up/preview.ts';
import { bold, dim, readFlags, Trouble } from '../world/terminal.ts';

const planUsage = `npx milepost plan --date 2028-02-29 [--zone Asia/Kolkata] [--hour 7]
                  [--joined 2027-12-01] [--course ml-interviews] [--json]

Prints what a subscriber with this date gets and when, in their time and in UTC, with every reason.
It asks the same function that plans for real subscribers.
  --date     the target date
  --zone     the subscriber's IANA zone (default UTC)
  --hour     the send hour, 0 to 23 (default: the course's)
  --joined   the day of joining, at the send hour, or an instant like 2027-12-01T15:30Z (default now)
  --course   which course (default: the first)
  --json     the same as JSON`;

const COMPILED = join(import.meta.dirname, '../../src/course/compiled/courses.json');

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
  const course = findCourse(flags.course);
  const targetDate = readDate(flags.date);
  const timeZone = readZone(flags.zone ?? 'UTC');
  const sendHour = readHour(flags.hour ?? String(course.sendHour));
  const joined = readJoined(flags.joined, sendHour, timeZone);
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
          lessons: lessons.map(asJson(timeZone)),
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
  for (const lesson of lessons) console.log(line(lesson, timeZone));
}

const asJson = (zone: string) => (own: PlannedLesson) => ({
  lesson: own.lesson.id,
  status: own.status,
  reason: own.reason,
  due_at: utc(own.dueAt),
  leaves_at: utc(own.leavesAt),
  closes_at: utc(own.closesAt),
  local: local(own.leavesAt, zone),
});

function line(own: PlannedLesson, zone: string): string {
  const when = `${local(own.leavesAt, zone)}  ${dim(utc(own.leavesAt).replace(':00.000Z', 'Z'))}`;
  return `${when}  ${own.lesson.id.padEnd(16)} ${WORDS[own.status]}${why(own, zone)}`;
}

const WORDS = {
  upcoming: 'in full, on its day',
  now: 'in full, at once: its window is open',
  catch_up: 'its essential steps, in the catch-up',
  skipped: 'not sent',
  sent: 'sent',
} as const;

function why(own: PlannedLesson, zone: string): string {
  if (own.status === 'catch_up') return dim(` (its window closed on ${local(own.closesAt, zone)})`);
  if (own.status === 'skipped') return dim(` (${own.reason})`);
  return own.leavesAt !== own.dueAt && own.status === 'upcoming'
    ? dim(' (one lesson mail a day)')
    : '';
}

const local = (instant: Instant, zone: string): string =>
  `${civilDay(instant, zone)} ${wallTime(instant, zone)}`;

const utc = (instant: Instant): string => new Date(instant).toISOString();

function findCourse(id: string | undefined): CompiledCourse {
  if (!existsSync(COMPILED)) {
    throw new Trouble(
      'The course is not compiled yet.',
      'The plan is read from it.',
      'npm run build',
    );
  }
  const { courses } = JSON.parse(readFileSync(COMPILED, 'utf8')) as Compiled;
  const course = id === undefined ? courses[0] : courses.find((one) => one.id === id);
  if (course) return course;
  const known = courses.map((one) => one.id).join(', ');
  throw new Trouble(`There is no course "${id}".`, `There is: ${known}.`, planUsage, 2);
}

function readDate(text: string | undefined): string {
  if (text !== undefined && isCivilDate(text)) return text;
  const what =
    text === undefined ? 'The target date is missing.' : `"${text}" is no day of the calendar.`;
  throw new Trouble(what, 'A date is written like 2028-02-29.', planUsage, 2);
}

function readZone(text: string): string {
  if (isTimeZone(text)) return zoneName(text);
  throw new Trouble(
    `"${text}" is no time zone.`,
    'A zone is written like Asia/Kolkata.',
    planUsage,
    2,
  );
}

function readHour(text: string): number {
  if (/^([01]?\d|2[0-3])$/.test(text)) return Number(text);
  throw new Trouble(`"${text}" is no hour.`, 'An hour is a number from 0 to 23.', planUsage, 2);
}

function readJoined(text: string | undefined, hour: number, zone: string): Instant {
  if (text === undefined) return Date.now();
  if (isCivilDate(text)) return instantAt(text, hour, zone);
  const instant = /T.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(instant)) return instant;
  throw new Trouble(
    `"${text}" is no day and no instant.`,
    'Write 2027-12-01 or 2027-12-01T15:30Z.',
    planUsage,
    2,
  );
}
