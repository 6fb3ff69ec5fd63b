import { applyD1Migrations, reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { FORWARDING_MS } from '../src/http/middleware/answer-first.ts';

const test = env as unknown as TestEnv;

// All files run in one runtime: each starts with an empty database and a separate provider, so that
// one file's faults don't affect another.
await reset();
await applyD1Migrations(test.DB, test.TEST_MIGRATIONS);
test.RESEND_BASE_URL = new URL(crypto.randomUUID(), test.RESEND_BASE_URL).href;

// On a busy machine a test may stall for seconds, and calls would start late: the clock never advances
// by more than half a second between two readings. Each file starts at the real time.
const realNow = (Date.now as { real?: () => number }).real ?? Date.now;
let [last, lag] = [realNow(), 0];
Date.now = Object.assign(
  () => {
    const jump = realNow() - last - 500;
    last = realNow();
    if (jump > 0) lag += jump;
    return last - lag;
  },
  { real: realNow },
);

// A test reads the whole response before it waits for the work, so no forwarding competes with it.
const realWait = (scheduler.wait as { real?: Scheduler['wait'] }).real ?? scheduler.wait;
scheduler.wait = Object.assign(
  async (...[ms, options]: Parameters<Scheduler['wait']>) =>
    ms === FORWARDING_MS ? undefined : realWait.call(scheduler, ms, options),
  { real: realWait },
);

type TestEnv = {
  DB: D1Database;
  TEST_MIGRATIONS: Parameters<typeof applyD1Migrations>[1];
  RESEND_BASE_URL: string;
};
