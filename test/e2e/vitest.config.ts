import { defineConfig } from 'vitest/config';
import { keepInMemory } from '../support/temporary.ts';

keepInMemory();

/** `npm run e2e`: journeys in a real browser, in worlds like that of `npm start`. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: './test/e2e/world.ts',
    // Each worker has a world.
    maxWorkers: 2,
    // Reports each journey as it ends.
    reporters: ['verbose'],
    testTimeout: 240_000,
    hookTimeout: 60_000,
  },
});
