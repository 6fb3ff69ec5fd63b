/** Every wrong design that the simulator must catch. */
import { simulate } from '../simulate.ts';
import { KEY_MUTANTS } from './keys.ts';
import type { Mutant } from './mutant.ts';
import { STATEMENT_MUTANTS } from './statements.ts';
import { STEP_MUTANTS } from './steps.ts';

export const MUTANTS: readonly Mutant[] = [...STATEMENT_MUTANTS, ...KEY_MUTANTS, ...STEP_MUTANTS];

export type Caught = { readonly seed: number; readonly rule: string; readonly says: string };

/** The number of seeds within which a mutant must be caught. */
export const PATIENCE = 10;

/** The first seed that catches it, with the violation; otherwise null. */
export async function catchMutant(mutant: Mutant): Promise<Caught | null> {
  const { intensity = HARSH.intensity, firstSeed = 1 } = mutant;
  let unmet: string | null = null;
  for (let seed = firstSeed; seed < firstSeed + PATIENCE; seed++) {
    const { findings } = await simulate({ ...HARSH, intensity, seed, mutant });
    const [finding] = findings;
    if (finding && finding.rule !== 'mutant') {
      return { seed, rule: finding.rule, says: finding.says };
    }
    unmet = finding?.says ?? null;
  }
  if (unmet !== null) throw new Error(`${mutant.name}: ${unmet}`);
  return null;
}

/** Many faults in a short time, enough people for batches, and no consistency check. */
export const HARSH = { years: 1, subscribers: 70, intensity: 4, consistency: false };
