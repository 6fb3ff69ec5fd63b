/**
 * Every email, composed by the production code: people sign up, move, pause and answer in separate
 * worlds, and the provider's requests are captured.
 */
import { expect } from 'vitest';
import type { Fetch } from '../../scripts/in-process/fake-fetch.ts';
import { createWorld, messageIn, type World } from '../../scripts/in-process/world.ts';
import type { Courses } from '../../src/course/catalog.ts';
import { readAddress } from '../../src/domain/address.ts';
import { findEnrolment } from '../../src/storage/enrolments.ts';
import { confirmAddress } from '../../src/usecases/manage/confirm-address.ts';
import { checkOff } from '../../src/usecases/manage/lessons.ts';
import { askAddress } from '../../src/usecases/manage/update-details.ts';
import { writeNotes } from '../../src/usecases/manage/write-notes.ts';
import { newLinks } from '../../src/usecases/own-data.ts';
import type { Reader } from './people.ts';

/** An email as sent to the provider. */
export type Email = {
  /** Unique, for file names and failures: `ada/lived/welcome-1`. */
  readonly name: string;
  readonly message: string;
  readonly reader: Reader;
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly reply_to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: readonly { readonly name: string; readonly value: string }[];
};

/** One email in the body of a call. */
type Handed = Omit<Email, 'name' | 'message' | 'reader' | 'at'>;

/** A scenario that produces some of the emails. Its world begins at `start`. */
type Life = {
  readonly start: string;
  readonly live: (world: World, reader: Reader) => Promise<void>;
};

const START = '2027-02-20T09:00Z';

/** With characters that must be escaped, and without a place to break the line. */
const NOTES = {
  time: '1 < 2 & 3 > 2, "New York"',
  place: 'x'.repeat(100),
  names: 'W'.repeat(100),
  phone: '0'.repeat(60),
  questions: 'never in an email',
  share: true,
  round: 1,
};

/** Together they produce every message in every variant. */
const LIVES: Readonly<Record<string, Life>> = {
  /**
   * All lessons, one step checked, notes in the last one; the date moves; "still waiting", then
   * "not this time".
   */
  whole: {
    start: START,
    async live(world, reader) {
      const id = await world.join({ ...reader, target_date: '2028-03-16' });
      await world.subscribe({ ...reader, target_date: '2028-03-16' });
      await world.play('2027-06-01T12:00Z');
      await world.reschedule(id, { target_date: '2028-03-17' });
      await world.play('2027-06-02T12:00Z');
      await tickFirstSteps(world, id);
      await world.act((ports, now) => writeNotes(ports, id, NOTES, now));
      await world.play('2028-03-20T23:00Z');
      await world.answer(id, 'waiting');
      await world.play('2028-04-10T12:00Z');
      await world.answer(id, 'not_this_time');
      await world.play('2028-04-12T12:00Z');
    },
  },
  /**
   * One lesson's window is closed, one open: the open one is sent in full and contains the closed
   * one.
   */
  midway: {
    start: START,
    async live(world, reader) {
      await world.join({ ...reader, target_date: '2027-05-16' });
      await world.play('2027-02-22T12:00Z');
    },
  },
  /** Two lessons' windows are closed and no other is open: a separate catch-up. */
  late: {
    start: START,
    async live(world, reader) {
      await world.join({ ...reader, target_date: '2027-04-01' });
      await world.play('2027-02-22T12:00Z');
    },
  },
  /** The day before: all missed lessons, shortened to a day. */
  tomorrow: {
    start: START,
    async live(world, reader) {
      await world.join({ ...reader, target_date: '2027-02-22' });
      await world.play('2027-02-23T12:00Z');
    },
  },
  /** No question until the goal's date is over; then a date, and the next round. */
  goal: {
    start: START,
    async live(world, reader) {
      const id = await world.join({ ...reader, target_date: '2027-03-20', date_kind: 'goal' });
      await world.play('2027-03-23T12:00Z');
      await world.reschedule(id, { target_date: '2027-03-30', date_kind: 'appointment' });
      await world.play('2027-04-02T12:00Z');
      await world.answer(id, 'next_stage');
      await world.play('2027-04-03T12:00Z');
    },
  },
  /** Asked for a date until the questions end. */
  dateless: {
    start: START,
    async live(world, reader) {
      await world.join({ ...reader, target_date: 'none' });
      await world.play('2027-10-01T12:00Z');
    },
  },
  /** No date, then one on a leap day, then no date again. */
  undecided: {
    start: START,
    async live(world, reader) {
      const id = await world.join({ ...reader, target_date: 'none' });
      await world.play('2027-02-22T12:00Z');
      await world.subscribe({ ...reader, target_date: '2028-02-29' });
      await world.reschedule(id, { target_date: '2028-02-29' });
      await world.play('2027-02-23T12:00Z');
      await world.reschedule(id, { target_date: 'none' });
      await world.play('2027-02-24T12:00Z');
    },
  },
  /** A new address is confirmed, the old one is notified, and then new links are requested. */
  address: {
    start: START,
    async live(world, reader) {
      const id = await world.join({ ...reader, target_date: '2028-11-05' });
      const address = readAddress(`x${reader.email.slice(1)}`);
      if (!address.ok) throw new Error(address.fault);
      await world.act((ports, now) => askAddress(ports, id, address.value, now));
      const [change] = world.rows<{ id: string }>('SELECT id FROM address_changes');
      await world.act((ports, now) => confirmAddress(ports, change!.id, now));
      const owner = (await findEnrolment(world.ports.db, id))!;
      await world.act((ports, now) => newLinks(ports, owner, now));
    },
  },
};

/** All emails of all scenarios for these readers, in order of time within a scenario. */
export async function composeEmails(
  readers: readonly Reader[],
  courses?: Courses,
): Promise<Email[]> {
  const emails: Email[] = [];
  for (const reader of readers) {
    for (const [life, { start, live }] of Object.entries(LIVES)) {
      emails.push(...(await emailsOf(reader, life, start, live, courses)));
    }
  }
  return emails;
}

async function emailsOf(
  reader: Reader,
  life: string,
  start: string,
  live: Life['live'],
  courses?: Courses,
): Promise<Email[]> {
  const bodies: { at: number; body: Handed }[] = [];
  const world = createWorld({
    start,
    fetch: (inner: Fetch) => async (url, init) => {
      const handed = (await new Response(init.body ?? '').json()) as Handed | Handed[];
      for (const body of [handed].flat()) bodies.push({ at: world.now, body });
      return inner(url, init);
    },
    ...(courses && { courses }),
  });
  try {
    await live(world, reader);
  } finally {
    world.close();
  }
  const seen = new Map<string, number>();
  return bodies.map(({ at, body }) => {
    const message = messageIn(body.tags[0]?.value ?? '');
    const n = (seen.get(message) ?? 0) + 1;
    seen.set(message, n);
    return { ...body, at, message, reader, name: `${reader.case}/${life}/${message}-${n}` };
  });
}

/** Checks the first step of every lesson, so that the next lesson lists the open ones. */
async function tickFirstSteps(world: World, id: string): Promise<void> {
  const shown = await world.plan(id);
  expect(shown).not.toBeNull();
  for (const lesson of shown!.course.lessons) {
    const step = lesson.steps[0]?.id;
    if (step === undefined) continue;
    const wish = { lesson: lesson.id, step, done: true };
    await world.act((ports, now) => checkOff(ports, id, wish, now));
  }
}
