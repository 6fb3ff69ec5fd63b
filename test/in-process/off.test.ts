/** "It's off" (rule 8), combined with everything else a person can do. */
import { expect, it } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { createDice, type Dice } from '../../scripts/world/dice.ts';
import { civilDay, DAY, HOUR, MINUTE, shift } from '../../src/domain/time.ts';
import { byDepth } from '../support/depth.ts';

const START = '2027-03-01T12:00Z';
const LESSONS = ['one-year', 'three-months', 'one-week', 'one-day'];
const OUTCOMES = ['offer', 'next_stage', 'waiting', 'no_answer', 'not_this_time'];

type Act = (world: World, id: string, dice: Dice) => Promise<unknown>;

/** Actions that set no new date once it's off. */
const HARMLESS: readonly Act[] = [
  (world, id) => world.reschedule(id, { target_date: 'none' }),
  (world, id, dice) => world.pause(id, dice.happens(0.5) ? null : laterDay(world, dice)),
  (world, id) => world.resume(id),
  (world, id, dice) => world.answer(id, dice.pick(OUTCOMES)),
  (world, id, dice) => world.read(id, dice.pick(LESSONS)),
  (world, id, dice) => world.unread(id, dice.pick(LESSONS)),
  (world, id, dice) => world.callOff(id, dice.pick(['cancelled', 'kept', 'offer'])),
];

const ANYTHING: readonly Act[] = [
  ...HARMLESS,
  (world, id) => world.undo(id),
  (world, id, dice) => world.reschedule(id, { target_date: laterDay(world, dice) }),
  (world, id, dice) =>
    world.reschedule(id, { target_date: laterDay(world, dice), date_kind: 'goal' }),
];

const laterDay = (world: World, dice: Dice): string =>
  shift(civilDay(world.now, 'Asia/Tokyo'), `P${dice.between(2, 400)}D`);

const pauseOf = (dice: Dice): number =>
  dice.pick([MINUTE, 9 * MINUTE, 11 * MINUTE, 3 * HOUR, DAY, 20 * DAY]);

it.each(Array.from({ length: byDepth(4, 15, 40) }, (_, seed) => seed))(
  'nothing is sent, asked or planned after it, whatever came before or comes after (%i)',
  async (seed) => {
    const dice = createDice(seed);
    const world = createWorld({ start: START, seed });
    const email = 'ada@example.com';
    const id = await world.join({
      ...{ email, target_date: laterDay(world, dice), time_zone: 'Asia/Tokyo' },
      date_kind: dice.pick(['appointment', 'goal']),
    });
    for (let step = dice.between(0, 12); step > 0; step--) {
      await dice.pick(ANYTHING)(world, id, dice);
      await world.play(world.now + pauseOf(dice));
    }
    if ((await world.callOff(id, dice.pick(['cancelled', 'kept', 'offer']))) === 'gone') return;
    const sent = world.mails({ to: email }).length;
    for (let step = dice.between(0, 8); step > 0; step--) {
      await dice.pick(HARMLESS)(world, id, dice);
      await world.play(world.now + pauseOf(dice));
    }
    expect(world.rows("SELECT id FROM deliveries WHERE state = 'scheduled'")).toEqual([]);
    await world.play(world.now + 500 * DAY);
    expect(world.mails({ to: email })).toHaveLength(sent);
    // It's erased at most a year after the person's last action.
    expect(world.rows('SELECT id FROM subscriptions')).toEqual([]);
  },
);

it('within ten minutes of an answer cancels the review email, which undo sends after all', async () => {
  for (const slips of [true, false]) {
    const world = createWorld({ start: START });
    const email = 'ada@example.com';
    const id = await world.join({ email, target_date: '2027-03-20', time_zone: 'UTC' });
    await world.play('2027-03-22T09:00Z');
    await world.answer(id, 'not_this_time');
    await world.callOff(id, 'cancelled');
    if (slips) await world.undo(id);
    await world.play('2027-03-22T09:30Z');
    expect(world.mails({ message: 'round-two' })).toHaveLength(slips ? 1 : 0);
  }
});

it.each(Array.from({ length: byDepth(2, 6, 20) }, (_, seed) => seed))(
  'undone at once, it changes no later email (%i)',
  async (seed) => {
    const lives = await Promise.all([live(seed, true), live(seed, false)]);
    expect(lives[0]).toEqual(lives[1]);
  },
);

/** The emails of a person with random changes, with or without an ending that is undone. */
async function live(seed: number, slips: boolean): Promise<string[]> {
  const dice = createDice(seed);
  const world = createWorld({ start: START, seed });
  const email = 'ada@example.com';
  const id = await world.join({ email, target_date: laterDay(world, dice), time_zone: 'UTC' });
  for (let step = dice.between(0, 6); step > 0; step--) {
    await dice.pick(ANYTHING)(world, id, dice);
    await world.play(world.now + pauseOf(dice));
  }
  if (slips) {
    await world.callOff(id, 'cancelled');
    await world.undo(id);
  }
  await world.play('2029-06-01T00:00Z');
  return world.mails({ to: email }).map(({ delivery, at }) => `${delivery.slice(21)} ${at}`);
}
