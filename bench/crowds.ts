/** The scenarios of `npm run queue`: crowds that share a date. */
import type { Crowd } from './queue.ts';

export type Scenario = {
  readonly name: string;
  readonly crowds: (people: number) => readonly Crowd[];
};

const DATE = '2029-06-12';

/** A rough distribution of people over zones, in percent. */
const WORLD: Readonly<Record<string, number>> = {
  'Asia/Shanghai': 20,
  'Asia/Kolkata': 20,
  'Europe/Berlin': 15,
  'Africa/Lagos': 10,
  'America/New_York': 10,
  'America/Sao_Paulo': 8,
  'Asia/Jakarta': 7,
  'America/Los_Angeles': 5,
  'Asia/Tokyo': 5,
};

const inZone = (timeZone: string, sendHour: number, people: number, targetDate = DATE): Crowd => ({
  people,
  timeZone,
  sendHour,
  targetDate,
});

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'all over the world, at 8',
    crowds: (people) =>
      Object.entries(WORLD).map(([zone, share]) => inZone(zone, 8, (people * share) / 100)),
  },
  { name: 'one zone, at 8', crowds: (people) => [inZone('Asia/Kolkata', 8, people)] },
  { name: 'one zone, at 20', crowds: (people) => [inZone('Asia/Kolkata', 20, people)] },
  { name: 'one zone, at 23', crowds: (people) => [inZone('Asia/Kolkata', 23, people)] },
  {
    name: 'two exams: one tomorrow, one in a week',
    crowds: (people) => [
      inZone('Asia/Kolkata', 8, people / 2),
      inZone('Asia/Kolkata', 8, people / 2, '2029-06-18'),
    ],
  },
];
