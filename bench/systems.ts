/** The four ways to mail everybody who is due. */
import { type Bundle, bundleOurs, bundleRival } from './bundles.ts';
import { lessonWords } from './lesson-words.ts';

export type System = {
  readonly name: 'ours' | 'tutorial' | 'tutorial, batches' | 'pushing limit';
  readonly bundle: Bundle;
  /** Looks people up and records them; the pushing limit does neither. */
  readonly records: boolean;
};

export async function systems(): Promise<readonly System[]> {
  const words = await lessonWords();
  return [
    { name: 'ours', bundle: await bundleOurs(), records: true },
    { name: 'tutorial', bundle: await bundleRival('tutorial.ts', words), records: true },
    { name: 'tutorial, batches', bundle: await bundleRival('batches.ts', words), records: true },
    { name: 'pushing limit', bundle: await bundleRival('pushing.ts'), records: false },
  ];
}

/** What each of them finds in its environment. */
export const variables = (providerUrl: string): Record<string, string> => ({
  PUBLIC_URL: 'https://milepost.test',
  MAIL_FROM: 'Milepost <course@milepost.test>',
  REPLY_TO: 'help@milepost.test',
  POSTAL_ADDRESS: 'Milepost, 1 Sample Street, 12345 Sampletown',
  RESEND_BASE_URL: providerUrl,
  RESEND_API_KEY: 're_bench',
  LINK_SECRET: 'a-secret-for-benchmarks-of-thirty-two-characters',
  WORKERS_PLAN: 'paid',
  // The stand-in has no limit of its own, and nobody waits for one.
  MAIL_RATE_LIMIT: '100000',
  TIME_TRAVEL: '1',
  ABUSE_LIMITS: 'off',
});
