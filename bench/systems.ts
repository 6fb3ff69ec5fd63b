/** The systems that send to every due subscriber. */
import { type Bundle, bundleAlternative, bundleOurs } from './bundles.ts';
import { lessonWords } from './lesson-words.ts';

export type System = {
  readonly name: 'ours' | 'ledger floor' | 'pushing limit' | 'tutorial' | 'tutorial, batches';
  readonly bundle: Bundle;
  /** Whether it queries subscribers and records results; the pushing limit doesn't. */
  readonly records: boolean;
  /** Whether it sends a body of ours instead of composing emails. */
  readonly pushes: boolean;
  /** Measured with fewer emails in fewer turns: its cost grows in proportion to them. */
  readonly slow: boolean;
};

/** Ours comes first: others send a body captured from it. */
export async function systems(): Promise<readonly System[]> {
  const words = await lessonWords();
  const floor = { pushes: true, slow: false };
  const tutorial = { records: true, pushes: false, slow: true };
  return [
    { name: 'ours', bundle: await bundleOurs(), records: true, pushes: false, slow: false },
    { name: 'ledger floor', bundle: await bundleAlternative('ledger.ts'), records: true, ...floor },
    {
      name: 'pushing limit',
      bundle: await bundleAlternative('pushing.ts'),
      records: false,
      ...floor,
    },
    { name: 'tutorial', bundle: await bundleAlternative('tutorial.ts', words), ...tutorial },
    {
      name: 'tutorial, batches',
      bundle: await bundleAlternative('batches.ts', words),
      ...tutorial,
    },
  ];
}

/** The environment variables of all systems. */
export const variables = (providerUrl: string): Record<string, string> => ({
  PUBLIC_URL: 'https://milepost.test',
  MAIL_FROM: 'Milepost <course@milepost.test>',
  REPLY_TO: 'help@milepost.test',
  POSTAL_ADDRESS: 'Milepost, 1 Sample Street, 12345 Sampletown',
  RESEND_BASE_URL: providerUrl,
  RESEND_API_KEY: 're_bench',
  LINK_SECRET: 'a-secret-for-benchmarks-of-thirty-two-characters',
  WORKERS_PLAN: 'paid',
  // The stand-in has no rate limit here, so neither has the Worker.
  MAIL_RATE_LIMIT: '100000',
  TIME_TRAVEL: '1',
  ABUSE_LIMITS: 'off',
});
