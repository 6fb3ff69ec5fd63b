/**
 * Promise 7: what pages, emails, calendar and JSON say of a lesson is true of what was then sent,
 * for generated people who join from 400 days to two hours before their date.
 */

import { describe, expect, it } from 'vitest';
import type { Sent } from '../../scripts/in-process/fake-fetch.ts';
import { createWorld, messageIn, type World } from '../../scripts/in-process/world.ts';
import { createDice, type Dice } from '../../scripts/world/dice.ts';
import type { CompiledCourse } from '../../src/course/compiled.ts';
import { dayInWords } from '../../src/domain/locale.ts';
import {
  civilDay,
  DAY,
  HOUR,
  type Instant,
  MINUTE,
  shift,
  startOfDay,
} from '../../src/domain/time.ts';
import { changesOf } from '../../src/http/manage/move-view.ts';
import { ZONES } from '../support/courses.ts';
import { byDepth } from '../support/depth.ts';
import {
  type Claim,
  dayAt,
  emailClaims,
  moveClaims,
  ownClaims,
  previewClaims,
  type Wish,
} from './lesson-claims.ts';

const LIVES = byDepth(50, 500, 2_000);
const GROUPS = 10;

type Life = Wish & {
  readonly seed: number;
  readonly joinsAt: Instant;
  /** A person's only change, and when they make it. */
  readonly act: 'nothing' | 'move' | 'read' | 'pause';
  readonly actsAt: Instant;
};

describe('every statement about a lesson is true of what is sent', () => {
  it.each(Array.from({ length: GROUPS }, (_, group) => group))('person %i', async (group) => {
    for (let seed = group; seed < LIVES; seed += GROUPS) {
      const life = lifeOf(createDice(seed + 1), seed);
      expect(
        await wrongIn(life),
        JSON.stringify({ ...life, joins: iso(life.joinsAt), acts: iso(life.actsAt) }),
      ).toEqual([]);
    }
  });
});

/** Near dates are the most frequent: interviews are scheduled days ahead. */
function lifeOf(dice: Dice, seed: number): Life {
  const targetDate = shift('2027-06-01', `P${dice.between(0, 900)}D`);
  const timeZone = dice.happens(0.5) ? 'Europe/Berlin' : dice.pick(ZONES);
  const dateStarts = startOfDay(targetDate, timeZone);
  const ahead = Math.exp(Math.log(2 * HOUR) + dice.roll() * Math.log((400 * DAY) / (2 * HOUR)));
  const joinsAt = Math.floor((dateStarts - ahead) / MINUTE) * MINUTE;
  const act = dice.happens(0.6) ? 'nothing' : dice.pick(['move', 'read', 'pause'] as const);
  const actsAt = Math.floor((joinsAt + dice.roll() * (dateStarts - joinsAt)) / MINUTE) * MINUTE;
  return { seed, targetDate, timeZone, sendHour: dice.between(0, 23), joinsAt, act, actsAt };
}

const iso = (at: Instant): string => new Date(at).toISOString();

/** Plays the person's course and returns every claim that was untrue. */
async function wrongIn(life: Life): Promise<string[]> {
  const { joinsAt, targetDate, timeZone, sendHour, act, actsAt } = life;
  const world = createWorld({ start: joinsAt, idle: 400 * DAY, provider: { keep_bodies: true } });
  try {
    const course = world.ports.courses.find('ml-interviews', 'en') as CompiledCourse;
    const wish = { targetDate, timeZone, sendHour };
    const claims = previewClaims(course, wish, joinsAt);
    const form = { target_date: targetDate, time_zone: timeZone, send_hour: sendHour };
    const id = await world.join({ email: 'ada@example.com', locale: 'en', ...form });
    const dice = createDice(life.seed).fork('looks');
    const look = async (until: Instant): Promise<void> => {
      const looks = [0.01, dice.roll(), dice.roll()].sort();
      const from = world.now;
      for (const part of looks) {
        await world.play(Math.max(world.now, Math.floor(from + part * (until - from))));
        const shown = await world.plan(id);
        claims.push(...ownClaims(shown!, course, world.now));
      }
      await world.play(until);
    };
    const date = { before: targetDate, after: targetDate };
    if (act !== 'nothing') {
      await look(actsAt);
      date.after = await doOnce(world, id, act, life, course, claims, dice);
    }
    await look(Math.max(world.now, startOfDay(shift(date.after, 'P1D'), timeZone)));
    for (const mail of world.log) claims.push(...emailClaims(mail, course));
    const changesAt = act === 'nothing' ? Infinity : actsAt;
    const judge = { course, timeZone, log: world.log, changesAt };
    return [
      ...new Set([
        ...claims.flatMap((claim) => judgeClaim(claim, judge)),
        ...judgeWelcome(world.log, life),
        ...judgeContent(world.log, course),
      ]),
    ];
  } finally {
    world.close();
  }
}

async function doOnce(
  world: World,
  id: string,
  act: Life['act'],
  { targetDate, timeZone, sendHour }: Life,
  course: CompiledCourse,
  claims: Claim[],
  dice: Dice,
): Promise<string> {
  const shown = await world.plan(id);
  const today = civilDay(world.now, timeZone);
  if (act === 'move') {
    const days = Math.floor(Math.exp(dice.roll() * Math.log(400)));
    const next = shift(today, `P${days}D`);
    if (next === targetDate || targetDate <= today) return targetDate;
    const move = { targetDate: next, dateKind: 'appointment' as const, timeZone, sendHour };
    claims.push(...moveClaims(changesOf(shown!, move, world.now), course, timeZone, world.now));
    await world.reschedule(id, { target_date: next });
    return next;
  }
  if (act === 'read') {
    const ahead = shown!.plan.lessons.filter(({ status }) => status === 'upcoming');
    if (ahead.length > 0) await world.read(id, dice.pick(ahead).lesson.id);
    return targetDate;
  }
  await world.pause(id, null);
  await world.play(world.now + Math.floor(dice.roll() * 20) * DAY + HOUR);
  await world.resume(id);
  return targetDate;
}

type Judge = {
  readonly course: CompiledCourse;
  readonly timeZone: string;
  readonly log: readonly Sent[];
  /** The person has changed something by then, so earlier claims no longer apply. */
  readonly changesAt: Instant;
};

/** Up to a minute until the next tick, and the hold after a move. */
const SLACK = 2 * MINUTE;
const HOLD = 10 * MINUTE;

function judgeClaim(claim: Claim, judge: Judge): string[] {
  const { by, at, lesson, says } = claim;
  const { course, timeZone, changesAt } = judge;
  // A claim made at the instant of the change is about the time after it.
  const ends = at < changesAt && by !== 'move preview' ? changesAt : Infinity;
  const between = judge.log.filter((mail) => mail.at >= at - SLACK && mail.at < ends);
  const own = (mail: Sent): boolean => messageIn(mail.delivery) === lesson;
  const hasSteps = (mail: Sent): boolean => !own(mail) && stepsIn(mail, lesson, course);
  const hold = by === 'move preview' ? HOLD : 0;
  const on = (mail: Sent, when: string | null): boolean =>
    when === null
      ? mail.at <= at + SLACK + hold
      : [0, MINUTE, 2 * MINUTE].some((late) => dayAt(mail.at - late, timeZone) === when) ||
        (hold > 0 && mail.at <= at + SLACK + hold);
  const wrong = [`${by} at ${iso(at)}: ${lesson} ${JSON.stringify(says)}`];
  const owed = (found: boolean, when: string | null): string[] =>
    found || isAfter(when, ends, judge) ? [] : wrong;
  switch (says.kind) {
    case 'full':
      return owed(
        between.some((mail) => own(mail) && on(mail, says.when)),
        says.when,
      );
    case 'steps': {
      const carrier = between.find(
        (mail) =>
          messageIn(mail.delivery) === says.message && hasSteps(mail) && on(mail, says.when),
      );
      return owed(carrier !== undefined, says.when);
    }
    case 'on_day':
      return owed(
        between.some(
          (mail) => own(mail) && dayInWords(civilDay(mail.at, timeZone), 'en') === says.day,
        ),
        says.day,
      );
    case 'steps_sent':
      return judge.log.some(
        (mail) =>
          mail.at <= at &&
          messageIn(mail.delivery) === says.message &&
          hasSteps(mail) &&
          dayInWords(civilDay(mail.at, timeZone), 'en') === says.day,
      )
        ? []
        : wrong;
    case 'left_out':
      return judge.log.some(
        (mail) => mail.at > at && mail.at < ends && (own(mail) || hasSteps(mail)),
      )
        ? wrong
        : [];
    case 'sent':
      return judge.log.some((mail) => mail.at <= at && own(mail)) ? [] : wrong;
  }
}

/** The claim is about a time after the person's change. */
function isAfter(when: string | null, ends: Instant, { timeZone }: Judge): boolean {
  if (ends === Infinity || when === null) return false;
  const [, month, day, year] = /, (\w+) (\d+), (\d+)/.exec(when) ?? [];
  const date = new Date(Date.parse(`${month} ${day}, ${year} UTC`)).toISOString().slice(0, 10);
  return date >= civilDay(ends, timeZone);
}

const plain = (text: string): string => text.replace(/\s+/g, ' ');

/** Whether an email has an essential step of this lesson. */
function stepsIn({ text }: Sent, lesson: string, { lessons }: CompiledCourse): boolean {
  const read = plain(text);
  const steps = lessons.find(({ id }) => id === lesson)?.steps ?? [];
  return steps.some(({ essential }) => essential && read.includes(`- ${essential.short}`));
}

/** There is one welcome. Joining on the day before, it's in the first lesson's email. */
function judgeWelcome(
  log: readonly Sent[],
  { joinsAt, targetDate, timeZone, act }: Life,
): string[] {
  const alone = log.filter(({ delivery }) => messageIn(delivery) === 'welcome').length;
  const included = log.filter(({ text }) => text.includes('Welcome, you’re in.')).length;
  if (alone + included !== 1) return [`${alone + included} welcomes`];
  const eve = shift(civilDay(joinsAt, timeZone), 'P2D') > targetDate;
  // A change of plan before the lesson is sent may bring the welcome alone.
  if (act !== 'nothing' || included === (eve ? 1 : 0)) return [];
  return [eve ? 'two emails on the day before' : 'the welcome is in a lesson'];
}

/** No heading without content, and no steps in a lesson with `carries: none`. */
function judgeContent(log: readonly Sent[], course: CompiledCourse): string[] {
  return log.flatMap((mail) => {
    const message = messageIn(mail.delivery);
    // Lists open steps of lessons that were had, under a heading of their own.
    if (message === 'date-moved') return [];
    const carried = course.lessons.filter(({ id }) => id !== message && stepsIn(mail, id, course));
    const heading = /still useful from earlier lessons/i.test(plain(mail.text));
    const own = course.lessons.find(({ id }) => id === message);
    const promised = heading || message === 'catch-up';
    if (promised !== carried.length > 0)
      return [`${message} promises steps and has ${carried.length}`];
    return own?.carries === 'none' && carried.length > 0 ? [`${message} has others' steps`] : [];
  });
}
