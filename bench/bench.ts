/** `npm run bench`: measures Milepost against common alternatives. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFlags, runMain, Trouble } from '../scripts/world/terminal.ts';
import { root } from '../scripts/world/wrangler.ts';
import { bundleAlternative } from './bundles.ts';
import { measureHeap } from './heap.ts';
import { measureOwnPages } from './own-pages.ts';
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

Takes about four minutes on two cores.

  --quick        small numbers, one turn, in about a minute; for a look, not for figures
  --only ours    only the sending, of these systems and the two floors
  --write        also measures a million subscribers, and writes the result to docs/scaling.md`;

const FULL = {
  sending: {
    population: { subscribers: 40_000, due: 20_000, warmUp: 1_000 },
    turns: 5,
    slow: { population: { subscribers: 40_000, due: 2_000, warmUp: 100 }, turns: 2 },
  },
  heap: [5_000, 20_000],
  paced: 10_000,
  sizes: [10_000, 100_000],
  signUps: { rounds: 2, warmUp: 4, turns: 6, count: 100 },
  pages: 500,
  starts: 3,
};

const QUICK: typeof FULL = {
  sending: {
    population: { subscribers: 2_000, due: 500, warmUp: 100 },
    turns: 1,
    slow: { population: { subscribers: 2_000, due: 300, warmUp: 100 }, turns: 1 },
  },
  heap: [2_000, 4_000],
  paced: 1_000,
  sizes: [3_000, 30_000],
  signUps: { rounds: 1, warmUp: 2, turns: 4, count: 80 },
  pages: 100,
  starts: 1,
};

const MILLION = 1_000_000;

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
  say('bundle the Workers');
  const all = await systems();
  const ours = all[0]!.bundle;
  const chosen = all.filter(({ name, pushes }) => pushes || name === 'ours' || name.includes(only));
  const { results: sending, wrong } = await measureSending(chosen, plan.sending, say);
  if (only !== '') {
    console.table(sending.map(({ perMail, ...own }) => ({ ...own, ...perMail })));
    return judge(wrong);
  }
  const { memory, wrong: wrongHeap } = await measureHeap(ours, plan.heap, say);
  say(`send ${plan.paced} emails at 10 calls a second and 100 ms`);
  const paced = await measurePaced(ours, plan.paced);
  say(`${paced.mailsPerS.toFixed(0)} emails a second`);
  const ticks = await measureTicks(ours, write ? [...plan.sizes, MILLION] : plan.sizes, say);
  const bare = await bundleAlternative('bare.ts');
  const { signUps, wrong: wrongSignUps } = await measureSignUps(ours, bare, plan.signUps, say);
  say('ask for pages');
  const pages = await measurePages(ours, plan.pages);
  say("ask for people's pages");
  const ownPages = await measureOwnPages(ours);
  say('start Workers');
  const starting = await measureStarting(ours, await bundleAlternative('empty.ts'), plan.starts);
  say('weigh the bundle');
  const figures: Figures = {
    machine: machine(),
    command: `npm run bench${quick ? ' -- --quick' : ''}`,
    population: plan.sending.population,
    slowPopulation: plan.sending.slow.population,
    sending,
    memory,
    paced,
    ticks,
    signUps,
    pages,
    ownPages,
    starting,
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
