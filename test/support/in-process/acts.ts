/** What people do of their own accord. A new verb is one more entry of `ACTS`. */
import { civilDay, DAY, MINUTE, shift } from '../../../src/domain/time.ts';
import { afterAnswer, afterMove, afterUndo } from './aftermath.ts';
import type { Dice } from './dice.ts';
import { slip } from './slip.ts';
import type { Standing, Wish } from './story.ts';
import type { World } from './world.ts';

/** A person of the simulation and how they believe things stand. */
export type Person = {
  readonly address: string;
  readonly dice: Dice;
  id: string | null;
  standing: Standing;
  /** What they will do next, and in how long, if they know it already. */
  next: { readonly act: Act; readonly after: number } | null;
};

export type Act = {
  readonly name: string;
  /** How likely it is, beside the others that fit. */
  readonly weight: number;
  readonly fits: (person: Person, world: World) => boolean;
  /** Does it, and tells how things stand then. */
  readonly play: (world: World, person: Person) => Promise<Standing>;
  /** What is wrong when it is done. */
  readonly check?: (world: World, person: Person) => string | null;
};

export const ACTS: readonly Act[] = [
  act('signs up', 20, isOut, signUp),
  act('signs up again, unconfirmed', 2, isPending, signUp),
  act('signs up again, subscribed', 2, isIn, async (world, person) => {
    await signUp(world, person);
    return person.standing;
  }),
  act('confirms', 20, hasConfirmation, async (world, { id, standing }) => {
    await world.confirm(id!);
    const targetDate = isAhead(standing, world) ? standing.targetDate : null;
    return { ...standing, status: 'active', targetDate, outcome: null, undo: null };
  }),
  act('moves', 8, isIn, (world, { id, standing, dice }) =>
    move(world, id!, standing, { ...standing, targetDate: someDate(world, dice, standing) }),
  ),
  act('moves by a day or two', 4, hasDate, (world, { id, standing, dice }) =>
    move(world, id!, standing, { ...standing, targetDate: nearby(world, dice, standing) }),
  ),
  act('has no date any more', 1, hasDate, (world, { id, standing }) =>
    move(world, id!, standing, { ...standing, targetDate: null }),
  ),
  act('travels', 3, hasDateAhead, async (world, { id, standing, dice }) => {
    const there = { ...standing, timeZone: dice.pick(ZONES), sendHour: dice.between(0, 23) };
    return isAhead(there, world) ? move(world, id!, standing, there) : standing;
  }),
  act('moves there and back', 3, hasDateAhead, async (world, person) => {
    const { id, standing, dice } = person;
    const back = slip(world, person, dice.happens(0.5) ? 'undoes it' : 'moves back');
    const there = { ...standing, targetDate: someDate(world, dice, standing) };
    if (there.targetDate === standing.targetDate) return standing;
    person.next = { act: back, after: dice.between(1, 9) * MINUTE };
    return move(world, id!, standing, there);
  }),
  act('undoes', 4, canUndo, async (world, { id, standing }) => {
    await world.undo(id!);
    return afterUndo(standing);
  }),
  act('pauses', 4, isIn, async (world, { id, standing, dice }) => {
    const today = civilDay(world.now, standing.timeZone);
    const pausedUntil = dice.happens(0.4) ? null : shift(today, `P${dice.between(1, 60)}D`);
    await world.pause(id!, pausedUntil);
    return { ...standing, status: 'paused', pausedUntil };
  }),
  act('resumes', 6, isPaused, async (world, { id, standing }) => {
    await world.resume(id!);
    return { ...standing, status: 'active', pausedUntil: null };
  }),
  act('answers', 8, hasDateBehind, async (world, { id, standing, dice }) => {
    const outcome = dice.pick(['offer', 'waiting', 'not_this_time'] as const);
    await world.answer(id!, outcome);
    return afterAnswer(standing, outcome);
  }),
  act('reads ahead', 3, hasDate, async (world, { id, standing, dice }) => {
    const lesson = dice.pick(world.ports.courses.all[0]!.lessons).id;
    const done = await world.read(id!, lesson);
    return done === 'read' ? { ...standing, read: [...standing.read, lesson] } : standing;
  }),
  act('leaves', 1, isIn, leave),
  act('leaves, unconfirmed', 1, isPending, leave),
];

function act(name: string, weight: number, fits: Act['fits'], play: Act['play']): Act {
  return { name, weight, fits, play };
}

/** Every zone of the runtime. */
const ZONES = Intl.supportedValuesOf('timeZone');

/** With the details that they give; nothing changes for who is subscribed. */
async function signUp(world: World, person: Person): Promise<Standing> {
  const { dice, address, standing } = person;
  const timeZone = dice.pick(ZONES);
  const wish = {
    targetDate: someDate(world, dice, { timeZone }),
    timeZone,
    sendHour: dice.between(0, 23),
  };
  person.id = await world.subscribe({
    ...fieldsOf(wish),
    email: address,
    name: dice.pick(['', 'Ada', "O'Hara & Sons", 'Zoë']),
  });
  return { ...standing, ...wish, status: 'pending' };
}

async function leave(world: World, { id, standing }: Person): Promise<Standing> {
  await world.unsubscribe(id!);
  return { ...standing, status: 'left' };
}

async function move(world: World, id: string, standing: Standing, wish: Wish): Promise<Standing> {
  await world.reschedule(id, fieldsOf(wish));
  return afterMove(standing, wish, world.now);
}

export const fieldsOf = ({ targetDate, timeZone, sendHour }: Wish) => ({
  target_date: targetDate ?? 'none',
  time_zone: timeZone,
  send_hour: sendHour,
});

type Zone = Pick<Wish, 'timeZone'>;

/** From tomorrow to five hundred days ahead, the near ones more often; now and then none. */
function someDate({ now }: World, dice: Dice, { timeZone }: Zone): string | null {
  if (dice.happens(0.1)) return null;
  const days = dice.pick([dice.between(1, 10), dice.between(1, 120), dice.between(1, 500)]);
  return shift(civilDay(now, timeZone), `P${days}D`);
}

/** A day or two from the date they have, but from tomorrow on. */
function nearby({ now }: World, dice: Dice, { targetDate, timeZone }: Wish): string {
  const tomorrow = shift(civilDay(now, timeZone), 'P1D');
  const wanted = shift(targetDate!, dice.pick(['P1D', 'P2D', '-P1D', '-P2D']));
  return wanted < tomorrow ? tomorrow : wanted;
}

function isOut({ standing: { status } }: Person): boolean {
  return status === 'left' || status === 'forgotten';
}

function isPending({ standing: { status } }: Person): boolean {
  return status === 'pending';
}

export function isIn({ standing: { status } }: Person): boolean {
  return status === 'active' || status === 'paused';
}

function isPaused({ standing: { status } }: Person): boolean {
  return status === 'paused';
}

function hasDate(person: Person): boolean {
  return isIn(person) && person.standing.targetDate !== null;
}

function hasDateAhead(person: Person, world: World): boolean {
  return isIn(person) && isAhead(person.standing, world);
}

function hasDateBehind(person: Person, world: World): boolean {
  return hasDate(person) && !isAhead(person.standing, world);
}

function canUndo(person: Person, { now }: World): boolean {
  const { undo } = person.standing;
  if (!isIn(person) || undo === null || undo.until < now) return false;
  const { targetDate, timeZone } = undo.wish;
  return targetDate === null || targetDate > civilDay(now, timeZone);
}

export function isAhead({ targetDate, timeZone }: Wish, { now }: Pick<World, 'now'>): boolean {
  return targetDate !== null && targetDate > civilDay(now, timeZone);
}

/** The link of an older confirmation works too, for seven days. */
function hasConfirmation(person: Person, { provider, now }: World): boolean {
  if (!isPending(person)) return false;
  const own = `${person.id}_confirm_`;
  const isOwn = (delivery: string): boolean => delivery.startsWith(own);
  const last = provider.mails.findLast(({ delivery, at }) => isOwn(delivery) || at < now - 7 * DAY);
  return last !== undefined && isOwn(last.delivery);
}
