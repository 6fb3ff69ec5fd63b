import { createDice } from './dice.ts';
import { type Fault, type FaultKind, faultKinds } from './provider-types.ts';

type Target = { path: string; key: string | null; mails: { to: string[]; subject: string }[] };

/** The queue of faults, with a seeded random generator, so that runs are reproducible. */
export function createFaults(seed: number) {
  let waiting: Fault[] = [];
  let dice = createDice(seed);
  return {
    add(faults: Fault[]) {
      waiting.push(...faults.map(checked));
    },
    clear() {
      waiting = [];
    },
    seed(value: number) {
      dice = createDice(value);
    },
    list: (): Fault[] => waiting,
    /** The faults for this call: any number of latencies and at most one other. */
    take(target: Target): Fault[] {
      const taken: Fault[] = [];
      for (const fault of [...waiting]) {
        if (!fits(fault, target)) continue;
        if (fault.rate !== undefined && dice.roll() >= fault.rate) continue;
        if (fault.times !== undefined && --fault.times <= 0) {
          waiting = waiting.filter((other) => other !== fault);
        }
        taken.push({ ...fault });
        if (fault.kind !== 'latency') break;
      }
      return taken;
    },
  };
}

function checked(fault: Fault): Fault {
  if (!faultKinds.includes(fault.kind as FaultKind)) {
    throw new Error(`Unknown fault "${fault.kind}". Known are ${faultKinds.join(', ')}.`);
  }
  const times = fault.times ?? (fault.rate === undefined ? 1 : undefined);
  return times === undefined ? { ...fault } : { ...fault, times };
}

function fits({ match = {} }: Fault, { path, key, mails }: Target): boolean {
  const { to, subject } = match;
  return (
    (match.path === undefined || path === match.path) &&
    (match.key === undefined || key === match.key) &&
    (match.mails_over === undefined || mails.length > match.mails_over) &&
    (to === undefined || mails.some((mail) => mail.to.some((one) => one.includes(to)))) &&
    (subject === undefined || mails.some((mail) => mail.subject.includes(subject)))
  );
}
