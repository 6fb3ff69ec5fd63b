import { expect, test } from 'vitest';
import { everyText, type Text } from '../../../test/voice/texts.ts';
import { runsOf, sourceRuns } from './source-runs.ts';

const known = sourceRuns();

test('no eight words in a row are taken from a source, apart from titles and quotations', async () => {
  const texts = (await everyText()).filter(({ kind }) => kind === 'course');
  expect(texts.length).toBeGreaterThan(1000);
  expect(texts.flatMap(sharedIn)).toEqual([]);
});

test('a run that a source has is found', () => {
  const run = 'The first call for applicants to the Google Brain Residency';
  expect(sharedIn(textOf(run)).length).toBeGreaterThan(0);
  expect(sharedIn(textOf(`As Hanus wrote, "${run}".`))).toEqual([]);
});

function sharedIn({ file, line, text, isTitle }: Text): string[] {
  if (isTitle) return [];
  return unquoted(text)
    .flatMap(runsOf)
    .filter(({ hash }) => known.has(hash))
    .map(({ words }) => `${file}:${line}: ${words}`);
}

/** The parts between quotations and titles. */
const unquoted = (text: string): string[] =>
  text.split(/"[^"]*"|“[^”]*”|„[^“]*“/).flatMap(untitled);

const untitled = (text: string): string[] => text.split(/Teach Yourself Programming in Ten Years/);

const textOf = (text: string): Text => ({
  file: 'a.md',
  line: 1,
  kind: 'course',
  language: 'en',
  isProse: true,
  isTitle: false,
  text,
});
