import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { importsOf, moduleBehind, moduleOf, SOURCES } from '../../scripts/shape/modules.ts';

const page = readFileSync('docs/architecture.md', 'utf8');
const modules = [...new Set(SOURCES.map(moduleOf))].sort();

it('docs/architecture.md draws every import between modules, and no other', () => {
  expect(drawn(page)).toEqual(imported());
});

it('docs/architecture.md describes every module', () => {
  const described = [...page.matchAll(/^\| `src\/([\w-]+)(?:\/|\.tsx?)` \|/gm)];
  expect(described.map(([, name]) => name).sort()).toEqual(modules);
});

it('an arrow may join several modules and have a label', () => {
  const text = '```mermaid\nflowchart TD\n  http & mail -->|calls| usecases & domain\n```';
  expect(drawn(text)).toEqual([
    'http -> domain',
    'http -> usecases',
    'mail -> domain',
    'mail -> usecases',
  ]);
});

/** The first diagram's arrows between modules, without external systems. */
function drawn(text: string): string[] {
  const [, picture = ''] = /```mermaid\n([\s\S]*?)```/.exec(text) ?? [];
  const ends = (side: string): string[] =>
    side.split('&').map((end) => /^\s*([\w-]+)/.exec(end)?.[1] ?? '');
  return picture
    .split('\n')
    .map((line) => line.split(/ -->(?:\|[^|]*\|)? /))
    .filter((sides) => sides.length === 2)
    .flatMap(([from, to]) => ends(from!).flatMap((one) => ends(to!).map((two) => [one, two])))
    .filter((arrow) => arrow.every((end) => modules.includes(end)))
    .map((arrow) => arrow.join(' -> '))
    .sort();
}

function imported(): string[] {
  const arrows = SOURCES.flatMap((file) =>
    importsOf(file)
      .filter((from) => from.startsWith('.'))
      .map((from) => [moduleOf(file), moduleBehind(file, from)]),
  );
  const between = arrows.filter(([from, to]) => from !== to).map((arrow) => arrow.join(' -> '));
  return [...new Set(between)].sort();
}
