import { dirname, join } from 'node:path';
import { importsOf, SOURCES } from './modules.ts';

/** An import, types included: the importing file or folder, and what it imports. */
export type Arrow = readonly [from: string, to: string];

const FOLDER = 'src/http/';

/** Every import of one file of src/http by another. */
export const importsInHttp = (): Arrow[] =>
  SOURCES.filter((file) => file.startsWith(FOLDER)).flatMap((file) =>
    importsOf(file)
      .filter((from) => from.startsWith('.'))
      .map((from): Arrow => [file, join(dirname(file), from)])
      .filter(([, to]) => to.startsWith(FOLDER)),
  );

/**
 * The imports between folders of src/http, each pair once; a file directly in it counts as a
 * folder.
 */
export function betweenFolders(arrows: readonly Arrow[]): Arrow[] {
  const folder = (file: string): string => file.slice(FOLDER.length).split('/')[0]!;
  const pairs = arrows
    .map(([from, to]): Arrow => [folder(from), folder(to)])
    .filter(([from, to]) => from !== to);
  return [...new Map(pairs.map((pair) => [pair.join(' -> '), pair])).values()];
}

/** Groups of files that import each other, directly or indirectly. */
export function circlesOf(arrows: readonly Arrow[]): string[][] {
  const next = new Map<string, string[]>();
  for (const [from, to] of arrows) next.set(from, [...(next.get(from) ?? []), to]);
  const reached = new Map([...next.keys()].map((from) => [from, reachedFrom(from, next)]));
  const circles = [...next.keys()].map((one) =>
    [...reached.get(one)!].filter((other) => reached.get(other)?.has(one)).sort(),
  );
  const found = circles.filter((circle) => circle.length > 0);
  return [...new Map(found.map((circle) => [circle.join(), circle])).values()];
}

/** Everything reachable in one or more steps. */
function reachedFrom(from: string, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const open = [...(next.get(from) ?? [])];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (reached.has(one)) continue;
    reached.add(one);
    open.push(...(next.get(one) ?? []));
  }
  return reached;
}
