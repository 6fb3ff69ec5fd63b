import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { ALLOWED } from './secrets/allowed.ts';
import { findSecrets } from './secrets/find.ts';
import { runMain, Trouble } from './world/terminal.ts';

/** Every file that git has or would take along; `test/shape/bundle.test.ts` looks into the Worker. */
await runMain(async () => {
  const files = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    encoding: 'utf8',
  });
  const all = files.split('\0').filter((file) => file !== '' && existsSync(file));
  const findings = all.flatMap((file) => {
    const bytes = readFileSync(file);
    if (bytes.includes(0)) return [];
    return findSecrets(bytes.toString('utf8'), Object.keys(ALLOWED)).map(
      ({ line, kind, hint }) => `${file}:${line}: ${kind}: ${hint}`,
    );
  });
  if (findings.length > 0) {
    throw new Trouble(
      `${findings.length} texts look like secrets.`,
      findings.join('\n'),
      'Take each out and replace it where it was in use; what is none goes into scripts/secrets/allowed.ts with the reason.',
    );
  }
  console.log(`${all.length} files, and no secret in them.`);
});
