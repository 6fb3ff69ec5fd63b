/**
 * Runs a command and ends it, with everything that it started, when our own parent is gone, also
 * when the parent had no chance to say so. The parent holds the other end of our stdin.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const [noteFile = '', command = '', ...args] = process.argv.slice(2);
const isWindows = process.platform === 'win32';
// A group of its own: Ctrl-C reaches the parent only, which then ends things in order.
const child = spawn(command, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: !isWindows,
});
// For the next start, should all of us be killed at once.
writeFileSync(noteFile, JSON.stringify({ guard: process.pid, group: child.pid }));

process.stdin.resume();
process.stdin.on('end', end);
process.on('SIGTERM', end);
process.on('SIGINT', () => {});
child.on('exit', (code) => {
  signal('SIGKILL'); // Whatever of the group was left behind.
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
    // It is gone already.
  }
}
