import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { ALLOWED } from './secrets/allowed.ts';
import { findSecrets } from './secrets/find.ts';
import { runMain, Trouble } from './world/terminal.ts';

/** Every file that git has or would take along; `test/shape/bundle.test.ts` looks into the Worker. */
await runMain(async () => {
  const all = filesOf().filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
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

/** As git knows them; in a copy without git, all but what is installed or built. */
function filesOf(): string[] {
  try {
    const args = ['ls-files', '-z', '-co', '--exclude-standard'];
    return execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).split('\0').slice(0, -1);
  } catch {
    const made =
      /^(node_modules|artifacts|dist|\.(git|wrangler|milepost|react-email|dev|env)|src\/course\/compiled)(\.|\/|$)/;
    return readdirSync('.', { recursive: true, encoding: 'utf8' }).filter(
      (file) => !made.test(file),
    );
  }
}
