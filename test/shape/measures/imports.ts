import { dirname, join } from 'node:path';
import { importsOf, SOURCES } from '../../support/modules.ts';

/** An import, types included: the file or folder that imports, and what it imports. */
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

/** The imports between folders of src/http, each pair once; a file directly in it counts as one. */
export function betweenFolders(arrows: readonly Arrow[]): Arrow[] {
  const folder = (file: string): string => file.slice(FOLDER.length).split('/')[0]!;
  const pairs = arrows
    .map(([from, to]): Arrow => [folder(from), folder(to)])
    .filter(([from, to]) => from !== to);
  return [...new Map(pairs.map((pair) => [pair.join(' -> '), pair])).values()];
}

/** Groups of files in which each imports each other, directly or by way of others. */
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

/** What can be reached in one step or more. */
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
