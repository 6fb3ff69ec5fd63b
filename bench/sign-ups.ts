/** Sign-ups compared with a bare insert: up to the response, and including the email. */
import type { Bundle } from './bundles.ts';
import { median, percentile } from './figures.ts';
import { type Load, load } from './load.ts';
import { startProvider } from './provider.ts';
import type { Ask } from './request.ts';
import { openRuntime, type Runtime } from './runtime.ts';
import { copyOf, inDatabase, NOW, remove, seeded } from './seed.ts';
import { variables } from './systems.ts';

export type SignUps = {
  readonly kinds: Readonly<Record<Kind, Load & { readonly timesBare: Spread }>>;
};

/** CPU per turn, divided by the CPU of the adjacent bare-insert turn. */
export type Spread = { readonly median: number; readonly low: number; readonly high: number };

/**
 * `rounds`, each with new processes; `turns` in each, after `warmUp` more; `count` sign-ups per
 * turn.
 */
export type Effort = {
  readonly rounds: number;
  readonly warmUp: number;
  readonly turns: number;
  readonly count: number;
};

/** While sending is held, a sign-up ends with its response: the next tick does the rest. */
const KINDS = ['bare insert', 'up to the answer', 'with its email'] as const;
type Kind = (typeof KINDS)[number];

/**
 * All kinds run side by side and take short alternating turns, forward and backward: other load on
 * the machine affects all of them, and adjacent turns are compared.
 */
export async function measureSignUps(
  ours: Bundle,
  bare: Bundle,
  { rounds, warmUp, turns, count }: Effort,
  say: (line: string) => void,
): Promise<{ signUps: SignUps; wrong: readonly string[] }> {
  const folder = await seeded({ subscribers: 1000, due: 0, warmUp: 0 });
  const provider = await startProvider();
  const wrong: string[] = [];
  const loads = new Map<Kind, Load[]>(KINDS.map((kind) => [kind, []]));
  try {
    const vars = variables(provider.url);
    const worlds: Record<Kind, { bundle: Bundle; vars: Record<string, string> }> = {
      'bare insert': { bundle: bare, vars },
      'up to the answer': { bundle: ours, vars: { ...vars, HELD: 'bench' } },
      'with its email': { bundle: ours, vars },
    };
    for (let round = 1; round <= rounds; round++) {
      say(`${round}/${rounds} sign-ups in ${warmUp + turns} turns`);
      const running = new Map<Kind, { runtime: Runtime; stateDir: string }>();
      try {
        await provider.reset();
        for (const kind of KINDS) {
          const stateDir = copyOf(folder);
          const { bundle, vars: own } = worlds[kind];
          running.set(kind, { runtime: await openRuntime(bundle, stateDir, own), stateDir });
        }
        for (let turn = -warmUp; turn < turns; turn++) {
          const name = turn < 0 ? `warm${turn}x` : `new${turn}x`;
          for (const kind of turn % 2 === 0 ? KINDS : KINDS.toReversed()) {
            const { runtime } = running.get(kind)!;
            const own = await load(runtime, count, 202, (n) => signUp(`${name}${n}`));
            if (turn >= 0) loads.get(kind)!.push(own);
          }
        }
        for (const [kind, { runtime, stateDir }] of running) {
          await runtime.close();
          const problems = wrongIn(kind, stateDir, turns * count);
          wrong.push(...problems.map((problem) => `${kind}: ${problem}`));
        }
      } finally {
        for (const { runtime, stateDir } of running.values()) {
          await runtime.close();
          remove(stateDir);
        }
      }
      say(
        `${round}/${rounds} sign-ups: ${timesBare(loads, 'up to the answer').median.toFixed(2)} bare inserts`,
      );
    }
    const kinds = Object.fromEntries(
      KINDS.map((kind) => [
        kind,
        { ...medians(loads.get(kind)!), timesBare: timesBare(loads, kind) },
      ]),
    );
    return { signUps: { kinds: kinds as SignUps['kinds'] }, wrong };
  } finally {
    await provider.stop();
    remove(folder);
  }
}

function timesBare(loads: ReadonlyMap<Kind, readonly Load[]>, kind: Kind): Spread {
  const bare = loads.get('bare insert')!;
  const ratios = loads.get(kind)!.map(({ cpuUs }, turn) => cpuUs / bare[turn]!.cpuUs);
  return {
    median: median(ratios),
    low: percentile(ratios, 0.25),
    high: percentile(ratios, 0.75),
  };
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

/** Checks that every sign-up is stored and every expected email was sent. */
function wrongIn(kind: Kind, stateDir: string, count: number): string[] {
  return inDatabase(stateDir, (database) => {
    const expect = (wanted: number, what: string, sql: string): string[] => {
      const { n } = database.prepare(sql).get() as { n: number };
      return n === wanted ? [] : [`${n} ${what}, not ${wanted}`];
    };
    const rows = (from: string, key = 'address'): string =>
      `SELECT count(*) AS n FROM ${from} ${key} LIKE 'new%@example.com'`;
    const written = 'people are written down';
    if (kind === 'bare insert') return expect(count, written, rows('bare WHERE'));
    const settled = kind === 'up to the answer' ? 0 : count;
    const confirmations = "deliveries WHERE kind = 'confirm' AND state = 'sent' AND";
    return [
      ...expect(count - settled, written, rows('sign_ups WHERE', 'address_key')),
      ...expect(settled, 'people are stored', rows('subscribers WHERE')),
      ...expect(settled, 'confirmations are sent', rows(confirmations)),
    ];
  });
}

const medians = (loads: readonly Load[]): Load => ({
  cpuUs: median(loads.map(({ cpuUs }) => cpuUs)),
  perS: median(loads.map(({ perS }) => perS)),
  p50Ms: median(loads.map(({ p50Ms }) => p50Ms)),
  p99Ms: median(loads.map(({ p99Ms }) => p99Ms)),
});
