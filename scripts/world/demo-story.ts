import { Temporal } from 'temporal-polyfill';
import { toMinute } from '../../src/domain/time.ts';
import { hasOutcomes, noMail, onlyMail } from './demo-checks.ts';
import {
  createPerson,
  formOf,
  type Person,
  type PlannedLesson,
  unexpected,
} from './demo-person.ts';
import { linkTo, unsubscribeTarget } from './mail-links.ts';
import type { Mail } from './provider-types.ts';
import { bold, dim, mailLine } from './terminal.ts';
import type { Addresses } from './tick.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const timeZone = 'America/New_York';
const sendHour = 7;

/**
 * A whole countdown: sign-up, the lessons, a moved date, the end. Checks each step.
 * @param course default: the first one
 */
export async function playStory(world: Addresses, began: number, course?: string): Promise<void> {
  const address = `ada+${began.toString(36)}@example.com`;
  const person = createPerson(world, address, course);
  await person.newMails();
  const start = instantOf(localDate(began), 10);
  const { targetDate, lessons } = await pickDate(person, start);
  await signUp(person, start, targetDate);
  const oldMail = await lesson(person, lessons[0], start + 5 * minute, dueAt(lessons[1]));
  const moved = await move(person, oldMail, targetDate, lessons);
  const last = await theRest(person, moved);
  await leave(person, last);
}

/** Picks a date with every lesson still ahead. */
async function pickDate(person: Person, now: number) {
  for (let days = 400; days < 4_000; days += 365) {
    const targetDate = localDate(now).add({ days });
    const lessons = await person.plan(now, question(targetDate));
    if (lessons.length === 0) throw unexpected('The course has no lessons.');
    if (lessons.every(({ status }) => status === 'upcoming')) return { targetDate, lessons };
  }
  throw unexpected('No date within ten years has the whole course ahead.');
}

async function signUp(person: Person, now: number, targetDate: Temporal.PlainDate) {
  say(now, `Ada signs up: her day is ${inWords(targetDate)}, lessons at 07:00 in New York.`);
  const home = await person.open(now, person.course ? `/c/${person.course}` : '/');
  const form = formOf(home, /^\/subscribe$/);
  const fields = { ...form.fields, email: person.address, name: 'Ada', ...question(targetDate) };
  const answer = await person.submit(now, form.action, fields);
  if (answer.status !== 200)
    throw unexpected(`The sign-up answered ${answer.status}.`, answer.html);
  const confirmation = onlyMail(await person.waitForMail(), 'After the sign-up', 'confirm');
  show(confirmation);

  const then = now + 2 * minute;
  noMail(await person.tick(then - minute), 'Before she confirms');
  say(then, 'She follows the link in it and presses the button.');
  const page = await person.open(then, linkTo(confirmation, 'confirm') ?? '');
  noMail(await person.newMails(), 'When the link was opened but no button pressed');
  const button = formOf(page, /^\/confirm\//);
  const confirmed = await person.submit(then, button.action, button.fields);
  if (confirmed.status !== 200) {
    throw unexpected(`The confirmation answered ${confirmed.status}.`, confirmed.html);
  }
  show(onlyMail(await person.waitForMail(), 'After the confirmation', 'welcome'));
}

/**
 * Waits for a lesson: nothing before it, then the lesson, exactly once however often the cron runs.
 * @param next when the next email is due
 */
async function lesson(
  person: Person,
  planned: PlannedLesson | undefined,
  since: number,
  next = Number.POSITIVE_INFINITY,
) {
  if (!planned) throw unexpected('A lesson is missing in the plan.');
  const due = Date.parse(planned.due_at);
  await nothingUntil(person, since, due - minute);
  say(due, `${planned.title} ${dim(`(${localTime(due)} in New York)`)}`);
  if (!localTime(due).startsWith('07:00')) throw unexpected("the lesson isn't due at 07:00.");
  const mail = onlyMail(await person.tick(due), `At ${toMinute(due)}`, planned.lesson);
  show(mail);
  for (const later of [0, minute, 60 * minute, day].filter((after) => due + after < next)) {
    noMail(await person.tick(due + later), `After the lesson "${planned.title}" was sent`);
  }
  return mail;
}

async function move(
  person: Person,
  oldMail: Mail,
  targetDate: Temporal.PlainDate,
  lessons: PlannedLesson[],
) {
  const first = dueAt(lessons[0])!;
  const next = Math.min(dueAt(lessons[1]) ?? Number.POSITIVE_INFINITY, instantOf(targetDate, 0));
  const now = Math.floor((first + next) / 2 / minute) * minute;
  await nothingUntil(person, first + day, now);
  const newDate = targetDate.add({ days: 45 });
  say(now, `The day moves to ${inWords(newDate)}: she follows the link in the old email.`);
  const link = linkTo(oldMail, 'manage') ?? '';
  const page = await person.open(now, link);
  if (page.status !== 200) throw unexpected(`her page answered ${page.status}.`, page.html);
  const { pathname } = new URL(link);
  const target_date = newDate.toString();
  const answer = await person.submit(now, `${pathname}/reschedule`, { target_date });
  if (answer.status !== 200) throw unexpected(`moving answered ${answer.status}.`, answer.html);
  noMail(await person.tick(now + 5 * minute), 'Five minutes after the date was moved');
  const told = onlyMail(await person.tick(now + 11 * minute), 'Eleven minutes later', 'date-moved');
  show(told);
  noMail(await person.tick(now + 12 * minute), 'After she was told of the new date');
  const plan = await person.plan(now, question(newDate));
  return { now, newDate, lessons: plan.slice(1), told };
}

/** The lessons that are left, and the question two days after the date if the course asks it. */
async function theRest(person: Person, moved: Awaited<ReturnType<typeof move>>): Promise<Mail> {
  const asked = { due: instantOf(moved.newDate.add({ days: 2 })), planned: undefined };
  const events = [
    ...moved.lessons.map((planned) => ({ due: dueAt(planned)!, planned })),
    ...(hasOutcomes(person.course) ? [asked] : []),
  ].sort((a, b) => a.due - b.due);
  let [since, last] = [moved.now + 20 * minute, moved.told];
  for (const [index, { due, planned }] of events.entries()) {
    last = planned
      ? await lesson(person, planned, since, events[index + 1]?.due)
      : await outcomeQuestion(person, due, since);
    since = due + day;
  }
  return last;
}

async function outcomeQuestion(person: Person, due: number, since: number): Promise<Mail> {
  await nothingUntil(person, since, due - minute);
  say(due, 'Two days after her day, one question.');
  const mail = onlyMail(await person.tick(due), 'Two days after the date', 'how-did-it-go');
  show(mail);
  return mail;
}

const dueAt = (planned: PlannedLesson | undefined): number | undefined =>
  planned && Date.parse(planned.due_at);

async function leave(person: Person, last: Mail) {
  const now = Date.parse(last.accepted_at) + 3 * 60 * minute;
  say(now, "She's done, and unsubscribes with the link in the email.");
  const page = await person.open(now, unsubscribeTarget(last) ?? '');
  const form = formOf(page, /^\/unsubscribe\//);
  const answer = await person.submit(now, form.action, form.fields);
  if (answer.status !== 200) throw unexpected(`leaving answered ${answer.status}.`, answer.html);
  for (const days of [1, 14, 30, 90]) {
    noMail(await person.tick(now + days * day), 'After she left');
  }
  say(now + 90 * day, "We didn't send anything else.");
}

/** Runs about one tick per week: enough to detect an unexpected email. */
async function nothingUntil(person: Person, from: number, until: number) {
  for (let at = from; at < until; at += 7 * day) {
    noMail(await person.tick(at), `At ${toMinute(at)}`);
  }
  noMail(await person.tick(until), `At ${toMinute(until)}`);
}

const question = (date: Temporal.PlainDate) => ({
  target_date: date.toString(),
  time_zone: timeZone,
  send_hour: String(sendHour),
});

const zoned = (at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
const localDate = (at: number) => zoned(at).toPlainDate();
const localTime = (at: number) => zoned(at).toPlainTime().toString({ smallestUnit: 'minute' });
const instantOf = (date: Temporal.PlainDate, hour = sendHour) =>
  date.toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds;

const inWords = (date: Temporal.PlainDate) =>
  date.toLocaleString('en-US', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

function say(at: number, text: string): void {
  console.log(`\n${bold(localDate(at).toString())}  ${text}`);
}

function show(mail: Mail): void {
  console.log(`  ${mailLine(mail)}`);
}
