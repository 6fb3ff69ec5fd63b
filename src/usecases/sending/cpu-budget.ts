/**
 * CPU that a run may still spend, in microseconds. No clock runs while a Worker computes, so it is
 * counted, by what the work took in workerd on one machine. Cloudflare's own will differ:
 * `CPU_BUDGET_MS` is the screw to turn.
 */
export type CpuBudget = { left: number };

/** Waking up, looking what is due, writing down what became of it. */
const RUN_COST = 2000;

/**
 * A mail in a call of its own, and one among a hundred. The whole process took some 500 and 90; the
 * rest of it is the database's, and of the single call half is the runtime's, for HTTP.
 */
const SINGLE_COST = 250;
const BATCHED_COST = 60;

/** The effort of a run that may take `ms` of CPU; a little always, so that it gets further. */
export const cpuBudgetOf = (ms: number): CpuBudget => ({ left: Math.max(1, ms * 1000 - RUN_COST) });

/** How many mails the effort allows; never none, so that every run gets a little further. */
export const affordable = ({ left }: CpuBudget, batched: boolean): number =>
  Math.max(1, Math.floor(left / (batched ? BATCHED_COST : SINGLE_COST)));

export function spend(effort: CpuBudget, mails: number, batched: boolean): void {
  effort.left -= mails * (batched ? BATCHED_COST : SINGLE_COST);
}
