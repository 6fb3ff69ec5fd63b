/** Measures Milepost beside the usual ways to do the same: `npm run bench`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFlags, runMain, Trouble } from '../scripts/world/terminal.ts';
import { root } from '../scripts/world/wrangler.ts';
import { checkPlatform, machine } from './process.ts';
import { measureSending } from './sending.ts';
import { systems } from './systems.ts';

const usage = `npm run bench -- [--quick] [--only <part of a name>]

  --quick        small numbers, one round, in under a minute
  --only ours    of those who send, only these, and the pushing limit`;

await runMain(async () => {
  const { quick = false, only = '' } = readFlags(
    { quick: { type: 'boolean' }, only: { type: 'string' } },
    usage,
  );
  checkPlatform();
  const say = (line: string): void => console.log(line);
  const population = quick
    ? { subscribers: 5_000, due: 1_000, warmUp: 200 }
    : { subscribers: 100_000, due: 20_000, warmUp: 1_000 };
  const chosen = (await systems()).filter(({ name, records }) => !records || name.includes(only));
  const { results, wrong } = await measureSending(chosen, population, quick ? 1 : 3, say);
  console.table(
    Object.fromEntries(
      results.map(({ name, perMail, ...figures }) => [name, rounded({ ...figures, ...perMail })]),
    ),
  );
  mkdirSync(join(root, 'artifacts'), { recursive: true });
  writeFileSync(
    join(root, 'artifacts/bench.json'),
    `${JSON.stringify({ machine: machine(), population, sending: results, wrong }, null, 2)}\n`,
  );
  if (wrong.length > 0) {
    throw new Trouble('The figures do not count.', wrong.join('\n  '), 'Mend that, then measure.');
  }
});

function rounded(figures: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Math.round(value * 100) / 100]),
  );
}
