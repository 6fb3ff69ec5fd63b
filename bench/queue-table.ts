/** The scenarios as Markdown tables. */
import { catalog } from '../src/course/catalog.ts';
import { SCENARIOS } from './crowds.ts';
import { capacity, type LessonResult, simulateQueue } from './queue.ts';
import type { Weight } from './weight.ts';

/** The results for `people` people in each scenario, and how many people each can take. */
export function queueTable(people: number): string {
  const course = catalog.all[0]!;
  const lines = SCENARIOS.map(({ name, crowds }) => {
    const fates = simulateQueue(course, crowds(people));
    const most = capacity(course, crowds(1_000_000));
    return `| ${[name, ...fates.map(inWords), millions(most)].join(' | ')} |`;
  });
  const head = ['', ...course.lessons.map(({ id }) => id), 'no loss up to'];
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...lines].join('\n');
}

const inWords = ({ lost, longestWait }: LessonResult): string =>
  lost === 0 ? `all, within ${span(longestWait + 1)}` : `**${millions(lost)} lost**`;

const span = (minutes: number): string =>
  minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;

const millions = (people: number): string =>
  people < 10_000_000 ? `${(people / 1e6).toFixed(1)} M` : `${Math.floor(people / 1e6)} M`;

/** The storage per subscriber, and how many fit into one database. */
export function weightTable({ confirmed, afterwards }: Weight): string {
  const most = `${(LIMIT / afterwards / 1e6).toFixed(1)} M`;
  return [
    '| bytes a subscriber, indexes included | |',
    '| --- | --- |',
    `| confirmed, with a plan | ${Math.round(confirmed / 100) * 100} |`,
    `| after four lessons and the question | ${Math.round(afterwards / 100) * 100} |`,
    `| subscribers in the 10 GB of one database | ${most} |`,
  ].join('\n');
}

const LIMIT = 10e9;
