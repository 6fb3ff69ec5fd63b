import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export const root: string = join(import.meta.dirname, '../..');

const executable = join(root, 'node_modules/wrangler/bin/wrangler.js');

/** Wrangler's environment: no telemetry, no update checks, no files outside the project. */
export const quietly = (stateDir: string): NodeJS.ProcessEnv => ({
  ...process.env,
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_WRITE_LOGS: 'false',
  WRANGLER_REGISTRY_PATH: join(stateDir, 'registry'),
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  NO_UPDATE_NOTIFIER: '1',
});

export type Finished = { code: number; stdout: string; stderr: string };

/**
 * Runs a Node script or wrangler to its end; `input` goes to stdin, which keeps it out of process
 * lists. After `timeout` milliseconds it's ended.
 */
export function run(
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
  input = '',
  timeout?: number,
): Promise<Finished> {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'pipe', timeout });
  child.stdin.on('error', () => {}).end(input);
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, ...output }));
  });
}

export const runWrangler = (
  args: string[],
  env: NodeJS.ProcessEnv,
  input?: string,
  timeout?: number,
): Promise<Finished> => run([executable, ...args], env, input, timeout);

/** Starts wrangler under the guard: it exits when this process does. */
export function startWrangler(
  args: string[],
  env: NodeJS.ProcessEnv,
  noteFile: string,
): ChildProcess {
  const guard = join(import.meta.dirname, 'guard.ts');
  const command = ['--no-warnings', guard, noteFile, process.execPath, executable, ...args];
  return spawn(process.execPath, command, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] });
}
