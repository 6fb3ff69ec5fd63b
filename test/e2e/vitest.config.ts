import { defineConfig } from 'vitest/config';

/** `npm run e2e`: journeys in a real browser, on one world of the kind that `npm start` starts. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: './test/e2e/world.ts',
    // One world, one clock in its mailbox: one journey at a time.
    fileParallelism: false,
    // Each journey is named as soon as it is over.
    reporters: ['verbose'],
    testTimeout: 240_000,
    hookTimeout: 60_000,
  },
});
