/**
 * The CPU that a run may still use, in microseconds. A Worker's clock does not advance while it
 * computes, so the cost is estimated from measurements in workerd on one machine. Cloudflare's own
 * cost will differ: tune with `CPU_BUDGET_MS`.
 */
export type CpuBudget = { left: number };

/** Startup, reading due rows and recording results. */
const RUN_COST = 2000;

/**
 * The cost of an email in a call of its own and in a batch of a hundred. The whole process took
 * about 500 and 90 µs; the rest is the database's, and half of the single call is the runtime's
 * HTTP.
 */
const SINGLE_COST = 250;
const BATCHED_COST = 60;

/** The budget of a run with `ms` of CPU; at least a minimum, so that every run makes progress. */
export const cpuBudgetOf = (ms: number): CpuBudget => ({ left: Math.max(1, ms * 1000 - RUN_COST) });

/** How many emails the budget allows; at least one, so that every run makes progress. */
export const affordable = ({ left }: CpuBudget, batched: boolean): number =>
  Math.max(1, Math.floor(left / (batched ? BATCHED_COST : SINGLE_COST)));

export function spend(effort: CpuBudget, mails: number, batched: boolean): void {
  effort.left -= mails * (batched ? BATCHED_COST : SINGLE_COST);
}
