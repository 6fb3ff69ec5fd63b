/** A copy of the project in a temporary folder, as a fresh clone has it after `npm install`. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from '../../scripts/world/wrangler.ts';
import { tmpdirOnDisk } from './temporary.ts';

export type Ran = { readonly code: number | null; readonly output: string };

export function clone() {
  const folder = mkdtempSync(join(tmpdirOnDisk(), 'milepost-clone-'));
  const tracked = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', tracked, { cwd: root, encoding: 'utf8' }).split('\0');
  for (const file of files) {
    // Deleted, but not yet committed.
    if (file !== '') cpSync(join(root, file), join(folder, file), { force: true });
  }
  // Hard links: a copy of the packages takes a minute.
  execFileSync('cp', ['-al', join(root, 'node_modules'), join(folder, 'node_modules')]);
  const start = (command: string, env: NodeJS.ProcessEnv) =>
    spawn('bash', ['-c', command], {
      cwd: folder,
      env: { ...env, PATH: `${join(folder, 'node_modules/.bin')}${delimiter}${env.PATH}` },
      stdio: 'pipe',
      detached: true,
    });
  return {
    folder,
    /** Starts a command of a shell as the head of its own process group. */
    start,
    /** Runs it to its end. */
    run: (command: string, env: NodeJS.ProcessEnv, input = ''): Promise<Ran> => {
      const child = start(command, env);
      child.stdin.on('error', () => {}).end(input);
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      return new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('close', (code) => resolve({ code, output }));
      });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
