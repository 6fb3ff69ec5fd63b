/** secretlint with the repository's rules, as `npm run secrets` runs it. */
import { spawnSync } from 'node:child_process';

export type Finding = { readonly line: number; readonly message: string };

export function secretsIn(file: string): Finding[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      'node_modules/secretlint/bin/secretlint.js',
      ...['--no-glob', '--no-gitignore', '--no-maskSecrets', '--format', 'json', file],
    ],
    // The report repeats the file, and the bundle is over the default of 1 MB.
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (stderr !== '') throw new Error(stderr);
  const [report] = JSON.parse(stdout) as [Report];
  return report.messages.map(({ message, loc }) => ({ line: loc.start.line, message }));
}

type Report = {
  readonly messages: readonly {
    readonly message: string;
    readonly loc: { readonly start: { readonly line: number } };
  }[];
};
