/** People, whose requests may fail, be made twice, or arrive at the worst time. */
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { sendNow } from '../../src/usecases/sending/send-now.ts';
import { settleSignUp } from '../../src/usecases/sign-up/settle.ts';
import { takeSignUp } from '../../src/usecases/sign-up/take.ts';
import { verbsOf } from '../support/in-process/actions.ts';
import {
  ACTS,
  type Hands,
  LEAVING,
  NAMES,
  type Own,
  type Person,
  someAct,
  type Told,
} from './acts.ts';
import type { Commits } from './commits.ts';
import { COURSES } from './editions.ts';
import { createHabits, mayReturn, pauseOf, waitsFor } from './habits.ts';
import type { Judge } from './judge.ts';
import type { SignUpWatch } from './sign-up-watch.ts';
import type { Process, Stage } from './stage.ts';
import { thereAndBack } from './there-and-back.ts';
import { checkAllLeft, checkTold } from './told.ts';

export type People = {
  /** Lessons marked as read, as `subscription round lesson`. */
  readonly read: ReadonlySet<string>;
  /** Schedules each person's first action at a random time. */
  readonly begin: () => void;
  /** The person of this subscription acts now. */
  readonly actNow: (subscription: string) => void;
  readonly stop: () => void;
};

export type Launch = (
  name: string,
  body: (process: Process) => Promise<void>,
  ended: () => void,
) => void;

export type Crowd = {
  readonly count: number;
  /** The share of people with the same target dates, zone and hour. */
  readonly together: number;
  /** The share of sign-ups that the request leaves for a tick to settle. */
  readonly leftForTick: number;
};

export type PeopleOptions = Crowd & {
  readonly commits: Commits;
  readonly judge: Judge;
  readonly signUps: SignUpWatch;
  readonly launch: Launch;
  readonly actsTwice: () => boolean;
  /** A run without faults, where a move and its undoing can be compared. */
  readonly calm: boolean;
};

/** A request and the course it's about. */
type Deed = {
  readonly name: string;
  readonly course: string;
  readonly own: Own | null;
  readonly play: (hands: Hands) => Promise<Told | null>;
};

export function createPeople(
  stage: Stage,
  { commits, judge, signUps, launch, actsTwice, calm, ...crowd }: PeopleOptions,
): People {
  const { count, together, leftForTick } = crowd;
  const dice = stage.dice.fork('people');
  const everybody = Array.from(
    { length: count },
    (_, n): Person => ({ n, address: `person${n}@example.com`, moves: 0, tries: 0 }),
  );
  const known = new Map<string, Person>();
  const read = new Set<string>();
  const { received } = judge;
  const { place, someDate } = createHabits(dice, together);
  let stopped = false;

  function turn(person: Person): void {
    if (stopped) return;
    // A quarter of the people take two courses.
    const course = COURSES[person.n % 4 === 0 && dice.happens(0.4) ? 1 : 0]!;
    const deed = choose(person, course);
    const again = (): void => {
      const soon = waitsFor(standingOf(person, course), stage.now) && dice.happens(0.7);
      const pause = soon ? dice.between(MINUTE, 12 * DAY) : pauseOf(dice);
      stage.after(pause, () => turn(person));
    };
    const { own } = deed;
    if (calm && own !== null && mayReturn(own, stage.now) && dice.happens(0.06)) {
      goesThereAndBack(person, own, again);
      return;
    }
    request(person, deed, again);
    if (actsTwice()) request(person, deed, () => {});
  }

  function goesThereAndBack(person: Person, own: Own, ended: () => void): void {
    const deed = { name: 'moves there and back', course: own.course, own: null };
    const date = someDate(stage.now, own.timeZone);
    thereAndBack(
      stage,
      dice,
      own,
      date,
      (verb, done) =>
        request(person, { ...deed, play: ({ verbs }) => verb(verbs).then(() => null) }, done),
      ended,
    );
  }

  function request(person: Person, { name, course, own, play }: Deed, ended: () => void): void {
    let over = false;
    const once = (): void => {
      if (!over) ended();
      over = true;
    };
    // If the request gets no response within an hour, the person continues anyway.
    stage.after(HOUR, once);
    launch(
      `person${person.n} ${name}`,
      async (process) => {
        const { ports, clock } = process;
        const [at, began] = [clock(), stage.now];
        const send = (ids: readonly string[]): Promise<void> => sendNow(ports, ids, clock);
        const verbs = verbsOf({
          ports,
          rows: stage.world.rows,
          async act(verb) {
            const done = await verb(ports, at);
            await send(done.send ?? []);
            return done;
          },
        });
        const told = await play({
          ...{ person, ports, verbs, at, clock, dice, send, someDate, received, changeOf, read },
        });
        if (own === null || told === null) return;
        checkTold(stage, commits, process, own.id, told);
        const leaves = LEAVING[name];
        if (leaves === 'all') checkAllLeft(stage, commits, own.address, began);
        if (leaves) signUps.left(own.address, leaves === 'all' ? null : course, began);
        if (told.suppressed === 0) person.address = commits.last(own.id)?.address ?? person.address;
      },
      once,
    );
  }

  function changeOf(delivery: string): string | undefined {
    return stage.world.rows<{ change: string }>(CHANGE, delivery)[0]?.change;
  }

  function standingOf({ address }: Person, course: string): Own | null {
    const [row] = stage.world.rows<{ id: string }>(OWN, address, course);
    const standing = row && commits.last(row.id);
    return row && standing ? { ...standing, id: row.id } : null;
  }

  function choose(person: Person, course: string): Deed {
    const own = standingOf(person, course);
    person.tries = own === null ? person.tries + 1 : 0;
    // Confirming lifts a bounce. Nothing lifts a complaint, so the person switches to another
    // address.
    if ((own && own.suppressed > 1) || person.tries > 3) {
      person.address = `person${person.n}.${++person.moves}@example.com`;
    }
    if (own === null || own.suppressed > 1 || own.status === 'left') return signsUp(person, course);
    known.set(own.id, person);
    const again = own.suppressed ? 0.5 : own.status === 'pending' ? 0.1 : 0.02;
    return dice.happens(again) ? signsUp(person, course) : actOf(own);
  }

  function actOf(own: Own): Deed {
    const { name, play } = someAct(own, { received }, stage.now, dice);
    return { name, course: own.course, own, play: (hands) => play(own, hands) };
  }

  function signsUp({ address }: Person, course: string): Deed {
    const { timeZone, sendHour } = place();
    return {
      name: 'signs up',
      course,
      own: null,
      async play({ ports, at, clock }) {
        const signUp = {
          address: { send: address, key: address },
          name: dice.pick(NAMES),
          locale: 'en',
          course,
          targetDate: someDate(at, timeZone),
          timeZone,
          sendHour,
        };
        const visitor = { network: address, consent: { how: 'form', words: '' } } as const;
        const taken = await takeSignUp(ports, signUp, visitor, at);
        if ('closed' in taken || taken.asked === null) return null;
        if (dice.happens(leftForTick)) return null;
        await settleSignUp(ports, taken.asked, clock);
        return null;
      },
    };
  }

  return {
    read,
    begin() {
      for (const person of everybody) {
        stage.after(dice.between(0, (together > 0.9 ? 20 : 100) * DAY), () => turn(person));
      }
    },
    actNow(subscription) {
      const standing = commits.last(subscription);
      const person = known.get(subscription);
      if (stopped || !standing || !person) return;
      if (standing.status === 'forgotten' || standing.status === 'left') return;
      const own = { ...standing, id: subscription };
      const fitting = ACTS.filter(({ fits }) => fits(own, { received }, stage.now));
      const worst = fitting.filter(({ name }) => name in LEAVING || name === 'asks for new links');
      const { name, play } = dice.happens(0.5)
        ? dice.pick(worst)
        : someAct(own, { received }, stage.now, dice);
      const deed = { name, course: own.course, own, play: (hands: Hands) => play(own, hands) };
      request(person, deed, () => {});
    },
    stop() {
      stopped = true;
    },
  };
}

const OWN = `
  SELECT s.id FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
  WHERE p.address_key = ?1 AND s.course = ?2`;

const CHANGE = "SELECT facts ->> 'change' AS change FROM deliveries WHERE id = ?1";
