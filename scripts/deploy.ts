import { deploy, rehearse } from './deploy/steps.ts';
import { surroundings } from './deploy/surroundings.ts';
import { readFlags, runMain } from './world/terminal.ts';

const usage = `npm run deploy -- [--dry-run] [--secrets-file <file>] [--env staging] [--moved-from <url>]

Deploys to Cloudflare: checks settings, account, address and secrets, creates or finds the database,
migrates it, uploads the Worker and reads /health. If a check fails, nothing is changed.
  --dry-run              shows what it would do and uploads nothing
  --secrets-file <file>  uploads secrets from a file along with the Worker, such as .env.production
  --env staging          deploys the second site in wrangler.toml, which emails only ONLY_TO
  --moved-from <url>     the course moves here from another PUBLIC_URL

Exit code 1: it can't be deployed, or the Worker can't send. 2: invalid command or file.`;

await runMain(async () => {
  const flags = readFlags(
    {
      'dry-run': { type: 'boolean' },
      'secrets-file': { type: 'string' },
      env: { type: 'string' },
      'moved-from': { type: 'string' },
    },
    usage,
  );
  const around = surroundings({
    env: flags.env ?? process.env.CLOUDFLARE_ENV,
    secretsFile: flags['secrets-file'],
    movedFrom: flags['moved-from'],
  });
  await (flags['dry-run'] ? rehearse(around) : deploy(around));
});
