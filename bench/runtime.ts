/** A Worker in its own workerd process, with a local D1 in the same process. */
import { Miniflare } from 'miniflare';
import type { Bundle } from './bundles.ts';
import { childrenOf, type Usage, usageOf } from './process.ts';
import { send } from './request.ts';

export type Runtime = {
  readonly url: string;
  /** Runs the cron at this instant; returns its duration in seconds. */
  readonly tick: (at: number) => Promise<number>;
  readonly usage: () => Usage;
  /** The inspector's address, if the Worker was started with one. */
  readonly inspector: () => Promise<string>;
  readonly database: () => Promise<D1Database>;
  readonly close: () => Promise<void>;
};

/** Starts a Worker on the databases under `stateDir`. An inspector slows it down. */
export async function openRuntime(
  bundle: Bundle,
  stateDir: string,
  vars: Record<string, string> = {},
  inspected = false,
): Promise<Runtime> {
  const before = new Set(childrenOf(process.pid));
  const miniflare = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    cf: false,
    logRequests: false,
    enableDevRegistry: false,
    ...(inspected ? { inspectorPort: 0 } : {}),
    unsafeTriggerHandlers: true,
    resourcePersistencePath: stateDir,
    handleStructuredLogs: () => {},
    workers: [
      {
        config: {
          name: NAME,
          compatibilityDate: '2026-10-30',
          manifest: { mainModule: bundle.main, modulesRoot: '/', modules: bundle.modules },
          env: {
            DB: { type: 'd1', id: 'bench' },
            ...Object.fromEntries(
              Object.entries(vars).map(([name, value]) => [name, { type: 'text', value }]),
            ),
          },
        },
        dev: { rootPath: stateDir, stripCfConnectingIp: false },
      },
    ],
  });
  const address = await miniflare.ready;
  const pids = childrenOf(process.pid).filter((pid) => !before.has(pid));
  const url = address.origin;
  return {
    url,
    tick: async (at) => {
      const began = performance.now();
      const path = `/cdn-cgi/local/scheduled?cron=*+*+*+*+*&time=${at}`;
      const { body } = await send(url, { path });
      if (String(body) !== 'ok') throw new Error(`the tick ended with: ${body}`);
      return (performance.now() - began) / 1000;
    },
    usage: () => {
      const all = pids.map(usageOf);
      return {
        cpuS: all.reduce((sum, { cpuS }) => sum + cpuS, 0),
        peakMb: all.reduce((sum, { peakMb }) => sum + peakMb, 0),
      };
    },
    inspector: async () => new URL(`./core:user:${NAME}`, await miniflare.getInspectorURL()).href,
    database: async () => (await miniflare.getD1Database('DB')) as unknown as D1Database,
    close: () => miniflare.dispose(),
  };
}

const NAME = 'bench';
