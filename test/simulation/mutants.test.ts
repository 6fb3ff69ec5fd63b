import { describe, expect, it } from 'vitest';
import { catchMutant, MUTANTS, PATIENCE } from './mutants/catalogue.ts';
import { rewriting } from './mutants/mutant.ts';

/** These show themselves within a second or so. */
const SAMPLE = ['no key', 'key per attempt', 'recovery forgets', 're-render on retry', 'no fence'];

describe('a wrong design is found out', () => {
  const mutants = MUTANTS.filter(({ name }) => process.env.VERIFY || SAMPLE.includes(name));

  it.each(mutants)('$name: $wrong', async (mutant) => {
    const caught = await catchMutant(mutant);
    expect(caught, `survived ${PATIENCE} seeds`).not.toBeNull();
    console.log(`${mutant.name}: seed ${caught!.seed}, ${caught!.rule}: ${caught!.says}`);
  });
});

it('a mutant whose statement is gone says so', async () => {
  const unmet = {
    name: 'unmet',
    wrong: 'rewrites what is not there',
    mutate: () => rewriting({ fence: [['no such text', '']] }),
  };
  await expect(catchMutant(unmet)).rejects.toThrow('never met: fence: no such text');
}, 30_000);
