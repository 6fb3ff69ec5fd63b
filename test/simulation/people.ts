/** People, whose requests may fail, be made twice, or arrive at the worst time. */

import { actionsOf } from '../../scripts/in-process/actions.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { sendNow } from '../../src/usecases/sending/send-now.ts';
import { settleSignUp, takeSignUp } from '../../src/usecases/sign-up/subscribe.ts';
import { actsSoon, canMoveAndBack, createBehavior, timeToNextAction } from './behavior.ts';
import type { CommitWatch } from './commit-watch.ts';
import { COURSES } from './deployments.ts';
import type { Judge } from './judge.ts';
import { moveAndBack } from './move-and-back.ts';
import {
  ACTIONS,
  type ActionContext,
  type ExpectedState,
  LEAVING,
  NAMES,
  type OwnSubscription,
  type Person,
  pickAction,
} from './person-actions.ts';
import { checkAllLeft, checkResponse } from './responses.ts';
import type { Process, Scheduler } from './scheduler.ts';
import type { SignUpWatch } from './sign-up-watch.ts';

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
  readonly commits: CommitWatch;
  readonly judge: Judge;
  readonly signUps: SignUpWatch;
  readonly launch: Launch;
  readonly actsTwice: () => boolean;
  /** A run without faults, where a move and its undoing can be compared. */
  readonly calm: boolean;
};

/** A request and the course it's about. */
type Intent = {
  readonly name: string;
  readonly course: string;
  readonly own: OwnSubscription | null;
  readonly play: (context: ActionContext) => Promise<ExpectedState | null>;
};

export function createPeople(
  scheduler: Scheduler,
  { commits, judge, signUps, launch, actsTwice, calm, ...crowd }: PeopleOptions,
): People {
  const { count, together, leftForTick } = crowd;
  const dice = scheduler.dice.fork('people');
  const persons = Array.from(
    { length: count },
    (_, n): Person => ({ n, address: `person${n}@example.com`, moves: 0, tries: 0 }),
  );
  const known = new Map<string, Person>();
  const read = new Set<string>();
  const { received } = judge;
  const { randomPlace, randomDate } = createBehavior(dice, together);
  let stopped = false;

  function turn(person: Person): void {
    if (stopped) return;
    // A quarter of the people take two courses.
    const course = COURSES[person.n % 4 === 0 && dice.happens(0.4) ? 1 : 0]!;
    const intent = choose(person, course);
    const again = (): void => {
      const soon = actsSoon(snapshotOf(person, course), scheduler.now) && dice.happens(0.7);
      const pause = soon ? dice.between(MINUTE, 12 * DAY) : timeToNextAction(dice);
      scheduler.after(pause, () => turn(person));
    };
    const { own } = intent;
    if (calm && own !== null && canMoveAndBack(own, scheduler.now) && dice.happens(0.06)) {
      movesAndBack(person, own, again);
      return;
    }
    request(person, intent, again);
    if (actsTwice()) request(person, intent, () => {});
  }

  function movesAndBack(person: Person, own: OwnSubscription, ended: () => void): void {
    const intent = { name: 'moves there and back', course: own.course, own: null };
    const date = randomDate(scheduler.now, own.timeZone);
    moveAndBack(
      scheduler,
      dice,
      own,
      date,
      (action, done) =>
        request(
          person,
          { ...intent, play: ({ actions }) => action(actions).then(() => null) },
          done,
        ),
      ended,
    );
  }

  function request(person: Person, { name, course, own, play }: Intent, ended: () => void): void {
    let over = false;
    const once = (): void => {
      if (!over) ended();
      over = true;
    };
    // If the request gets no response within an hour, the person continues anyway.
    scheduler.after(HOUR, once);
    launch(
      `person${person.n} ${name}`,
      async (process) => {
        const { ports, clock } = process;
        const [at, began] = [clock(), scheduler.now];
        const send = (ids: readonly string[]): Promise<void> => sendNow(ports, ids, clock);
        const actions = actionsOf({
          ports,
          rows: scheduler.world.rows,
          async act(action) {
            const done = await action(ports, at);
            await send(done.send ?? []);
            return done;
          },
        });
        const expected = await play({
          ...{
            person,
            ports,
            actions,
            at,
            clock,
            dice,
            send,
            randomDate,
            received,
            changeOf,
            read,
          },
        });
        if (own === null || expected === null) return;
        checkResponse(scheduler, commits, process, own.id, expected);
        const leaves = LEAVING[name];
        if (leaves === 'all') checkAllLeft(scheduler, commits, own.address, began);
        if (leaves) signUps.left(own.address, leaves === 'all' ? null : course, began);
        if (expected.suppressed === 0)
          person.address = commits.last(own.id)?.address ?? person.address;
      },
      once,
    );
  }

  function changeOf(delivery: string): string | undefined {
    return scheduler.world.rows<{ change: string }>(CHANGE, delivery)[0]?.change;
  }

  function snapshotOf({ address }: Person, course: string): OwnSubscription | null {
    const [row] = scheduler.world.rows<{ id: string }>(OWN, address, course);
    const snapshot = row && commits.last(row.id);
    return row && snapshot ? { ...snapshot, id: row.id } : null;
  }

  function choose(person: Person, course: string): Intent {
    const own = snapshotOf(person, course);
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

  function actOf(own: OwnSubscription): Intent {
    const { name, play } = pickAction(own, { received }, scheduler.now, dice);
    return { name, course: own.course, own, play: (context) => play(own, context) };
  }

  function signsUp({ address }: Person, course: string): Intent {
    const { timeZone, sendHour } = randomPlace();
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
          targetDate: randomDate(at, timeZone),
          dateKind: 'appointment' as const,
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
      for (const person of persons) {
        scheduler.after(dice.between(0, (together > 0.9 ? 20 : 100) * DAY), () => turn(person));
      }
    },
    actNow(subscription) {
      const snapshot = commits.last(subscription);
      const person = known.get(subscription);
      if (stopped || !snapshot || !person) return;
      if (snapshot.status === 'forgotten' || snapshot.status === 'left') return;
      const own = { ...snapshot, id: subscription };
      const fitting = ACTIONS.filter(({ fits }) => fits(own, { received }, scheduler.now));
      const worst = fitting.filter(({ name }) => name in LEAVING || name === 'asks for new links');
      const { name, play } = dice.happens(0.5)
        ? dice.pick(worst)
        : pickAction(own, { received }, scheduler.now, dice);
      const intent = {
        name,
        course: own.course,
        own,
        play: (context: ActionContext) => play(own, context),
      };
      request(person, intent, () => {});
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
