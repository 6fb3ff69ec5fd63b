/** Runs many seeds in parallel, one worker thread per core. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Report, SimulationOptions } from './simulate.ts';
import type { Progress } from './worker.ts';

type ParallelOptions = Omit<SimulationOptions, 'seed' | 'mutant' | 'onProgress' | 'onEvidence'> & {
  readonly seeds: readonly number[];
  /** Called when a seed ends, and about once a second while it runs. */
  readonly onReport?: (report: Report, over: boolean) => void;
};

/** A larger young generation: most allocations of a step are short-lived. */
const WORKER_OPTIONS = { resourceLimits: { maxYoungGenerationSizeMb: 64 } };

/** Runs every seed to its end or its first violation. */
export async function simulateAll({
  seeds,
  onReport = () => {},
  ...options
}: ParallelOptions): Promise<Report[]> {
  const waiting = [...seeds];
  const reports: Report[] = [];
  const workers = Array.from(
    { length: Math.min(seeds.length, availableParallelism()) },
    async () => {
      const worker = new Worker(join(import.meta.dirname, 'worker.ts'), WORKER_OPTIONS);
      try {
        for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
          reports.push(await simulateOne(worker, { ...options, seed }, onReport));
        }
      } finally {
        await worker.terminate();
      }
    },
  );
  await Promise.all(workers);
  return reports.sort((a, b) => a.seed - b.seed);
}

const simulateOne = (
  worker: Worker,
  options: SimulationOptions,
  onReport: (report: Report, over: boolean) => void,
): Promise<Report> =>
  new Promise((resolve, reject) => {
    const onMessage = ({ over, report }: Progress): void => {
      onReport(report, over);
      if (!over) return;
      worker.off('message', onMessage);
      worker.off('error', reject);
      resolve(report);
    };
    worker.on('message', onMessage);
    worker.once('error', reject);
    worker.postMessage(options);
  });
