/** Sends requests to a Worker over keep-alive connections, a few at a time. */
import { Agent } from 'node:http';
import { percentile } from './figures.ts';
import { type Ask, send } from './request.ts';
import type { Runtime } from './runtime.ts';

export type Load = {
  /** CPU of the whole process per request, work after the response included. */
  readonly cpuUs: number;
  readonly perS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

const AT_ONCE = 8;

/** How long the process may stay busy after the last response. */
const SETTLE_MS = 300;

/** Sends `count` requests made by `ask`; every response must have this status. */
export async function load(
  runtime: Runtime,
  count: number,
  status: number,
  ask: (n: number) => Ask,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const times: number[] = [];
  let next = 0;
  const before = runtime.usage().cpuS;
  const began = performance.now();
  const client = async (): Promise<void> => {
    while (next < count) {
      const sent = performance.now();
      const answer = await send(runtime.url, ask(next++), agent);
      times.push(performance.now() - sent);
      if (answer.status !== status) {
        throw new Error(`${answer.status} in place of ${status}: ${answer.body}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  const seconds = (performance.now() - began) / 1000;
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const cpuS = runtime.usage().cpuS - before;
  agent.destroy();
  return {
    cpuUs: (cpuS / count) * 1e6,
    perS: count / seconds,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  };
}
