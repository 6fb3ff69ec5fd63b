/** Sends an email to every due subscriber: CPU time, throughput, memory and database usage. */
import { counted } from './bundles.ts';
import { median } from './figures.ts';
import { type Provider, type Seen, startProvider } from './provider.ts';
import { send } from './request.ts';
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

/** How much is sent, and how often. */
export type Load = {
  readonly population: Population;
  readonly turns: number;
  /** For the systems whose emails cost milliseconds each. */
  readonly slow: { readonly population: Population; readonly turns: number };
};

/** Runs the systems in turn, each in a new process on a new copy of the database. */
export async function measureSending(
  systems: readonly System[],
  { population, turns, slow }: Load,
  say: (line: string) => void,
): Promise<{ results: readonly Sending[]; wrong: readonly string[] }> {
  say(`write down ${population.subscribers} subscribers`);
  const crowds = {
    fast: { folder: await seeded(population), population },
    slow: { folder: await seeded(slow.population), population: slow.population },
  };
  const crowdOf = (system: System): Crowd => (system.slow ? crowds.slow : crowds.fast);
  const provider = await startProvider();
  const wrong: string[] = [];
  const runs = new Map<string, Run[]>(systems.map(({ name }) => [name, []]));
  const costs = new Map<string, Sending['perMail']>();
  try {
    let body: Body = null;
    for (const system of systems) {
      if (!system.records) continue;
      say(`count the statements and rows of ${system.name}`);
      const { cost, sample } = await count(system, crowdOf(system), provider, body);
      costs.set(system.name, cost);
      body ??= sample;
    }
    for (let turn = 1; turn <= turns; turn++) {
      for (const system of systems) {
        if (system.slow && turn > slow.turns) continue;
        const { run, problems } = await runOnce(system, crowdOf(system), provider, body);
        runs.get(system.name)!.push(run);
        wrong.push(...problems.map((problem) => `${system.name}: ${problem}`));
        say(`${turn}/${turns} ${system.name.padEnd(18)} ${run.cpuUs.toFixed(1)} µs an email`);
      }
    }
  } finally {
    await provider.stop();
    for (const { folder } of Object.values(crowds)) remove(folder);
  }
  const results = systems.map(({ name }) => ({
    name,
    ...medians(runs.get(name)!),
    perMail: costs.get(name) ?? null,
  }));
  return { results, wrong };
}

type Crowd = { readonly folder: string; readonly population: Population };

/** What ours sent in its first call. */
type Body = Uint8Array<ArrayBuffer> | null;

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
  { folder, population: { due, warmUp } }: Crowd,
  provider: Provider,
  body: Body,
): Promise<{ run: Run; problems: string[] }> {
  const stateDir = copyOf(folder);
  await provider.reset();
  const runtime = await openRuntime(system.bundle, stateDir, {
    ...variables(provider.url),
    ...(system.records ? {} : { BODIES: String(due / 100) }),
  });
  try {
    if (system.pushes) await send(runtime.url, { path: '/', body });
    await tickUntilSent(runtime, provider, warmUp, WARM_UP);
    await provider.reset();
    const before = runtime.usage().cpuS;
    const { seconds, ticks, seen } = await tickUntilSent(runtime, provider, due);
    const { cpuS, peakMb } = runtime.usage();
    await runtime.close();
    const run = {
      cpuUs: ((cpuS - before) / due) * 1e6,
      mailsPerS: due / seconds,
      peakMb,
      bytes: seen.bytes / due,
      calls: seen.calls,
      ticks,
    };
    return { run, problems: wrongIn(system, seen, stateDir, due) };
  } finally {
    await runtime.close();
    remove(stateDir);
  }
}

function wrongIn({ name, records, pushes }: System, seen: Seen, stateDir: string, due: number) {
  const pushed = seen.mails === due ? [] : [`${seen.mails} emails were pushed, not ${due}`];
  return [
    ...(pushes ? pushed : wrongAtProvider(seen, due)),
    ...(records ? wrongInRows(stateDir, due) : []),
    ...(name === 'ours' || name === 'ledger floor' ? wrongInLedger(stateDir, due) : []),
  ];
}

/** Usually one tick; if emails are left, the next minute's tick continues. */
export async function tickUntilSent(
  runtime: Pick<Runtime, 'tick'>,
  provider: Pick<Provider, 'seen'>,
  due: number,
  from = NOW,
): Promise<{ seconds: number; ticks: number; seen: Seen }> {
  let seconds = 0;
  for (let ticks = 1; ; ticks++) {
    seconds += await runtime.tick(from + (ticks - 1) * 60_000);
    const seen = await provider.seen();
    if (seen.mails >= due || ticks === MOST_TICKS) return { seconds, ticks, seen };
  }
}

async function count(
  system: System,
  { folder, population: { due, warmUp } }: Crowd,
  provider: Provider,
  body: Body,
): Promise<{ cost: Sending['perMail']; sample: Uint8Array<ArrayBuffer> }> {
  const stateDir = copyOf(folder);
  await provider.reset();
  const bundle = await counted(system.bundle);
  const runtime = await openRuntime(bundle, stateDir, variables(provider.url));
  try {
    if (system.pushes) await send(runtime.url, { path: '/', body });
    await tickUntilSent(runtime, provider, warmUp, WARM_UP);
    await provider.reset();
    await send(runtime.url, { path: '/_costs', body: null });
    await tickUntilSent(runtime, provider, due);
    const { body: costs } = await send(runtime.url, { path: '/_costs' });
    const total = JSON.parse(String(costs)) as NonNullable<Sending['perMail']>;
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
