import { applyD1Migrations, reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

const test = env as unknown as TestEnv;

// Files follow one another in the same runtime: each begins with an empty database, and has a mail
// provider of its own, so that no fault of one hits another.
await reset();
await applyD1Migrations(test.DB, test.TEST_MIGRATIONS);
test.RESEND_BASE_URL = new URL(crypto.randomUUID(), test.RESEND_BASE_URL).href;

type TestEnv = {
  DB: D1Database;
  TEST_MIGRATIONS: Parameters<typeof applyD1Migrations>[1];
  RESEND_BASE_URL: string;
};
