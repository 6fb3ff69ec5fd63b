/** CPU and memory of a process and its descendants, from /proc. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';
import { Trouble } from '../scripts/world/terminal.ts';

export type Usage = {
  /** User and kernel CPU seconds since the process started. */
  readonly cpuS: number;
  /** Peak resident memory (VmHWM) in MB. */
  readonly peakMb: number;
};

/** The kernel counts CPU time in hundredths of a second. */
const TICKS = 100;

/** Usage of `pid` and its descendants, including those that have exited. */
export function usageOf(pid: number): Usage {
  const own = statOf(pid);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const peakMb = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  const children = childrenOf(pid).map(usageOf);
  return {
    cpuS: own + children.reduce((sum, { cpuS }) => sum + cpuS, 0),
    peakMb: peakMb + children.reduce((sum, child) => sum + child.peakMb, 0),
  };
}

/** The running child processes of `pid`. */
export function childrenOf(pid: number): number[] {
  return processes().filter((other) => {
    const fields = fieldsOf(other);
    return fields !== null && Number(fields[1]) === pid;
  });
}

/** Throws if there is no /proc. */
export function checkPlatform(): void {
  if (process.platform === 'linux') return;
  throw new Trouble(
    'The benchmark runs on Linux only.',
    'It reads the processor time and the memory of whole processes from /proc.',
    'Run it in a container or a virtual machine with Linux.',
  );
}

/** The CPU model and the number of cores. */
export function machine(): string {
  const text = readFileSync('/proc/cpuinfo', 'utf8');
  const model = /^model name\s*:\s*(.+)$/m.exec(text)?.[1] ?? process.arch;
  return `${[...text.matchAll(/^processor\s*:/gm)].length} × ${model}`;
}

function statOf(pid: number): number {
  const fields = fieldsOf(pid);
  if (fields === null) throw new Error(`process ${pid} is gone`);
  // utime, stime, and the same for waited-for children.
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
}

/** The fields of /proc/<pid>/stat after the name, which may contain spaces and parentheses. */
function fieldsOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

const processes = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
