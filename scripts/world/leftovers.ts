import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Kills what a killed world left behind. Wrangler's child process can survive when wrangler and its
 * guard are killed at once, and would keep the port. The guard stores its process and group id in a
 * file; a group whose guard is alive belongs to a running world.
 */
export function sweepLeftovers(noteFile: string): void {
  if (process.platform === 'win32') return;
  const note = readNote(noteFile);
  if (!note) return;
  const processes = listProcesses();
  const guard = processes.find(({ pid }) => pid === note.guard);
  if (guard?.args.includes('guard.ts')) return;
  const group = processes.filter(
    ({ pgid, args }) => pgid === note.group && !args.includes('<defunct>'),
  );
  // Process ids are reused: kill only a group of the local runtime.
  if (group.length === 0 || !group.every(({ args }) => /workerd|wrangler/.test(args))) return;
  try {
    process.kill(-note.group, 'SIGKILL');
  } catch {
    // It has just exited.
  }
}

function readNote(path: string): { guard: number; group: number } | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function listProcesses(): { pid: number; pgid: number; args: string }[] {
  try {
    const output = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,args='], { encoding: 'utf8' });
    return output.split('\n').map((line) => {
      const [, pid, pgid, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return { pid: Number(pid), pgid: Number(pgid), args };
    });
  } catch {
    return [];
  }
}
