import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { send } from './request.ts';

/** What the stand-in received since its last reset. */
export type Seen = {
  calls: number;
  mails: number;
  /** Distinct recipients: every subscriber has a different address. */
  distinct: number;
  bytes: number;
  /** Responses with status 429. */
  tooMany: number;
  refused: number;
  unreadable: number;
};

/** `rate`: requests per second; omitted: no limit. */
export type Settings = { readonly latencyMs: number; readonly rate: number | null };

export type Provider = {
  readonly url: string;
  readonly reset: (settings?: Settings) => Promise<void>;
  readonly seen: () => Promise<Seen>;
  /** The first accepted body. */
  readonly sample: () => Promise<Uint8Array<ArrayBuffer>>;
  readonly stop: () => Promise<void>;
};

/** Starts the stand-in in a separate process. */
export async function startProvider(): Promise<Provider> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', join(import.meta.dirname, 'stand-in.ts')],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [line] = await createInterface(child.stdout)
    [Symbol.asyncIterator]()
    .next()
    .then(({ value }) => [value as string | undefined]);
  if (line === undefined) throw new Error('the stand-in for the provider did not start');
  const url = `http://127.0.0.1:${JSON.parse(line).port}`;
  return {
    url,
    reset: async (settings = { latencyMs: 0, rate: null }) => {
      await send(url, { path: '/_reset', body: settings });
    },
    seen: async () => JSON.parse(String((await send(url, { path: '/_seen' })).body)) as Seen,
    sample: async () => new Uint8Array((await send(url, { path: '/_sample' })).body),
    stop: async () => {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.stdin.end();
      await ended;
    },
  };
}
