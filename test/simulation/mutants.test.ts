import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catchMutant, HARSH, MUTANTS, PATIENCE } from './mutants/catalogue.ts';
import { rewriting } from './mutants/mutant.ts';
import { NAMED } from './mutants/named.ts';
import { simulate } from './simulate.ts';

/** These show themselves within a second or so. */
const SAMPLE = [
  'mark before send',
  'key per attempt',
  're-render on retry',
  'no fence',
  'retry to a complaint',
  'complaint ignored',
  'leaves one of all',
  'quota asked at midnight',
];

describe('a wrong design is found out', () => {
  const mutants = MUTANTS.filter(({ name }) => process.env.VERIFY || SAMPLE.includes(name));

  it.each(mutants)('$name: $wrong', async (mutant) => {
    const caught = await catchMutant(mutant);
    expect(caught, `survived ${PATIENCE} seeds`).not.toBeNull();
    console.log(`${mutant.name}: seed ${caught!.seed}, ${caught!.rule}: ${caught!.says}`);
  });

  it.each(NAMED)('by a test of its own: $wrong', ({ file, title }) => {
    expect(readFileSync(file, 'utf8')).toContain(title);
  });

  it('there are 35 of them', () => {
    const names = new Set(MUTANTS.map(({ name }) => name));
    expect(names.size).toBe(MUTANTS.length);
    expect(MUTANTS.length + NAMED.length).toBeGreaterThanOrEqual(35);
  });
});

it('a mutant whose statement or text is gone says so', async () => {
  const unmet = {
    name: 'unmet',
    wrong: 'rewrites what is not there',
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
