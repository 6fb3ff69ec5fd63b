/** Sign-ups beside a bare insert: up to the answer, with what follows it, and with its mail. */
import { type Bundle, cut } from './bundles.ts';
import { median } from './figures.ts';
import { type Ask, type Load, load } from './load.ts';
import { startProvider } from './provider.ts';
import { openRuntime } from './runtime.ts';
import { copyOf, inDatabase, NOW, remove, seeded } from './seed.ts';
import { variables } from './systems.ts';

export type SignUps = {
  readonly kinds: Readonly<Record<Kind, Load>>;
};

const KINDS = ['bare insert', 'up to the answer', 'sending on hold', 'with its mail'] as const;
type Kind = (typeof KINDS)[number];

/** What is asked before the answer: to keep the sign-up, and once whether there are tables. */
const BEFORE = 'INTO sign_ups';

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
    const runs: Record<Kind, { bundle: Bundle; vars: Record<string, string> }> = {
      'bare insert': { bundle: cutBare, vars: { ...vars, PASS: 'INTO bare' } },
      'up to the answer': { bundle: cutOurs, vars: { ...vars, PASS: BEFORE } },
      'sending on hold': { bundle: ours, vars: { ...vars, HELD: 'bench' } },
      'with its mail': { bundle: ours, vars },
    };
    for (let round = 1; round <= rounds; round++) {
      for (const kind of KINDS) {
        const stateDir = copyOf(folder);
        await provider.reset();
        const runtime = await openRuntime(runs[kind].bundle, stateDir, runs[kind].vars);
        try {
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
    return { signUps: { kinds: kinds as SignUps['kinds'] }, wrong };
  } finally {
    await provider.stop();
    remove(folder);
  }
}

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
