/**
 * Simulates years of the whole system with faults: `npm run simulate -- --seed 7 --years 50
 * --subscribers 60`.
 */
import { parseArgs } from 'node:util';
import { simulateAll } from './parallel.ts';
import type { Report } from './simulate.ts';
import { failureReport, summarize, summaryLines } from './summary.ts';

const usage = `npm run simulate -- [--seed <n> | --seeds <a>..<b>] [--years <n>] [--subscribers <n>]
                    [--intensity <n>]

Simulates years of random people and faults in virtual time, and checks the provider's log against
the promises.
  --seeds 1..20      runs each of these seeds, on all cores (default: --seed 1)
  --years 50         simulated years a seed (default 5)
  --subscribers 60   people a seed
  --intensity 1      fault rate, as a multiple of the default; with 0 there are no faults, and the
                     rules of the plan are checked too`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    years: { type: 'string', default: '5' },
    subscribers: { type: 'string', default: '60' },
    intensity: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const [years, subscribers, intensity] = [values.years, values.subscribers, values.intensity].map(
  (text) => numberIn(text),
) as [number, number, number];
const [first, last] = (values.seeds ?? values.seed ?? '1').split('..').map(numberIn);
const seeds = Array.from({ length: (last ?? first!) - first! + 1 }, (_, n) => first! + n);
const began = performance.now();
const seconds = (): string => ((performance.now() - began) / 1000).toFixed(0);
const underWay = new Map<number, Report>();
let printedAt = 0;

const reports = await simulateAll({ seeds, years, subscribers, intensity, onReport });
const summary = summarize(reports);
for (const line of summaryLines(summary)) console.log(line);
console.log(`${seconds()} s`);
const failed = reports.filter(({ findings }) => findings.length > 0);
for (const report of failed.slice(0, 3)) {
  for (const line of failureReport(report, commandOf(report))) console.log(line);
}
if (seeds.length === 1) console.log(`event log ${reports[0]!.hash}`);
if (failed.length > 0) process.exitCode = 1;

function onReport(report: Report, over: boolean): void {
  underWay.set(report.seed, report);
  const now = performance.now();
  const isWrong = over && report.findings.length > 0;
  if (isWrong) console.log(`seed ${report.seed} failed: ${report.findings[0]!.rule}`);
  if (now - printedAt < 5000) return;
  printedAt = now;
  const { years: done, mails, faults } = summarize([...underWay.values()]);
  const share = Math.round((100 * done) / (seeds.length * years));
  console.log(
    `${share} %  ${done.toFixed(0)} years, ${mails} emails, ${faults} faults, ${seconds()} s`,
  );
}

function commandOf({ seed }: Report): string {
  const own = [`--seed ${seed}`, `--years ${years}`, `--subscribers ${subscribers}`];
  if (intensity !== 1) own.push(`--intensity ${intensity}`);
  return `npm run simulate -- ${own.join(' ')}`;
}

function numberIn(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number) && number >= 0) return number;
  console.error(usage);
  process.exit(2);
}
