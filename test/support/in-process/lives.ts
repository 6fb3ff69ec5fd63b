/** Years in the life of people who join, move, leave and come back, as chance has it. */
import type { Course } from '../../../src/domain/course.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../../src/domain/time.ts';
import { audit, reconcile } from './accounts.ts';
import { ACTS, type Act, type Person } from './acts.ts';
import { createDice, type Dice } from './dice.ts';
import { judge, type Violation } from './judge.ts';
import type { Story } from './story.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

export type LivesOptions = Partial<WorldOptions> & {
  readonly seed: number;
  readonly people: number;
  readonly years: number;
  readonly acts?: readonly Act[];
  /** Told now and then how far it is, from 0 to 1. */
  readonly onProgress?: (share: number, lives: Lives) => void;
};

export type Lives = {
  readonly world: World;
  readonly stories: Map<string, Story>;
  readonly violations: Violation[];
  /** How often each act was done. */
  readonly acts: Map<string, number>;
};

const START = Date.parse('2027-01-01T00:00:00Z');

/** Plays all of it and judges it; `violations` is empty when every rule was kept. */
export async function live(options: LivesOptions): Promise<Lives> {
  const { seed, people, years, onProgress = () => {}, ...own } = options;
  const world = createWorld({ start: START, seed, ...own });
  const began = world.now;
  const ends = began + years * 365 * DAY;
  const stories = new Map<string, Story>();
  const violations: Violation[] = [];
  const lives: Lives = { world, stories, violations, acts: new Map() };
  const course = (id: string): Course => world.ports.courses.find(id)!;
  const dice = createDice(seed).fork('lives');
  const agenda = Array.from({ length: people }, (_, index) => ({
    person: newPerson(index, dice),
    at: began + dice.between(0, 200 * DAY),
  }));
  for (let turn = soonest(agenda); turn.at < ends; turn = soonest(agenda)) {
    await world.play(turn.at);
    const { person } = turn;
    const wrong = await takeTurn(person, lives, options.acts ?? ACTS);
    if (wrong !== null) violations.push({ rule: 'act', subscription: person.id!, says: wrong });
    if (person.id !== null) violations.push(...audit(world, stories, course, person.id));
    if (violations.length > 0) break;
    turn.at = world.now + (person.next?.after ?? pause(person.dice));
    onProgress((world.now - began) / (ends - began), lives);
  }
  if (violations.length === 0) await world.play(ends);
  violations.push(...audit(world, stories, course), ...reconcile(world));
  violations.push(...judge({ mails: world.provider.mails, stories, course, until: world.now }));
  return lives;
}

function newPerson(index: number, dice: Dice): Person {
  return {
    address: `person${index}@example.com`,
    dice: dice.fork(`person ${index}`),
    id: null,
    standing: { status: 'forgotten', targetDate: null, timeZone: 'UTC', sendHour: 8, round: 1 },
    read: [],
    next: null,
  };
}

const soonest = <T extends { at: Instant }>(agenda: readonly T[]): T =>
  agenda.reduce((first, other) => (other.at < first.at ? other : first));

/** One act that fits, and its entry in the person's story. Tells what was wrong, if anything. */
async function takeTurn(
  person: Person,
  { world, stories, acts: counts }: Lives,
  acts: readonly Act[],
): Promise<string | null> {
  const planned = person.next?.act;
  person.next = null;
  const fitting = (planned ? [planned] : acts).filter((act) => act.fits(person, world));
  if (fitting.length === 0) return null;
  const act = weighted(fitting, person.dice);
  counts.set(act.name, (counts.get(act.name) ?? 0) + 1);
  const mails = world.provider.mails.length;
  const at = world.now;
  const standing = await act.play(world, person);
  person.standing = standing;
  const { id, address, read } = person;
  if (id === null) return null;
  const course = world.ports.courses.all[0]!.id;
  const story = stories.get(id) ?? { id, address, course, entries: [] };
  stories.set(id, story);
  story.entries.push({ at, mails, act: act.name, standing, read });
  return act.check?.(world, person) ?? null;
}

function weighted(acts: readonly Act[], dice: Dice): Act {
  let left = dice.roll() * acts.reduce((sum, { weight }) => sum + weight, 0);
  return acts.find(({ weight }) => (left -= weight) < 0) ?? acts.at(-1)!;
}

/** Until the next act: a change of mind comes soon, or in weeks. */
function pause(dice: Dice): number {
  const [least, most] = dice.pick([
    [MINUTE, 20 * MINUTE],
    [HOUR, DAY],
    [DAY, 10 * DAY],
    [10 * DAY, 60 * DAY],
    [20 * DAY, 150 * DAY],
  ] as const);
  return dice.between(least / 1000, most / 1000) * 1000;
}
