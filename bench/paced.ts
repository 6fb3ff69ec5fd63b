/** Sending to a provider with a realistic response time and rate limit. */
import type { Bundle } from './bundles.ts';
import { startProvider } from './provider.ts';
import { openRuntime } from './runtime.ts';
import { remove, seeded, WARM_UP } from './seed.ts';
import { tickUntilSent } from './sending.ts';
import { variables } from './systems.ts';
import { wrongAtProvider } from './verify.ts';

export type Paced = {
  readonly mailsPerS: number;
  /** The share of the provider's limit of ten calls, 1,000 emails, per second. */
  readonly share: number;
  readonly tooMany: number;
  readonly calls: number;
  readonly wrong: readonly string[];
};

const RATE = 10;
const LATENCY_MS = 100;

export async function measurePaced(ours: Bundle, due: number): Promise<Paced> {
  const stateDir = await seeded({ subscribers: due * 2, due, warmUp: 200 });
  const provider = await startProvider();
  const runtime = await openRuntime(ours, stateDir, {
    ...variables(provider.url),
    MAIL_RATE_LIMIT: String(RATE),
  });
  try {
    await runtime.tick(WARM_UP);
    await provider.reset({ latencyMs: LATENCY_MS, rate: RATE });
    const { seconds, seen } = await tickUntilSent(runtime, provider, due);
    return {
      mailsPerS: due / seconds,
      share: due / seconds / (RATE * 100),
      tooMany: seen.tooMany,
      calls: seen.calls,
      wrong: wrongAtProvider(seen, due).map((problem) => `paced: ${problem}`),
    };
  } finally {
    await runtime.close();
    await provider.stop();
    remove(stateDir);
  }
}
