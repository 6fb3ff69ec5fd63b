import { defineConfig } from 'vitest/config';
import { keepInMemory } from '../support/temporary.ts';

keepInMemory();

/** `npm run gates`: emails and pages checked with the tools that their readers use. */
export default defineConfig({
  test: {
    include: ['test/gates/**/*.test.ts'],
    globalSetup: './test/gates/world.ts',
    maxWorkers: 2,
    // Files share the composed emails.
    isolate: false,
    // All states of all pages are one test, and the machine may be busy.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
