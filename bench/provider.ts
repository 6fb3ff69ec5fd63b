import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What the stand-in was sent since it was reset. */
export type Seen = {
  calls: number;
  mails: number;
  /** Different recipients; every subscriber has an address of their own. */
  distinct: number;
  bytes: number;
  /** Answered 429. */
  tooMany: number;
  refused: number;
  unreadable: number;
};

/** `rate`: requests a second, or no limit. */
export type Settings = { readonly latencyMs: number; readonly rate: number | null };

export type Provider = {
  readonly url: string;
  readonly reset: (settings?: Settings) => Promise<void>;
  readonly seen: () => Promise<Seen>;
  /** The first body that was accepted. */
  readonly sample: () => Promise<Uint8Array<ArrayBuffer>>;
  readonly stop: () => Promise<void>;
};

/** Starts the provider's stand-in in a process of its own. */
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
      await fetch(`${url}/_reset`, { method: 'POST', body: JSON.stringify(settings) });
    },
    seen: async () => (await (await fetch(`${url}/_seen`)).json()) as Seen,
    sample: async () => new Uint8Array(await (await fetch(`${url}/_sample`)).arrayBuffer()),
    stop: async () => {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.stdin.end();
      await ended;
    },
  };
}
