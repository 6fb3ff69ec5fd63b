/** Cold start up to the first response, compared with an empty Worker; then page response times. */
import { gzipSync } from 'node:zlib';
import type { Bundle } from './bundles.ts';
import { median } from './figures.ts';
import { type Load, load } from './load.ts';
import { send } from './request.ts';
import { openRuntime } from './runtime.ts';
import { copyOf, remove, seeded } from './seed.ts';
import { variables } from './systems.ts';

export type Starting = {
  /** Of the whole runtime, up to a response that needed one database query. */
  readonly oursMs: number;
  readonly emptyMs: number;
};

export type Page = Load & {
  readonly path: string;
  readonly bytes: number;
  readonly gzipBytes: number;
  /** A conditional request: the response to a browser that has the page in its cache. */
  readonly again: number;
};

const VARS = variables('http://127.0.0.1:9');

export async function measureStarting(
  ours: Bundle,
  empty: Bundle,
  rounds: number,
): Promise<Starting> {
  const folder = await seeded({ subscribers: 100, due: 0, warmUp: 0 });
  const start = async (bundle: Bundle, path: string): Promise<number> => {
    const stateDir = copyOf(folder);
    const runtime = await openRuntime(bundle, stateDir, VARS);
    try {
      await send(runtime.url, { path });
      return runtime.usage().cpuS * 1e3;
    } finally {
      await runtime.close();
      remove(stateDir);
    }
  };
  const oursMs: number[] = [];
  const emptyMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    oursMs.push(await start(ours, '/health'));
    emptyMs.push(await start(empty, '/'));
  }
  remove(folder);
  return { oursMs: median(oursMs), emptyMs: median(emptyMs) };
}

/** Requests public pages, `count` times each. */
export async function measurePages(ours: Bundle, count: number): Promise<readonly Page[]> {
  const folder = await seeded({ subscribers: 100, due: 0, warmUp: 0 });
  const runtime = await openRuntime(ours, folder, VARS);
  const pages: Page[] = [];
  try {
    for (const path of PATHS) {
      const { body, etag } = await send(runtime.url, { path });
      const again = await send(runtime.url, { path, headers: { 'if-none-match': etag } });
      await load(runtime, Math.ceil(count / 4), 200, () => ({ path }));
      pages.push({
        path,
        bytes: body.length,
        gzipBytes: gzipSync(body).length,
        again: again.status,
        ...(await load(runtime, count, 200, () => ({ path }))),
      });
    }
  } finally {
    await runtime.close();
    remove(folder);
  }
  return pages;
}

const PATHS = ['/', '/?target_date=2029-03-20&time_zone=UTC', '/lessons/ml-interviews/one-week'];
