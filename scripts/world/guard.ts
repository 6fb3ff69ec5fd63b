/**
 * Runs a command and kills it with all its child processes once the parent is gone, even if the
 * parent was killed: the parent holds the other end of stdin.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const [noteFile = '', command = '', ...args] = process.argv.slice(2);
const isWindows = process.platform === 'win32';
// A process group of its own: Ctrl-C reaches only the parent, which then shuts down in order.
const child = spawn(command, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: !isWindows,
});
// For the cleanup at the next start, in case all processes are killed at once.
writeFileSync(noteFile, JSON.stringify({ guard: process.pid, group: child.pid }));

process.stdin.resume();
process.stdin.on('end', end);
process.on('SIGTERM', end);
process.on('SIGINT', () => {});
child.on('exit', (code) => {
  signal('SIGKILL'); // Kill the rest of the group.
  process.exit(code ?? 1);
});

function end(): void {
  signal('SIGTERM');
  setTimeout(() => signal('SIGKILL'), 3_000).unref();
}

function signal(name: NodeJS.Signals): void {
  try {
    if (isWindows || child.pid === undefined) child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // Already exited.
  }
}
