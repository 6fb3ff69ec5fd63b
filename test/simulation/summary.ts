/** Totals of many seeds, and a report of a failure. */
import type { Report } from './simulate.ts';

export type Summary = {
  readonly years: number;
  readonly mails: number;
  readonly calls: number;
  readonly faults: number;
  readonly byFault: ReadonlyMap<string, number>;
  readonly unknown: ReadonlyMap<string, number>;
  readonly wrong: ReadonlyMap<string, number>;
};

/** Each promise, with the rules whose violation breaks it. */
const PROMISES: Readonly<Record<string, readonly string[]>> = {
  doubled: ['doubled'],
  lost: ['lost', 'not settled', 'stuck'],
  'after leaving': [
    'after leaving',
    'after a change',
    'after a complaint',
    'leaving undone',
    'wrong address',
  ],
  'outside its window': ['outside its window'],
  'without a reason': ['no row'],
};

export function summarize(reports: readonly Report[]): Summary {
  const total = (of: (report: Report) => number): number =>
    reports.reduce((sum, report) => sum + of(report), 0);
  return {
    years: total(({ years }) => years),
    mails: total(({ mails }) => mails),
    calls: total(({ calls }) => calls),
    faults: total(({ faults }) => faults),
    byFault: sumOf(reports.map(({ byFault }) => Object.entries(byFault))),
    unknown: sumOf(reports.map(({ unknown }) => Object.entries(unknown))),
    wrong: sumOf(reports.map(({ findings }) => findings.map(({ rule }) => [rule, 1] as const))),
  };
}

export function summaryLines({
  years,
  mails,
  calls,
  faults,
  byFault,
  unknown,
  wrong,
}: Summary): string[] {
  const count = (rules: readonly string[]): number =>
    rules.reduce((sum, rule) => sum + (wrong.get(rule) ?? 0), 0);
  const promised = Object.values(PROMISES).flat();
  const others = [...wrong].filter(([rule]) => !promised.includes(rule));
  return [
    `${years.toFixed(1)} years, ${mails} emails in ${calls} calls, ${faults} faults of ${byFault.size} kinds`,
    ...[...byFault]
      .sort((a, b) => b[1] - a[1])
      .map(([fault, n]) => `${String(n).padStart(9)}  ${fault}`),
    Object.entries(PROMISES)
      .map(([name, rules]) => `${count(rules)} ${name}`)
      .join(', '),
    ...others.map(([rule, n]) => `${n} ${rule}`),
    `unknown at the end: ${[...unknown].map(([reason, n]) => `${n} ${reason}`).join(', ') || 'none'}`,
  ];
}

/** The first violation with the steps before it and the command to replay it. */
export function failureReport({ findings, tail, seed }: Report, command: string): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  return [
    ...tail.slice(-40),
    '',
    `Seed ${seed}: ${first.rule}: ${first.says} (${new Date(first.at).toISOString()})`,
    `Again: ${command}`,
  ];
}

function sumOf(lists: readonly (readonly (readonly [string, number])[])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [name, n] of lists.flat()) sums.set(name, (sums.get(name) ?? 0) + n);
  return sums;
}
