import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SOURCES } from '../../scripts/shape/modules.ts';

/** A write of `deliveries` that sets `state`, up to its conditions. */
const WRITES_STATE =
  /(UPDATE deliveries|INTO deliveries)\b(?:(?!\bWHERE\b|\bFROM\b)[^;])*\bstate\b/;

it('four files write the state of a delivery: before the fence, at it, by result and by event', () => {
  const writers = SOURCES.filter((file) => WRITES_STATE.test(readFileSync(file, 'utf8')));
  expect(writers.sort()).toEqual([
    'src/storage/deliveries.ts',
    'src/storage/feedback.ts',
    'src/storage/results.ts',
    'src/storage/sending.ts',
  ]);
});
