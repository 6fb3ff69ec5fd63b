/** A worker thread: runs the seeds it receives, one after another, and posts their reports. */
import { parentPort } from 'node:worker_threads';
import { type Report, type SimulationOptions, simulate } from './simulate.ts';

export type Progress = { readonly over: boolean; readonly report: Report };

const port = parentPort!;

port.on('message', async (options: SimulationOptions) => {
  let reportedAt = 0;
  const onProgress = (report: Report): void => {
    const now = performance.now();
    if (now - reportedAt < 1000) return;
    reportedAt = now;
    port.postMessage({ over: false, report: { ...report, tail: [] } } satisfies Progress);
  };
  port.postMessage({ over: true, report: await simulate({ ...options, onProgress }) });
});
