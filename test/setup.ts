import { applyD1Migrations, reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

const test = env as unknown as TestEnv;

// Files follow one another in the same runtime: each begins with an empty database, and has a mail
// provider of its own, so that no fault of one hits another.
await reset();
await applyD1Migrations(test.DB, test.TEST_MIGRATIONS);
test.RESEND_BASE_URL = new URL(crypto.randomUUID(), test.RESEND_BASE_URL).href;

// A machine that stalls for seconds would make flights late: here the clock never jumps by more than
// half a second between two readings. Each file begins with the real time.
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

type TestEnv = {
  DB: D1Database;
  TEST_MIGRATIONS: Parameters<typeof applyD1Migrations>[1];
  RESEND_BASE_URL: string;
};
