import { availableParallelism } from 'node:os';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { freePort } from './scripts/world/http-listen.ts';
import { ONLY_IN_VERIFY } from './test/support/depth.ts';
import { ON_FIXTURE } from './test/support/fixture-course.ts';
import { keepInMemory } from './test/support/temporary.ts';

keepInMemory();

/** Tests that need Node: files, processes, other programs. All the rest runs in workerd. */
const IN_NODE = [
  'test/course/**/*.test.ts',
  'test/world/**/*.test.ts',
  'test/shape/**/*.test.ts',
  'test/voice/**/*.test.ts',
  'test/in-process/**/*.test.ts',
  'test/simulation/**/*.test.ts',
];

/** Tests that replace a module: they need one that no other file has loaded. */
const REPLACING = 'test/in-process/zones.test.ts';

/** Tests of the course in `content/`. They live beside it. */
const OF_CONTENT = 'content/**/*.test.ts';

/** What takes its time, with processes that are killed and worlds that are played: `npm run verify`. */
const LONG = ['test/real/**', 'test/e2e/**', 'test/gates/**', ...ONLY_IN_VERIFY];

/** Tests of what the runtimes answer differently: they carry time-zone data of their own. */
const IN_BOTH = ['test/domain/calendar.test.ts'];

/** Milliseconds until a test counts as stuck, also where a machine has much else to do. */
const PATIENCE = 60_000;

export default defineConfig(async ({ mode }) => {
  // Every project reads this file anew, and all of them talk to one stand-in.
  process.env.PROVIDER_PORT ??= String(await freePort());
  const port = process.env.PROVIDER_PORT;
  return {
    test: {
      globalSetup: ['./test/support/fixture-course.ts', './test/provider.ts'],
      // One more would take longer: it loads every module again, and tests rarely wait.
      maxWorkers: availableParallelism(),
      projects: [
        {
          resolve: ON_FIXTURE,
          plugins: [
            cloudflareTest({
              wrangler: { configPath: './wrangler.toml' },
              miniflare: {
                bindings: {
                  TEST_MIGRATIONS: await readD1Migrations('./migrations'),
                  PUBLIC_URL: 'https://milepost.test',
                  MAIL_FROM: 'Milepost <course@milepost.test>',
                  REPLY_TO: 'author@milepost.test',
                  POSTAL_ADDRESS: 'Milepost, 1 Example Road, Exampleton',
                  RESEND_BASE_URL: `http://localhost:${port}`,
                  RESEND_API_KEY: 're_test',
                  RESEND_WEBHOOK_SECRET: 'whsec_dGVzdC1zZWNyZXQtb2YtbWlsZXBvc3Q=',
                  LINK_SECRET: 'a-test-secret-of-thirty-two-or-more-characters',
                  TIME_TRAVEL: '1',
                  WORKERS_PLAN: 'paid',
                  // How many hostile requests are made: `test`, `verify` or `attack`, all of them.
                  MODE: mode,
                },
              },
            }),
          ],
          test: {
            name: 'workers',
            include: ['test/**/*.test.{ts,tsx}'],
            exclude: [...IN_NODE, ...LONG],
            setupFiles: ['./test/setup.ts'],
            // A runtime for each file would take longer than its tests; see the set-up.
            isolate: false,
            restoreMocks: true,
            testTimeout: mode === 'test' ? PATIENCE : 30 * PATIENCE,
            hookTimeout: PATIENCE,
          },
        },
        {
          resolve: ON_FIXTURE,
          test: {
            name: 'node',
            include: [...IN_NODE, ...IN_BOTH],
            exclude: [...LONG, REPLACING],
            isolate: false,
            testTimeout: PATIENCE,
            hookTimeout: PATIENCE,
          },
        },
        {
          resolve: ON_FIXTURE,
          test: { name: 'replacing', include: [REPLACING], testTimeout: PATIENCE },
        },
        {
          test: {
            name: 'content',
            include: [OF_CONTENT],
            testTimeout: PATIENCE,
            hookTimeout: PATIENCE,
          },
        },
      ],
    },
  };
});
