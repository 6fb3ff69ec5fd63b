/** What people do. A new action is one more entry of `ACTS`. */

import type { Actions } from '../../scripts/in-process/actions.ts';
import type { Dice } from '../../scripts/world/dice.ts';
import { civilDay, DAY, type Instant, shift } from '../../src/domain/time.ts';
import { findEnrolment } from '../../src/storage/enrolments.ts';
import { leaveAll } from '../../src/usecases/leave.ts';
import {
  confirmAddress,
  findFormer,
  restoreFormer,
} from '../../src/usecases/manage/confirm-address.ts';
import { checkOff, resend } from '../../src/usecases/manage/lessons.ts';
import { answer } from '../../src/usecases/manage/record-outcome.ts';
import { details } from '../../src/usecases/manage/update-details.ts';
import { erase, newLinks } from '../../src/usecases/own-data.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import type { Snapshot } from './commit-watch.ts';
import { courseOf } from './deployments.ts';

export type Person = {
  readonly n: number;
  address: string;
  /** Address changes so far; numbers the next address. */
  moves: number;
  /** Sign-ups in a row that led to no subscription. */
  tries: number;
};

/** A subscription's state when its person decides what to do. */
export type OwnSubscription = Snapshot & { readonly id: string };

/** What an action can use. */
export type ActionContext = {
  readonly person: Person;
  readonly ports: Ports;
  readonly actions: Actions;
  /** When the request arrived. */
  readonly at: Instant;
  readonly clock: () => Instant;
  readonly dice: Dice;
  /** Sends the deliveries that the use-case returned for sending at once. */
  readonly send: (ids: readonly string[]) => Promise<void>;
  readonly randomDate: (at: Instant, timeZone: string) => string | null;
  readonly received: (subscription: string, message: string) => string | undefined;
  /** The id of the address change that this email asks about. */
  readonly changeOf: (delivery: string) => string | undefined;
  /** Lessons marked as read, as `subscription round lesson`. */
  readonly read: Set<string>;
};

/** What the database must hold if the response is true. */
export type ExpectedState = Partial<Snapshot>;

export type Action = {
  readonly name: string;
  /** Relative likelihood among the actions that fit. */
  readonly weight: number;
  readonly fits: (
    own: OwnSubscription,
    context: Pick<ActionContext, 'received'>,
    now: Instant,
  ) => boolean;
  readonly play: (own: OwnSubscription, context: ActionContext) => Promise<ExpectedState | null>;
};

export const ACTIONS: readonly Action[] = [
  act('confirms', 40, hasConfirmation, async ({ id }, { actions }) =>
    (await actions.confirm(id)) === 'confirmed' ? { status: 'active' } : null,
  ),
  act('moves', 8, isIn, (own, context) =>
    move(own, context, context.randomDate(context.at, own.timeZone)),
  ),
  act('moves by a day or two', 4, hasDate, (own, context) =>
    move(own, context, nearby(own, context)),
  ),
  act('has no date any more', 0.5, hasDate, (own, context) => move(own, context, null)),
  act('travels', 2, hasDateAhead, async (own, { actions, at, dice }) => {
    const { targetDate } = own;
    const there = { timeZone: dice.pick(ZONES), sendHour: dice.between(0, 23) };
    if (targetDate! <= civilDay(at, there.timeZone)) return null;
    const { timeZone: time_zone, sendHour: send_hour } = there;
    const fields = { target_date: targetDate!, time_zone, send_hour };
    return (await actions.reschedule(own.id, fields)) === 'moved' ? there : null;
  }),
  act('undoes', 4, isIn, async ({ id }, { actions }) => {
    await actions.undo(id);
    return null;
  }),
  act('pauses', 3, isActive, async ({ id, timeZone }, { actions, at, dice }) => {
    const days = dice.between(1, 60);
    const pausedUntil = dice.happens(0.4) ? null : shift(civilDay(at, timeZone), `P${days}D`);
    const done = await actions.pause(id, pausedUntil);
    return done === 'paused' ? { status: 'paused', pausedUntil } : null;
  }),
  act('resumes', 20, isPaused, async ({ id }, { actions }) =>
    (await actions.resume(id)) === 'resumed' ? { status: 'active' } : null,
  ),
  act('answers', 16, hasDateBehind, async ({ id, course, round }, { ports, at, dice, send }) => {
    const outcome = dice.pick(courseOf(course).outcomes);
    const { done, send: ids } = await answer(ports, id, outcome.id, at);
    await send(ids);
    const next = done === 'answered' && outcome.leadsTo === 'next_round';
    return next ? { status: 'active', targetDate: null, round: round + 1 } : null;
  }),
  act('calls it off', 1, isIn, async ({ id }, { actions, dice }) => {
    const done = await actions.callOff(id, dice.pick(['cancelled', 'kept', 'offer']));
    return done === 'off' ? { status: 'active', targetDate: null, off: 1 } : null;
  }),
  act('sets a goal, or has an appointment', 1, hasDateAhead, async (own, { actions, dice }) => {
    const date_kind = dice.pick(['goal', 'appointment']);
    await actions.reschedule(own.id, { target_date: own.targetDate!, date_kind });
    return null;
  }),
  act('reads ahead', 3, hasDate, async ({ id, course, round }, { actions, dice, read }) => {
    const lesson = someLesson(course, dice).id;
    if ((await actions.read(id, lesson)) === 'read') read.add(`${id} ${round} ${lesson}`);
    return null;
  }),
  act('marks a lesson as unread', 1, hasDate, async ({ id, course, round }, context) => {
    const { actions, dice, read } = context;
    const lesson = someLesson(course, dice).id;
    if ((await actions.unread(id, lesson)) === 'unread') read.delete(`${id} ${round} ${lesson}`);
    return null;
  }),
  act('checks off', 2, isIn, async ({ id, course }, { ports, at, dice }) => {
    const lesson = someLesson(course, dice);
    const step = dice.pick(lesson.steps).id;
    await checkOff(ports, id, { lesson: lesson.id, step, done: dice.happens(0.8) }, at);
    return null;
  }),
  act('asks for a lesson again', 2, isIn, async ({ id, course }, { ports, at, dice, send }) => {
    await send((await resend(ports, id, someLesson(course, dice).id, at)).send);
    return null;
  }),
  act('asks for new links', 1, isIn, async ({ id }, { ports, at, send }) => {
    const enrolment = await findEnrolment(ports.db, id);
    if (enrolment !== null) await send((await newLinks(ports, enrolment, at)).send);
    return null;
  }),
  act('edits details', 1, isIn, async ({ id, ...own }, { ports, at, dice, send }) => {
    const wish = { name: dice.pick(NAMES), timeZone: own.timeZone, sendHour: dice.between(6, 20) };
    const { done, send: ids } = await details(
      ports,
      id,
      { ...wish, locale: 'en', address: null },
      at,
    );
    await send(ids);
    return done === 'saved' ? { sendHour: wish.sendHour } : null;
  }),
  act('requests a new address', 0.7, isIn, async ({ id, ...own }, context) => {
    const { person, ports, at, dice, send } = context;
    const address = `person${person.n}.${++person.moves}@example.com`;
    const { timeZone, sendHour } = own;
    const wish = { name: dice.pick(NAMES), locale: 'en', timeZone, sendHour };
    await send(
      (await details(ports, id, { ...wish, address: { send: address, key: address } }, at)).send,
    );
    return null;
  }),
  act('confirms a new address', 8, asksNewAddress, async ({ id }, context) => {
    const change = context.changeOf(context.received(id, 'confirm-address')!);
    if (change === undefined) return null;
    const { done, send } = await confirmAddress(context.ports, change, context.at);
    await context.send(send);
    return done === 'changed' ? { suppressed: 0 } : null;
  }),
  act('takes a new address back', 1, hasFormerAddress, async ({ id }, context) => {
    const { ports, at, changeOf, received } = context;
    const change = changeOf(received(id, 'address-changed')!);
    const former = change === undefined ? null : await findFormer(ports, change);
    if (former === null || (await restoreFormer(ports, former, at)) !== 'restored') return null;
    const after = await findEnrolment(ports.db, id);
    return after?.suppressed ? null : { suppressed: 0 };
  }),
  act('leaves', 0.6, isIn, leave),
  act('leaves, unconfirmed', 2, isPending, leave),
  act('leaves all', 0.3, isKnown, async ({ id }, { ports, at }) => {
    await leaveAll(ports, id, at);
    return { status: 'left' };
  }),
  act('erases everything', 0.3, isKnown, async ({ id }, { ports }) =>
    (await erase(ports, id)) === 'erased' ? { status: 'forgotten' } : null,
  ),
];

/** Picks among the fitting actions by weight. */
export function pickAction(
  own: OwnSubscription,
  context: Pick<ActionContext, 'received'>,
  now: Instant,
  dice: Dice,
): Action {
  const fitting = ACTIONS.filter(({ fits }) => fits(own, context, now));
  let left = dice.roll() * fitting.reduce((sum, { weight }) => sum + weight, 0);
  for (const act of fitting) {
    left -= act.weight;
    if (left < 0) return act;
  }
  return fitting.at(-1)!;
}

/** Actions after which nothing more may be sent, for one course or for all. */
export const LEAVING: Readonly<Record<string, 'one' | 'all'>> = {
  leaves: 'one',
  'leaves, unconfirmed': 'one',
  'leaves all': 'all',
  'erases everything': 'all',
};

function act(name: string, weight: number, fits: Action['fits'], play: Action['play']): Action {
  return { name, weight, fits, play };
}

export const NAMES = ['', 'Ada', "O'Hara & Sons", 'Zoë'] as const;

/** Time zones, some with unusual clock changes. */
export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Pacific/Kiritimati',
] as const;

const someLesson = (course: string, dice: Dice) => dice.pick(courseOf(course).lessons);

async function leave(
  { id }: OwnSubscription,
  { actions }: ActionContext,
): Promise<ExpectedState | null> {
  return (await actions.unsubscribe(id)) === 'left' ? { status: 'left' } : null;
}

async function move(
  { id }: OwnSubscription,
  { actions }: ActionContext,
  date: string | null,
): Promise<ExpectedState | null> {
  const done = await actions.reschedule(id, { target_date: date ?? 'none' });
  return done === 'moved' ? { targetDate: date } : null;
}

/** One or two days from the current date, but not before tomorrow. */
function nearby({ targetDate, timeZone }: OwnSubscription, { at, dice }: ActionContext): string {
  const tomorrow = shift(civilDay(at, timeZone), 'P1D');
  const wanted = shift(targetDate!, dice.pick(['P1D', 'P2D', '-P1D', '-P2D']));
  return wanted < tomorrow ? tomorrow : wanted;
}

function isKnown({ status }: OwnSubscription): boolean {
  return status !== 'left' && status !== 'forgotten';
}

function isPending({ status }: OwnSubscription): boolean {
  return status === 'pending';
}

function isIn({ status }: OwnSubscription): boolean {
  return status === 'active' || status === 'paused';
}

function isActive({ status }: OwnSubscription): boolean {
  return status === 'active';
}

function isPaused({ status }: OwnSubscription): boolean {
  return status === 'paused';
}

function hasDate(own: OwnSubscription): boolean {
  return isIn(own) && own.targetDate !== null;
}

function hasDateAhead(own: OwnSubscription, _: unknown, now: Instant): boolean {
  return hasDate(own) && own.targetDate! > civilDay(now + DAY / 24, own.timeZone);
}

function hasDateBehind(own: OwnSubscription, _: unknown, now: Instant): boolean {
  return hasDate(own) && own.targetDate! <= civilDay(now, own.timeZone);
}

function hasConfirmation(
  own: OwnSubscription,
  { received }: Pick<ActionContext, 'received'>,
): boolean {
  const asked = own.status === 'pending' || own.suppressed === 1;
  return asked && own.status !== 'left' && received(own.id, 'confirm') !== undefined;
}

function hasFormerAddress(
  own: OwnSubscription,
  { received }: Pick<ActionContext, 'received'>,
): boolean {
  return isIn(own) && received(own.id, 'address-changed') !== undefined;
}

function asksNewAddress(
  own: OwnSubscription,
  { received }: Pick<ActionContext, 'received'>,
): boolean {
  return isIn(own) && received(own.id, 'confirm-address') !== undefined;
}
