/** People who join, move, pause, answer, leave and come back, each through a request that may fail. */
import { civilDay, DAY, HOUR, type Instant, MINUTE, shift } from '../../src/domain/time.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { sendNow } from '../../src/usecases/send-now.ts';
import type { Dice } from '../support/in-process/dice.ts';
import { type Verbs, verbsOf } from '../support/in-process/verbs.ts';
import { subscribe } from '../support/subscribe.ts';
import type { Judge } from './judge.ts';
import type { Process, Stage } from './stage.ts';
import type { Standing, Witness } from './witness.ts';

export type People = {
  /** Everybody begins to act at some time. */
  readonly begin: () => void;
  /** The person of this subscription does something at this very moment. */
  readonly actNow: (subscription: string) => void;
  readonly stop: () => void;
};

type Person = {
  readonly n: number;
  address: string;
  moves: number;
  /** How often they signed up in vain. */
  tries: number;
};

export type Launch = (
  name: string,
  body: (process: Process) => Promise<void>,
  ended: () => void,
) => void;

/** Places and hours that people live by; some where the clocks change oddly. */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Pacific/Kiritimati',
];

export type PeopleOptions = {
  readonly count: number;
  /** The share of people who prepare for the same days, at the same hour. */
  readonly together: number;
};

/** Days shared by many: one a quarter. */
const QUARTER = 90 * DAY;

export function createPeople(
  stage: Stage,
  witness: Witness,
  judge: Judge,
  launch: Launch,
  actsTwice: () => boolean,
  { count, together }: PeopleOptions,
): People {
  const dice = stage.dice.fork('people');
  const everybody = Array.from(
    { length: count },
    (_, n): Person => ({ n, address: `person${n}@example.com`, moves: 0, tries: 0 }),
  );
  const known = new Map<string, Person>();
  let stopped = false;

  function turn(person: Person): void {
    if (stopped) return;
    const own = standingOf(person);
    const verb = choose(person, own);
    const again = (): void => {
      const soon = waitsFor(standingOf(person), stage.now) && dice.happens(0.7);
      const pause = soon ? dice.between(MINUTE, 12 * DAY) : pauseOf(dice);
      stage.after(pause, () => turn(person));
    };
    request(person, verb, again);
    if (actsTwice()) request(person, verb, () => {});
  }

  function request(person: Person, [name, verb]: Verb, ended: () => void): void {
    let over = false;
    const once = (): void => {
      if (!over) ended();
      over = true;
    };
    // Who gets no answer comes back some time.
    stage.after(HOUR, once);
    launch(
      `person${person.n} ${name}`,
      async (process) => {
        const at = process.clock();
        const { ports } = process;
        const verbs = verbsOf({
          ports,
          rows: stage.world.rows,
          async act(act) {
            const done = await act(ports, at);
            await sendNow(ports, done.send ?? [], process.clock);
            return done;
          },
        });
        await verb(verbs, at, ports, process.clock);
      },
      once,
    );
  }

  function standingOf({ address }: Person): (Standing & { id: string }) | null {
    const [row] = stage.world.rows<{ id: string }>(OWN, address);
    const standing = row && witness.standings.get(row.id)?.at(-1);
    return row && standing ? { ...standing, id: row.id } : null;
  }

  function choose(person: Person, own: (Standing & { id: string }) | null): Verb {
    person.tries = own === null ? person.tries + 1 : 0;
    // Who bounced gets no mail any more, even when they are long forgotten.
    if (own?.suppressed || person.tries > 3) {
      person.address = `person${person.n}.${++person.moves}@example.com`;
    }
    if (own === null || own.suppressed || own.status === 'left') return signsUp(person);
    known.set(own.id, person);
    const { id } = own;
    if (own.status === 'pending') {
      const hasMail = judge.log.has(`${id}_confirm_1_1`);
      if (hasMail && dice.happens(0.85)) return ['confirms', (verbs) => verbs.confirm(id)];
      return dice.happens(0.7) ? signsUp(person) : leaves(id);
    }
    const verbs = dice.happens(0.03) ? [leaves(id)] : within(id, own);
    return dice.pick(verbs);
  }

  function signsUp({ address }: Person): Verb {
    const { timeZone, sendHour } = place();
    return [
      'signs up',
      async (_, at, ports, clock) => {
        const signUp = {
          address: { send: address, key: address },
          name: dice.pick(['', 'Ada', "O'Hara"]),
          locale: 'en',
          course: ports.courses.all[0]!.id,
          targetDate: someDate(at, timeZone),
          timeZone,
          sendHour,
        };
        await sendNow(ports, await subscribe(ports, signUp, at), clock);
      },
    ];
  }

  const place = (): { timeZone: string; sendHour: number } =>
    dice.happens(together)
      ? { timeZone: 'UTC', sendHour: 8 }
      : { timeZone: dice.pick(ZONES), sendHour: dice.between(0, 23) };

  function someDate(at: Instant, timeZone: string): string | null {
    if (dice.happens(0.06)) return null;
    if (dice.happens(together)) {
      const quarter = Math.floor(at / QUARTER) + dice.pick([1, 1, 1, 1, 1, 1, 1, 1, 1, 5]);
      return civilDay(Math.max(quarter * QUARTER, at + 2 * DAY), 'UTC');
    }
    const days = dice.pick([dice.between(1, 10), dice.between(8, 120), dice.between(60, 450)]);
    return shift(civilDay(at, timeZone), `P${days}D`);
  }

  /** What somebody may do who is subscribed. */
  function within(id: string, { status, targetDate, timeZone }: Standing): Verb[] {
    const today = civilDay(stage.now, timeZone);
    const moves: Verb = [
      'moves',
      (verbs, at) => verbs.reschedule(id, { target_date: someDate(at, timeZone) ?? 'none' }),
    ];
    const undoes: Verb = ['undoes', (verbs) => verbs.undo(id)];
    const pauses: Verb = [
      'pauses',
      (verbs) =>
        verbs.pause(id, dice.happens(0.4) ? null : shift(today, `P${dice.between(1, 40)}D`)),
    ];
    const answers: Verb = [
      'answers',
      (verbs) => verbs.answer(id, dice.pick(['offer', 'waiting', 'not_this_time'])),
    ];
    const reads: Verb = [
      'reads',
      (verbs) => verbs.read(id, dice.pick(['one-year', 'three-months', 'one-week', 'one-day'])),
    ];
    if (status === 'paused') return [['resumes', (verbs) => verbs.resume(id)], moves];
    if (targetDate !== null && targetDate <= today) return [answers, answers, moves, moves, moves];
    return [moves, moves, moves, undoes, pauses, reads];
  }

  return {
    begin() {
      for (const person of everybody) {
        stage.after(dice.between(0, (together > 0.9 ? 20 : 100) * DAY), () => turn(person));
      }
    },
    actNow(subscription) {
      const own = witness.standings.get(subscription)?.at(-1);
      const person = known.get(subscription);
      if (stopped || !own || !person || own.status === 'forgotten' || own.status === 'left') return;
      const verbs = own.status === 'pending' ? [leaves(subscription)] : within(subscription, own);
      request(person, dice.happens(0.4) ? leaves(subscription) : dice.pick(verbs), () => {});
    },
    stop() {
      stopped = true;
    },
  };
}

type Verb = readonly [
  name: string,
  act: (verbs: Verbs, at: Instant, ports: Ports, clock: () => Instant) => Promise<unknown>,
];

const leaves = (id: string): Verb => ['leaves', (verbs) => verbs.unsubscribe(id)];

/** Who is not subscribed, or past their date, will soon do something about it. */
const waitsFor = (own: Standing | null, now: Instant): boolean =>
  own === null ||
  own.status !== 'active' ||
  (own.targetDate !== null && own.targetDate <= civilDay(now, own.timeZone));

/** Until somebody does something again: a change of mind comes soon, or in weeks. */
function pauseOf(dice: Dice): number {
  const [least, most] = dice.pick([
    [MINUTE, 20 * MINUTE],
    [HOUR, 2 * DAY],
    [2 * DAY, 20 * DAY],
    [20 * DAY, 120 * DAY],
    [20 * DAY, 120 * DAY],
    [90 * DAY, 300 * DAY],
    [90 * DAY, 300 * DAY],
    [90 * DAY, 300 * DAY],
    [90 * DAY, 300 * DAY],
    [90 * DAY, 300 * DAY],
  ] as const);
  return dice.between(least, most);
}

const OWN = `
  SELECT s.id FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
  WHERE p.address = ?1`;
