/** A worker thread: runs the seeds it receives, one after another, and posts their reports. */
import { parentPort } from 'node:worker_threads';
import { type Report, type SimulationOptions, simulate } from './simulate.ts';

export type Told = { readonly over: boolean; readonly report: Report };

const port = parentPort!;

port.on('message', async (options: SimulationOptions) => {
  let told = 0;
  const onProgress = (report: Report): void => {
    const now = performance.now();
    if (now - told < 1000) return;
    told = now;
    port.postMessage({ over: false, report: { ...report, tail: [] } } satisfies Told);
  };
  port.postMessage({ over: true, report: await simulate({ ...options, onProgress }) });
});
