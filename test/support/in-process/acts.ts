/** What people do of their own accord. A new verb is one more entry of `ACTS`. */
import { civilDay, DAY, MINUTE, shift } from '../../../src/domain/time.ts';
import type { Dice } from './dice.ts';
import type { Standing } from './story.ts';
import type { World } from './world.ts';

/** A person of the simulation and how they believe things stand. */
export type Person = {
  readonly address: string;
  readonly dice: Dice;
  id: string | null;
  standing: Standing;
  read: readonly string[];
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
  {
    name: 'signs up',
    weight: 10,
    fits: ({ standing }) => standing.status === 'left' || standing.status === 'forgotten',
    play: signUp,
  },
  {
    name: 'signs up again, unconfirmed',
    weight: 2,
    fits: ({ standing }) => standing.status === 'pending',
    play: signUp,
  },
  {
    name: 'signs up again, subscribed',
    weight: 1,
    fits: isSubscribed,
    async play(world, person) {
      await signUp(world, person);
      return person.standing;
    },
  },
  {
    name: 'confirms',
    weight: 20,
    fits: (person, world) => person.standing.status === 'pending' && hasConfirmation(person, world),
    async play(world, { id, standing }) {
      await world.confirm(id!);
      const { targetDate, timeZone } = standing;
      const ahead = targetDate !== null && targetDate > civilDay(world.now, timeZone);
      return { ...standing, status: 'active', targetDate: ahead ? targetDate : null };
    },
  },
  { name: 'moves', weight: 8, fits: isSubscribed, play: (world, person) => move(world, person) },
  {
    name: 'moves by a day or two',
    weight: 4,
    fits: (person) => isSubscribed(person) && person.standing.targetDate !== null,
    play: (world, person) => move(world, person, nearby(world, person)),
  },
  {
    name: 'has no date any more',
    weight: 1,
    fits: (person) => isSubscribed(person) && person.standing.targetDate !== null,
    play: (world, person) => move(world, person, null),
  },
  {
    name: 'travels',
    weight: 2,
    fits: (person, world) => isSubscribed(person) && isAhead(person, world),
    async play(world, person) {
      const { dice, standing } = person;
      const next = { ...standing, timeZone: dice.pick(ZONES), sendHour: dice.between(0, 23) };
      if (standing.targetDate! <= civilDay(world.now, next.timeZone)) return standing;
      await reschedule(world, person, next);
      return next;
    },
  },
  {
    name: 'moves there and back',
    weight: 3,
    fits: (person, world) => isSubscribed(person) && isAhead(person, world),
    async play(world, person) {
      person.next = { act: moveBack(world, person), after: person.dice.between(1, 9) * MINUTE };
      return move(world, person);
    },
  },
  {
    name: 'leaves',
    weight: 2,
    fits: ({ standing }) => standing.status !== 'left' && standing.status !== 'forgotten',
    async play(world, { id, standing }) {
      await world.unsubscribe(id!);
      return { ...standing, status: 'left' };
    },
  },
];

/** Every zone of the runtime. */
const ZONES = Intl.supportedValuesOf('timeZone');

/** With the details that they give, unless they are subscribed already. */
async function signUp(world: World, person: Person): Promise<Standing> {
  const { dice, address, standing } = person;
  const timeZone = dice.pick(ZONES);
  const targetDate = someDate(world, dice, timeZone);
  const sendHour = dice.between(0, 23);
  person.id = await world.subscribe({
    email: address,
    target_date: targetDate ?? 'none',
    time_zone: timeZone,
    send_hour: sendHour,
    name: dice.pick(['', 'Ada', "O'Hara & Sons", 'Zoë']),
  });
  const round = standing.status === 'forgotten' ? 1 : standing.round;
  return { status: 'pending', targetDate, timeZone, sendHour, round };
}

async function move(
  world: World,
  person: Person,
  targetDate = someDate(world, person.dice, person.standing.timeZone),
): Promise<Standing> {
  const next = { ...person.standing, targetDate };
  await reschedule(world, person, next);
  return next;
}

/** Back within ten minutes, all is as it was, unless something could not wait. */
function moveBack(world: World, { id, standing, address }: Person): Act {
  const before = scheduled(world, id);
  const mails = world.mails({ to: address }).length;
  const restless = before.some(
    ({ message, at }) => message === 'date-moved' || at < world.now + 10 * MINUTE,
  );
  return {
    name: 'moves back',
    weight: 1,
    fits: (person, there) => isSubscribed(person) && isAhead({ ...person, standing }, there),
    async play(there, person) {
      await reschedule(there, person, standing);
      return standing;
    },
    check(there) {
      if (restless || there.mails({ to: address }).length > mails) return null;
      const [was, is] = [before, scheduled(there, id)].map((rows) => JSON.stringify(rows));
      return was === is ? null : `a slip changed the plan from ${was} to ${is}`;
    },
  };
}

const scheduled = (world: World, id: string | null) =>
  world.rows<{ message: string; at: number }>(
    `SELECT message, occasion, due_at AS at, closes_at FROM deliveries
     WHERE subscription_id = ?1 AND state = 'scheduled' ORDER BY message`,
    id,
  );

async function reschedule(world: World, { id }: Person, next: Standing): Promise<void> {
  await world.reschedule(id!, {
    target_date: next.targetDate ?? 'none',
    time_zone: next.timeZone,
    send_hour: next.sendHour,
  });
}

/** From tomorrow to five hundred days ahead, the near ones more often; now and then none. */
function someDate({ now }: World, dice: Dice, timeZone: string): string | null {
  if (dice.happens(0.1)) return null;
  const days = dice.pick([dice.between(1, 10), dice.between(1, 120), dice.between(1, 500)]);
  return shift(civilDay(now, timeZone), `P${days}D`);
}

/** A day or two from the date they have, but from tomorrow on. */
function nearby({ now }: World, { dice, standing }: Person): string {
  const tomorrow = shift(civilDay(now, standing.timeZone), 'P1D');
  const days = dice.pick(['P1D', 'P2D', '-P1D', '-P2D']);
  const wanted = shift(standing.targetDate!, days);
  return wanted < tomorrow ? tomorrow : wanted;
}

function isSubscribed({ standing: { status } }: Person): boolean {
  return status === 'active' || status === 'paused';
}

const isAhead = ({ standing: { targetDate, timeZone } }: Person, { now }: World): boolean =>
  targetDate !== null && targetDate > civilDay(now, timeZone);

/** The link of an older confirmation works too, for seven days. */
const hasConfirmation = ({ id }: Person, { provider, now }: World): boolean =>
  provider.mails
    .findLast(({ delivery, at }) => at <= now - 7 * DAY || delivery.startsWith(`${id}_confirm_`))
    ?.delivery.startsWith(`${id}_confirm_`) ?? false;
