/** Sends an email to every due subscriber: CPU time, throughput, memory and database usage. */
import { counted } from './bundles.ts';
import { median } from './figures.ts';
import { type Provider, type Seen, startProvider } from './provider.ts';
import { openRuntime, type Runtime } from './runtime.ts';
import { copyOf, NOW, type Population, remove, seeded, WARM_UP } from './seed.ts';
import { type System, variables } from './systems.ts';
import { wrongAtProvider, wrongInLedger, wrongInRows } from './verify.ts';

export type Sending = {
  readonly name: System['name'];
  readonly cpuUs: number;
  readonly mailsPerS: number;
  readonly peakMb: number;
  readonly bytes: number;
  readonly calls: number;
  readonly ticks: number;
  /** Statements, rows read, rows written and database round trips per email. */
  readonly perMail: { statements: number; read: number; written: number; trips: number } | null;
};

type Run = Omit<Sending, 'perMail' | 'name'>;

/** The most ticks until everything must be sent. */
const MOST_TICKS = 60;

/** Runs the systems in turn, `rounds` times, each in a new process on a new copy. */
export async function measureSending(
  systems: readonly System[],
  population: Population,
  rounds: number,
  say: (line: string) => void,
): Promise<{ results: readonly Sending[]; wrong: readonly string[] }> {
  const folder = await seeded(population);
  const provider = await startProvider();
  const wrong: string[] = [];
  const runs = new Map<string, Run[]>(systems.map(({ name }) => [name, []]));
  const costs = new Map<string, Sending['perMail']>();
  try {
    // Milepost runs first: the pushing limit sends a body captured from it.
    let body: Uint8Array<ArrayBuffer> | null = null;
    for (const system of systems) {
      if (!system.records) continue;
      const { cost, sample } = await count(system, folder, population, provider);
      costs.set(system.name, cost);
      body ??= sample;
    }
    for (let round = 1; round <= rounds; round++) {
      for (const system of systems) {
        const { run, problems } = await runOnce(system, folder, population, provider, body!);
        runs.get(system.name)!.push(run);
        wrong.push(...problems.map((problem) => `${system.name}: ${problem}`));
        say(
          `${round}/${rounds} ${system.name.padEnd(18)} ${run.cpuUs.toFixed(0).padStart(5)} µs a mail`,
        );
      }
    }
  } finally {
    await provider.stop();
    remove(folder);
  }
  const results = systems.map(({ name }) => ({
    name,
    ...medians(runs.get(name)!),
    perMail: costs.get(name) ?? null,
  }));
  return { results, wrong };
}

const medians = (runs: readonly Run[]): Run => {
  const of = (key: keyof Run): number => median(runs.map((run) => run[key]));
  return {
    cpuUs: of('cpuUs'),
    mailsPerS: of('mailsPerS'),
    peakMb: of('peakMb'),
    bytes: of('bytes'),
    calls: of('calls'),
    ticks: of('ticks'),
  };
};

async function runOnce(
  system: System,
  folder: string,
  population: Population,
  provider: Provider,
  body: Uint8Array<ArrayBuffer>,
): Promise<{ run: Run; problems: string[] }> {
  const { due, warmUp } = population;
  const stateDir = copyOf(folder);
  await provider.reset();
  const bodies = (mails: number): Record<string, string> => ({ BODIES: String(mails / 100) });
  const runtime = await openRuntime(system.bundle, stateDir, {
    ...variables(provider.url),
    ...(system.records ? {} : bodies(due)),
  });
  try {
    if (!system.records) await fetch(runtime.url, { method: 'POST', body });
    await runtime.tick(WARM_UP);
    if (system.records && (await provider.seen()).mails !== warmUp) throw new Error('no warm-up');
    await provider.reset();
    const before = runtime.usage().cpuS;
    const { seconds, ticks, seen } = await tickUntilSent(runtime, provider, due);
    const { cpuS, peakMb } = runtime.usage();
    await runtime.close();
    const problems = system.records
      ? [...wrongAtProvider(seen, due), ...wrongInRows(stateDir, due)]
      : seen.mails === due
        ? []
        : [`${seen.mails} mails were pushed, not ${due}`];
    if (system.name === 'ours') problems.push(...wrongInLedger(stateDir, due));
    const run = {
      cpuUs: ((cpuS - before) / due) * 1e6,
      mailsPerS: due / seconds,
      peakMb,
      bytes: seen.bytes / due,
      calls: seen.calls,
      ticks,
    };
    return { run, problems };
  } finally {
    await runtime.close();
    remove(stateDir);
  }
}

/** Usually one tick; if emails are left, the next minute's tick continues. */
export async function tickUntilSent(
  runtime: Pick<Runtime, 'tick'>,
  provider: Pick<Provider, 'seen'>,
  due: number,
): Promise<{ seconds: number; ticks: number; seen: Seen }> {
  let seconds = 0;
  for (let ticks = 1; ; ticks++) {
    seconds += await runtime.tick(NOW + (ticks - 1) * 60_000);
    const seen = await provider.seen();
    if (seen.mails >= due || ticks === MOST_TICKS) return { seconds, ticks, seen };
  }
}

async function count(
  system: System,
  folder: string,
  { due }: Population,
  provider: Provider,
): Promise<{ cost: Sending['perMail']; sample: Uint8Array<ArrayBuffer> }> {
  const stateDir = copyOf(folder);
  await provider.reset();
  const runtime = await openRuntime(
    await counted(system.bundle),
    stateDir,
    variables(provider.url),
  );
  try {
    await runtime.tick(WARM_UP);
    await provider.reset();
    await fetch(`${runtime.url}/_costs`, { method: 'DELETE' });
    await tickUntilSent(runtime, provider, due);
    const total = (await (await fetch(`${runtime.url}/_costs`)).json()) as NonNullable<
      Sending['perMail']
    >;
    const cost = {
      statements: total.statements / due,
      read: total.read / due,
      written: total.written / due,
      trips: total.trips / due,
    };
    return { cost, sample: await provider.sample() };
  } finally {
    await runtime.close();
    remove(stateDir);
  }
}
