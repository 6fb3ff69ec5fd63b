import { describe, expect, it } from 'vitest';
import { byDepth, isTest } from '../support/depth.ts';
import { simulateAll } from './parallel.ts';
import { type Report, type SimulationOptions, simulate } from './simulate.ts';
import { failureReport, summarize } from './summary.ts';

type Options = Omit<SimulationOptions, 'seed'>;

/** The failure report: the last steps, and the command that replays the seed. */
const failureOf = (report: Report, { years, subscribers, intensity = 1 }: Options): string =>
  failureReport(
    report,
    `npm run simulate -- --seed ${report.seed} --years ${years} --subscribers ${subscribers} --intensity ${intensity}`,
  ).join('\n');

describe('with faults of more than twenty kinds', () => {
  const size = isTest ? { years: 0.7, subscribers: 20 } : { years: 1, subscribers: 30 };
  const options = { ...size, intensity: 4 };

  it.each(byDepth([6], [1, 2], [1, 2, 3]))(
    'no email is doubled, lost or late: seed %i',
    async (seed) => {
      const report = await simulate({ ...options, seed });
      expect(report.findings, failureOf(report, options)).toEqual([]);
      expect(Object.keys(report.byFault).length).toBeGreaterThan(20);
      expect(report.faults).toBeGreaterThan(300);
      expect(report.mails).toBeGreaterThan(100);
    },
  );

  it.skipIf(isTest)('the same holds for many years with sixty people', async () => {
    const many = { years: 3, subscribers: 60 };
    const seeds = Array.from({ length: byDepth(0, 3, 10) }, (_, n) => 101 + n);
    const reports = await simulateAll({ ...many, seeds });
    for (const report of reports) expect(report.findings, failureOf(report, many)).toEqual([]);
    const { faults, years, byFault } = summarize(reports);
    expect(faults).toBeGreaterThan(400 * years);
    expect(byFault.size).toBeGreaterThan(40);
  });
});

it('without faults, people get exactly what the rules of the plan say', async () => {
  const options = { years: byDepth(1, 1, 2), subscribers: byDepth(25, 50, 50), intensity: 0 };
  const report = await simulate({ ...options, seed: 1 });
  expect(report.findings, failureOf(report, options)).toEqual([]);
  expect(Object.keys(report.acts).length).toBeGreaterThan(18);
  expect(report.mails).toBeGreaterThan(7 * options.subscribers * options.years);
});

it('equal seeds give equal event logs, other seeds give others', async () => {
  const hashOf = async (seed: number) =>
    (await simulate({ seed, years: byDepth(0.1, 0.2, 0.2), subscribers: 15, intensity: 4 })).hash;
  const once = await hashOf(5);
  expect(await hashOf(5)).toBe(once);
  expect(await hashOf(6)).not.toBe(once);
});
