import { bold, green } from '../world/terminal.ts';
import type { Check, Result } from './checks.ts';

const MARKS = { fault: '✗', note: '!', unknown: '?' } as const;

/** What the doctor prints of the results of this many checks: one line, if all passed. */
export function printable(results: readonly Result[], count: number): string[] {
  if (results.length === 0) return [`${green('✓')} ${count} checks, no fault`];
  // Several checks may need one answer that didn't come.
  const alike = Map.groupBy(results, ({ is, says, cure }) => `${is} ${says} ${cure}`);
  const findings = [...alike.values()].flatMap((same) => {
    const { is, says, cure } = same[0]!;
    const names = [...new Set(same.map(({ check }) => check))].join(', ');
    const what = is === 'unknown' ? `couldn't check: ${says}` : says;
    return [`${MARKS[is]} ${bold(names)}  ${what}`, `    ${cure}`];
  });
  const of = (is: Result['is']) => results.filter((one) => one.is === is).length;
  const [faults, notes, unknown] = [of('fault'), of('note'), of('unknown')];
  const parts = [
    faults === 0 ? 'no fault' : faults === 1 ? '1 fault' : `${faults} faults`,
    ...(notes > 0 ? [notes === 1 ? '1 note' : `${notes} notes`] : []),
    ...(unknown > 0 ? [`${unknown} couldn't be checked`] : []),
  ];
  return [
    ...findings,
    '',
    `${faults === 0 ? green('✓') : '✗'} ${count} checks: ${parts.join(', ')}`,
  ];
}

/** Every check with what it found. */
export function asJson(results: readonly Result[], checks: readonly Check[]) {
  const passed = checks
    .filter(({ name }) => !results.some(({ check }) => check === name))
    .map(({ name }) => ({ check: name, is: 'ok' }));
  return { ok: results.every(({ is }) => is !== 'fault'), checks: [...results, ...passed] };
}
