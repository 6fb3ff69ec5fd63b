/** `npm run bench`: measures Milepost against common alternatives. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFlags, runMain, Trouble } from '../scripts/world/terminal.ts';
import { root } from '../scripts/world/wrangler.ts';
import { bundleAlternative } from './bundles.ts';
import { measureHeap } from './heap.ts';
import { measurePaced } from './paced.ts';
import { checkPlatform, machine } from './process.ts';
import { type Figures, report } from './report.ts';
import { measureSending } from './sending.ts';
import { measureSignUps } from './sign-ups.ts';
import { engineGzipBytes, gzipBytes } from './sizes.ts';
import { measurePages, measureStarting } from './starting.ts';
import { systems } from './systems.ts';
import { measureTicks } from './ticks.ts';

const usage = `npm run bench -- [--quick] [--only <part of a name>] [--write]

  --quick        small numbers, one round, in about a minute; for a look, not for figures
  --only ours    only the sending, of these systems and the pushing limit
  --write        puts the result into docs/scaling.md`;

const FULL = {
  population: { subscribers: 100_000, due: 20_000, warmUp: 1_000 },
  heap: [5_000, 20_000],
  paced: 10_000,
  rounds: 3,
  sizes: [10_000, 100_000, 1_000_000],
  signUps: { rounds: 3, warmUp: 8, turns: 8, count: 300 },
  pages: 1_000,
  starts: 5,
};

const QUICK: typeof FULL = {
  population: { subscribers: 2_000, due: 500, warmUp: 100 },
  heap: [2_000, 4_000],
  paced: 1_000,
  rounds: 1,
  sizes: [3_000, 30_000],
  signUps: { rounds: 1, warmUp: 2, turns: 4, count: 80 },
  pages: 100,
  starts: 1,
};

await runMain(async () => {
  const {
    quick = false,
    only = '',
    write = false,
  } = readFlags(
    { quick: { type: 'boolean' }, only: { type: 'string' }, write: { type: 'boolean' } },
    usage,
  );
  checkPlatform();
  const plan = quick ? QUICK : FULL;
  const began = performance.now();
  const say = (line: string): void => {
    console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  };
  const all = await systems();
  const ours = all[0]!.bundle;
  const chosen = all.filter(({ name, records }) => !records || name.includes(only));
  const { population, rounds } = plan;
  const { results: sending, wrong } = await measureSending(chosen, population, rounds, say);
  if (only !== '') {
    console.table(sending.map(({ perMail, ...own }) => ({ ...own, ...perMail })));
    return judge(wrong);
  }
  const { memory, wrong: wrongHeap } = await measureHeap(ours, plan.heap, say);
  const paced = await measurePaced(ours, plan.paced);
  say(`${paced.mailsPerS.toFixed(0)} mails a second at 10 calls a second and 100 ms`);
  const ticks = await measureTicks(ours, plan.sizes, say);
  const bare = await bundleAlternative('bare.ts');
  const { signUps, wrong: wrongSignUps } = await measureSignUps(ours, bare, plan.signUps, say);
  const figures: Figures = {
    machine: machine(),
    command: `npm run bench${quick ? ' -- --quick' : ''}`,
    population,
    sending,
    memory,
    paced,
    ticks,
    signUps,
    pages: await measurePages(ours, plan.pages),
    starting: await measureStarting(ours, await bundleAlternative('empty.ts'), plan.starts),
    size: { allGzip: gzipBytes(ours), engineGzip: await engineGzipBytes() },
  };
  const text = report(figures);
  console.log(`\n${text}\n`);
  mkdirSync(join(root, 'artifacts'), { recursive: true });
  writeFileSync(join(root, 'artifacts/bench.json'), `${JSON.stringify(figures, null, 2)}\n`);
  judge([...wrong, ...wrongHeap, ...paced.wrong, ...wrongSignUps]);
  if (write) putIntoDocs(text);
});

function judge(wrong: readonly string[]): void {
  if (wrong.length === 0) return;
  throw new Trouble(
    'The figures do not count: not all of the work was done.',
    wrong.join('\n  '),
    'Find out what was left undone, mend it, and measure again.',
  );
}

function putIntoDocs(text: string): void {
  const file = join(root, 'docs/scaling.md');
  const parts = readFileSync(file, 'utf8').split(/(<!-- bench -->|<!-- \/bench -->)/);
  if (parts.length !== 5) throw new Error('docs/scaling.md has no place for the figures');
  parts[2] = `\n\n${text}\n\n`;
  writeFileSync(file, parts.join(''));
}
