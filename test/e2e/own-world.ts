import { inject } from 'vitest';

/** The world of this test worker. Its journeys run one at a time, because they set its clock. */
export const { url, mailboxUrl, embedder } =
  inject('worlds')[Number(process.env.VITEST_POOL_ID) - 1]!;
