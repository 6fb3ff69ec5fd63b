import { defineConfig } from 'vitest/config';

/** `npm run gates`: mails and pages held against what their readers use to read them. */
export default defineConfig({
  test: {
    include: ['test/gates/**/*.test.ts'],
    globalSetup: './test/e2e/world.ts',
    // They share one world and its clock.
    fileParallelism: false,
    // All states of all pages are one test, and the machine may be busy.
    testTimeout: 600_000,
    hookTimeout: 180_000,
  },
});
