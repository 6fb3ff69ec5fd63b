/** The cost of a tick as subscribers grow: idle, and with 1,000 emails due. */
import { type Bundle, counted } from './bundles.ts';
import { startProvider } from './provider.ts';
import { send } from './request.ts';
import { openRuntime } from './runtime.ts';
import { copyOf, inDatabase, NOW, remove, seeded, WARM_UP } from './seed.ts';
import { variables } from './systems.ts';

export type Ticks = {
  readonly subscribers: number;
  /** File size per subscriber with two planned lessons. */
  readonly bytes: number;
  readonly idle: { readonly cpuMs: number; readonly statements: number; readonly read: number };
  /** Per email, with 1,000 due. */
  readonly mail: { readonly cpuUs: number; readonly read: number; readonly written: number };
};

const DUE = 1000;
const IDLE = 40;

export async function measureTicks(
  ours: Bundle,
  sizes: readonly number[],
  say: (line: string) => void,
): Promise<readonly Ticks[]> {
  const provider = await startProvider();
  const vars = variables(provider.url);
  const results: Ticks[] = [];
  for (const subscribers of sizes) {
    say(`${subscribers} subscribers: write them down, then tick`);
    const folder = await seeded({ subscribers, due: DUE, warmUp: 200 });
    const bytes = inDatabase(folder, sizeOf) / subscribers;
    const counts = await countIn(await counted(ours), folder, vars);
    const times = await timeIn(ours, folder, vars);
    remove(folder);
    results.push({
      subscribers,
      bytes,
      idle: { ...counts.idle, cpuMs: times.idleMs },
      mail: { ...counts.mail, cpuUs: times.mailUs },
    });
    say(
      `${subscribers} subscribers: idle ${times.idleMs.toFixed(2)} ms, ${times.mailUs.toFixed(0)} µs a mail`,
    );
  }
  await provider.stop();
  return results;
}

type Costs = { statements: number; read: number; written: number };

async function countIn(bundle: Bundle, folder: string, vars: Record<string, string>) {
  const stateDir = copyOf(folder);
  const runtime = await openRuntime(bundle, stateDir, vars);
  const costs = async (at: number): Promise<Costs> => {
    await send(runtime.url, { path: '/_costs', body: null });
    await runtime.tick(at);
    return JSON.parse(String((await send(runtime.url, { path: '/_costs' })).body)) as Costs;
  };
  try {
    await runtime.tick(WARM_UP);
    const { statements, read } = await costs(WARM_UP + 60_000);
    const busy = await costs(NOW);
    return {
      idle: { statements, read },
      mail: { read: busy.read / DUE, written: busy.written / DUE },
    };
  } finally {
    await runtime.close();
    remove(stateDir);
  }
}

async function timeIn(bundle: Bundle, folder: string, vars: Record<string, string>) {
  const stateDir = copyOf(folder);
  const runtime = await openRuntime(bundle, stateDir, vars);
  const spent = async (work: () => Promise<unknown>): Promise<number> => {
    const before = runtime.usage().cpuS;
    await work();
    return runtime.usage().cpuS - before;
  };
  try {
    await runtime.tick(WARM_UP);
    const idleS = await spent(async () => {
      for (let minute = 1; minute <= IDLE; minute++) await runtime.tick(WARM_UP + minute * 60_000);
    });
    const mailS = await spent(() => runtime.tick(NOW));
    return { idleMs: (idleS / IDLE) * 1e3, mailUs: (mailS / DUE) * 1e6 };
  } finally {
    await runtime.close();
    remove(stateDir);
  }
}

function sizeOf(database: Parameters<Parameters<typeof inDatabase>[1]>[0]): number {
  const { page_count: pages } = database.prepare('PRAGMA page_count').get() as {
    page_count: number;
  };
  const { page_size: size } = database.prepare('PRAGMA page_size').get() as { page_size: number };
  return pages * size;
}
