/** Years in the life of people who join, move, pause, leave and come back, as chance has it. */
import type { Course } from '../../../src/domain/course.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../../src/domain/time.ts';
import { audit, reconcile } from './accounts.ts';
import { ACTS, type Act, type Person } from './acts.ts';
import { resumesAt } from './aftermath.ts';
import { createDice, type Dice } from './dice.ts';
import { judge, type Violation } from './judge.ts';
import type { Entry, Story } from './story.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

export type LivesOptions = Partial<WorldOptions> & {
  readonly seed: number;
  readonly people: number;
  readonly years: number;
  readonly acts?: readonly Act[];
  /** Told after each act how far it is, from 0 to 1. */
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
  const world = createWorld({ start: START, seed, ...own, log: onLog });
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

  function onLog(event: string, facts: Readonly<Record<string, string | number>> = {}): void {
    own.log?.(event, facts);
    if (event !== 'forgotten') return;
    const { person } = agenda.find((turn) => turn.person.id === facts.subscription)!;
    catchUpWith(person, lives);
    person.standing = { ...NOBODY };
    note(person, lives, 'is forgotten', world.now, world.provider.mails.length);
    person.id = null;
  }

  for (let turn = soonest(agenda); turn.at < ends; turn = soonest(agenda)) {
    await world.play(turn.at);
    const { person } = turn;
    catchUpWith(person, lives);
    const wrong = await takeTurn(person, lives, options.acts ?? ACTS);
    if (wrong !== null) violations.push({ rule: 'act', subscription: person.id!, says: wrong });
    if (person.id !== null) violations.push(...audit(world, stories, course, person.id));
    if (violations.length > 0) break;
    turn.at = world.now + (person.next?.after ?? pause(person.dice));
    onProgress((world.now - began) / (ends - began), lives);
  }
  if (violations.length === 0) await world.play(ends);
  for (const { person } of agenda) catchUpWith(person, lives);
  violations.push(...audit(world, stories, course), ...reconcile(world));
  violations.push(...judge({ mails: world.provider.mails, stories, course, until: world.now }));
  return lives;
}

const NOBODY: Person['standing'] = {
  status: 'forgotten',
  targetDate: null,
  timeZone: 'UTC',
  sendHour: 8,
  round: 1,
  pausedUntil: null,
  outcome: null,
  undo: null,
  read: [],
};

const newPerson = (index: number, dice: Dice): Person => ({
  address: `person${index}@example.com`,
  dice: dice.fork(`person ${index}`),
  id: null,
  standing: NOBODY,
  next: null,
});

const soonest = <T extends { at: Instant }>(agenda: readonly T[]): T =>
  agenda.reduce((first, other) => (other.at < first.at ? other : first));

/** What happened to them by itself since their last act: a pause ended. */
function catchUpWith(person: Person, lives: Lives): void {
  const { now, provider } = lives.world;
  const ended = resumesAt(person.standing);
  if (ended === null || person.id === null) return;
  const since = lives.stories.get(person.id)!.entries.at(-1)!.at;
  const at = Math.ceil(Math.max(ended, since + 1) / MINUTE) * MINUTE;
  if (at > now) return;
  person.standing = { ...person.standing, status: 'active', pausedUntil: null };
  const before = provider.mails.findLastIndex((mail) => mail.at < at) + 1;
  note(person, lives, 'is back from a pause', at, before);
}

/** One act that fits, and its entry in the person's story. Tells what was wrong, if anything. */
async function takeTurn(
  person: Person,
  lives: Lives,
  acts: readonly Act[],
): Promise<string | null> {
  const { world, acts: counts } = lives;
  const planned = person.next?.act;
  person.next = null;
  const fitting = (planned ? [planned] : acts).filter((act) => act.fits(person, world));
  if (fitting.length === 0) return null;
  const act = weighted(fitting, person.dice);
  counts.set(act.name, (counts.get(act.name) ?? 0) + 1);
  const before = world.provider.mails.length;
  const at = world.now;
  person.standing = await act.play(world, person);
  if (person.id === null) return null;
  note(person, lives, act.name, at, before);
  return act.check?.(world, person) ?? null;
}

function note(
  { id, address, standing }: Person,
  { world, stories }: Lives,
  act: string,
  at: Instant,
  mails: number,
): void {
  const course = world.ports.courses.all[0]!.id;
  const story = stories.get(id!) ?? { id: id!, address, course, entries: [] as Entry[] };
  stories.set(id!, story);
  story.entries.push({ at, mails, act, standing });
}

function weighted(acts: readonly Act[], dice: Dice): Act {
  let left = dice.roll() * acts.reduce((sum, { weight }) => sum + weight, 0);
  for (const act of acts) {
    left -= act.weight;
    if (left < 0) return act;
  }
  return acts.at(-1)!;
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
