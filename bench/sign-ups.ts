/** Sign-ups beside a bare insert: up to the answer, with what follows it, and with its mail. */
import { type Bundle, cut } from './bundles.ts';
import { median } from './figures.ts';
import { type Ask, type Load, load, send } from './load.ts';
import { startProvider } from './provider.ts';
import { openRuntime, type Runtime } from './runtime.ts';
import { copyOf, inDatabase, NOW, remove, seeded } from './seed.ts';
import { variables } from './systems.ts';

export type SignUps = {
  readonly trips: number;
  readonly kinds: Readonly<Record<Kind, Load>>;
};

const KINDS = ['bare insert', 'up to the answer', 'sending on hold', 'with its mail'] as const;
type Kind = (typeof KINDS)[number];

/** More ways to the database than any sign-up needs before its answer. */
const MOST_TRIPS = 6;

export async function measureSignUps(
  ours: Bundle,
  bare: Bundle,
  count: number,
  rounds: number,
  say: (line: string) => void,
): Promise<{ signUps: SignUps; wrong: readonly string[] }> {
  const folder = await seeded({ subscribers: 1000, due: 0, warmUp: 0 });
  const provider = await startProvider();
  const wrong: string[] = [];
  const loads = new Map<Kind, Load[]>(KINDS.map((kind) => [kind, []]));
  try {
    const vars = variables(provider.url);
    const [cutOurs, cutBare] = [await cut(ours), await cut(bare)];
    const trips = await fewestTrips(cutOurs, folder, vars);
    const runs: Record<Kind, { bundle: Bundle; vars: Record<string, string> }> = {
      'bare insert': { bundle: cutBare, vars: { ...vars, TRIPS: '1' } },
      'up to the answer': { bundle: cutOurs, vars: { ...vars, TRIPS: String(trips) } },
      'sending on hold': { bundle: ours, vars: { ...vars, HELD: 'bench' } },
      'with its mail': { bundle: ours, vars },
    };
    for (let round = 1; round <= rounds; round++) {
      for (const kind of KINDS) {
        const stateDir = copyOf(folder);
        await provider.reset();
        const runtime = await openRuntime(runs[kind].bundle, stateDir, runs[kind].vars);
        try {
          await answers(runtime, FIRST);
          await load(runtime, Math.ceil(count / 4), 202, (n) => signUp(`warm${n}`));
          const own = await load(runtime, count, 202, (n) => signUp(`new${n}`));
          loads.get(kind)!.push(own);
          say(`${round}/${rounds} ${kind.padEnd(18)} ${own.cpuUs.toFixed(0).padStart(5)} µs`);
          await runtime.close();
          wrong.push(...wrongIn(kind, stateDir, count).map((problem) => `${kind}: ${problem}`));
        } finally {
          await runtime.close();
          remove(stateDir);
        }
      }
    }
    const kinds = Object.fromEntries(KINDS.map((kind) => [kind, medians(loads.get(kind)!)]));
    return { signUps: { trips, kinds: kinds as SignUps['kinds'] }, wrong };
  } finally {
    await provider.stop();
    remove(folder);
  }
}

/** How often a sign-up goes to the database before it is answered. */
async function fewestTrips(
  bundle: Bundle,
  folder: string,
  vars: Record<string, string>,
): Promise<number> {
  for (let trips = 1; trips <= MOST_TRIPS; trips++) {
    const stateDir = copyOf(folder);
    const runtime = await openRuntime(bundle, stateDir, { ...vars, TRIPS: String(trips) });
    try {
      await answers(runtime, FIRST);
      if (await answers(runtime, signUp('first'))) return trips;
    } finally {
      await runtime.close();
      remove(stateDir);
    }
  }
  throw new Error(`no sign-up is answered after ${MOST_TRIPS} ways to the database`);
}

const answers = (runtime: Runtime, ask: Ask): Promise<boolean> =>
  Promise.race([
    send(runtime.url, ask).then(
      ({ status }) => status < 400,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, 1500, false)),
  ]);

/** The first request of a Worker looks for its tables, which takes a way of its own. */
const FIRST: Ask = { path: '/check-your-inbox' };

const signUp = (name: string): Ask => ({
  path: '/subscribe',
  headers: { accept: 'application/json', 'milepost-now': new Date(NOW).toISOString() },
  body: {
    email: `${name}@example.com`,
    target_date: '2029-03-20',
    time_zone: 'Europe/Berlin',
    name: 'Ada',
  },
});

/** Whoever signed up is there, and whoever was to be mailed was. */
function wrongIn(kind: Kind, stateDir: string, count: number): string[] {
  return inDatabase(stateDir, (database) => {
    const n = (sql: string): number => (database.prepare(sql).get() as { n: number }).n;
    const like = "LIKE 'new%@example.com'";
    if (kind === 'bare insert') {
      const rows = n(`SELECT count(*) AS n FROM bare WHERE address ${like}`);
      return rows === count ? [] : [`${rows} people are stored, not ${count}`];
    }
    // Up to the answer they may be written down in another form than they will have.
    if (kind === 'up to the answer') return [];
    const rows = n(`SELECT count(*) AS n FROM subscribers WHERE address ${like}`);
    const wanted = kind === 'with its mail' ? 'sent' : 'scheduled';
    const mails = n(
      `SELECT count(*) AS n FROM deliveries
       WHERE kind = 'confirm' AND state = '${wanted}' AND address ${like}`,
    );
    return [
      ...(rows === count ? [] : [`${rows} people are stored, not ${count}`]),
      ...(mails === count ? [] : [`${mails} confirmations are ${wanted}, not ${count}`]),
    ];
  });
}

const medians = (loads: readonly Load[]): Load => ({
  cpuUs: median(loads.map(({ cpuUs }) => cpuUs)),
  perS: median(loads.map(({ perS }) => perS)),
  p50Ms: median(loads.map(({ p50Ms }) => p50Ms)),
  p99Ms: median(loads.map(({ p99Ms }) => p99Ms)),
});
