import { defineConfig } from 'vitest/config';

/** Tests too slow for `npm test`: killed processes, pairs of crashes, wrong designs. */
export default defineConfig({
  test: {
    include: [
      'test/real/**/*.test.ts',
      'test/world/demo.test.ts',
      'test/in-process/crashes.test.ts',
      'test/in-process/bombing.test.ts',
      'test/in-process/lesson-claims.test.ts',
      'test/in-process/off.test.ts',
      'test/simulation/**/*.test.ts',
    ],
    env: { VERIFY: '1' },
    testTimeout: 600_000,
    hookTimeout: 120_000,
    // Killed Workers and their ports need the machine for themselves.
    fileParallelism: false,
  },
});
