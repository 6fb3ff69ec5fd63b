import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { ONLY_IN_VERIFY } from './support/depth.ts';
import { ON_FIXTURE } from './support/fixture-course.ts';
import { keepInMemory } from './support/temporary.ts';

keepInMemory();

/**
 * Tests too slow for `npm test`: killed processes, pairs of crashes, wrong designs. A share of what is
 * generated, or all of it with `--mode all`.
 */
export default defineConfig(({ mode }) => ({
  resolve: ON_FIXTURE,
  test: {
    globalSetup: './test/support/fixture-course.ts',
    include: [
      'test/real/**/*.test.ts',
      ...ONLY_IN_VERIFY,
      'test/in-process/crashes.test.ts',
      'test/in-process/bombing.test.ts',
      'test/in-process/lesson-claims.test.ts',
      'test/in-process/off.test.ts',
      'test/in-process/templates.test.ts',
      'test/simulation/**/*.test.ts',
    ],
    env: { DEPTH: mode === 'all' ? 'all' : 'verify' },
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
    // One more than two cores: the real Workers mostly wait for a slow provider.
    maxWorkers: 3,
    sequence: { sequencer: longestFirst() },
  },
}));

/** The longest file must not start last; without an earlier run, Vitest goes by file size. */
function longestFirst(): typeof BaseSequencer {
  const LONGEST = [
    ...['mutants', 'real/deploy', 'real/doctor', 'real/person', 'slowest-provider'],
    ...['documented', 'simulation', 'kills', 'slow-provider'],
  ];
  const rank = ({ moduleId }: TestSpecification): number => {
    const place = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
    return place < 0 ? LONGEST.length : place;
  };
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      return files.toSorted((a, b) => rank(a) - rank(b));
    }
  };
}
