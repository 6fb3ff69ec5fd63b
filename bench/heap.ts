/**
 * Heap use while emails are sent. Measured in separate runs, because sampling slows the isolate
 * down.
 */
import type { Bundle } from './bundles.ts';
import { type Heap, type Inspector, inspect } from './inspector.ts';
import { startProvider } from './provider.ts';
import { openRuntime } from './runtime.ts';
import { remove, seeded, WARM_UP } from './seed.ts';
import { tickUntilSent } from './sending.ts';
import { variables } from './systems.ts';
import { wrongAtProvider } from './verify.ts';

export type Memory = {
  readonly due: number;
  /** The highest sample, garbage included. */
  readonly peak: Heap;
  /** The highest sample of live memory: garbage is collected before each sample. */
  readonly held: Heap;
};

export const sumOf = ({ usedMb, buffersMb }: Heap): number => usedMb + buffersMb;

/** Milliseconds between samples. */
const EVERY_MS = 20;

export async function measureHeap(
  ours: Bundle,
  sizes: readonly number[],
  say: (line: string) => void,
): Promise<{ memory: readonly Memory[]; wrong: readonly string[] }> {
  const memory: Memory[] = [];
  const wrong: string[] = [];
  for (const due of sizes) {
    say(`sample the memory while ${due} emails are sent`);
    const [peak, held] = [await peakOf(ours, due, false), await peakOf(ours, due, true)];
    memory.push({ due, peak: peak.heap, held: held.heap });
    wrong.push(...[...peak.wrong, ...held.wrong].map((problem) => `heap at ${due}: ${problem}`));
    say(
      `${due} emails: ${peak.heap.usedMb.toFixed(0)} MB of heap and ${peak.heap.buffersMb.toFixed(1)} MB of buffers`,
    );
  }
  return { memory, wrong };
}

async function peakOf(
  ours: Bundle,
  due: number,
  collect: boolean,
): Promise<{ heap: Heap; wrong: readonly string[] }> {
  const stateDir = await seeded({ subscribers: due * 2, due, warmUp: 200 });
  const provider = await startProvider();
  const runtime = await openRuntime(ours, stateDir, variables(provider.url), true);
  try {
    await runtime.tick(WARM_UP);
    await provider.reset();
    const inspector = await inspect(await runtime.inspector());
    const looking = look(inspector, collect);
    const { seen } = await tickUntilSent(runtime, provider, due);
    const heap = await looking.end();
    inspector.close();
    return { heap, wrong: wrongAtProvider(seen, due) };
  } finally {
    await runtime.close();
    await provider.stop();
    remove(stateDir);
  }
}

/** Samples until stopped and keeps the maximum of each figure. */
function look(inspector: Inspector, collect: boolean): { end: () => Promise<Heap> } {
  let most: Heap = { usedMb: 0, totalMb: 0, buffersMb: 0 };
  let going = true;
  const one = async (): Promise<void> => {
    const now = await inspector.heap(collect);
    most = {
      usedMb: Math.max(most.usedMb, now.usedMb),
      totalMb: Math.max(most.totalMb, now.totalMb),
      buffersMb: Math.max(most.buffersMb, now.buffersMb),
    };
  };
  const all = (async () => {
    while (going) {
      await one();
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    await one();
  })();
  return {
    async end() {
      going = false;
      await all;
      return most;
    },
  };
}
