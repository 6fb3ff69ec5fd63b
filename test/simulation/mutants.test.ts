import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isTest } from '../support/depth.ts';
import { catchMutant, HARSH, MUTANTS, PATIENCE } from './mutants/catalogue.ts';
import { rewriting } from './mutants/mutant.ts';
import { NAMED } from './mutants/named.ts';
import { simulate } from './simulate.ts';

/** Mutants that are caught within about a second. */
const SAMPLE = [
  'mark before send',
  'key per attempt',
  're-render on retry',
  'no fence',
  'retry after a complaint',
  'complaint ignored',
  'leave all ends one',
  'quota retried at midnight',
];

describe('every wrong design is caught', () => {
  const mutants = MUTANTS.filter(({ name }) => !isTest || SAMPLE.includes(name));

  it.each(mutants)('$name: $wrong', async (mutant) => {
    const caught = await catchMutant(mutant);
    expect(caught, `survived ${PATIENCE} seeds`).not.toBeNull();
    console.log(`${mutant.name}: seed ${caught!.seed}, ${caught!.rule}: ${caught!.says}`);
  });

  it.each(NAMED)('by its own test: $wrong', ({ file, title }) => {
    expect(readFileSync(file, 'utf8')).toContain(title);
  });

  it('there are at least 35 wrong designs', () => {
    const names = new Set(MUTANTS.map(({ name }) => name));
    expect(names.size).toBe(MUTANTS.length);
    expect(MUTANTS.length + NAMED.length).toBeGreaterThanOrEqual(35);
  });
});

it("a mutant reports the statements and texts that it didn't find", async () => {
  const unmet = {
    name: 'unmet',
    wrong: 'rewrites missing text',
    mutate: () => rewriting({ fence: [['no such text', '']], 'no such statement': [['x', '']] }),
  };
  const { findings } = await simulate({
    ...HARSH,
    years: 0.1,
    intensity: 1,
    seed: 1,
    mutant: unmet,
  });
  expect(findings.map(({ rule, says }) => `${rule} ${says}`)).toEqual([
    'mutant never met: fence: no such text',
    'mutant never met: no such statement: x',
  ]);
});
