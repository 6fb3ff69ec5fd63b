/**
 * Runs every command that README and docs show, in one clone, in the order of the pages. A new one
 * runs as it stands: against the local world, the stand-in for Cloudflare and the mailbox.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/world/http-listen.ts';
import { root } from '../../scripts/world/wrangler.ts';
import { type Cloudflare, startCloudflare } from '../cloudflare/cloudflare.ts';
import { clone } from '../support/clone.ts';

/** What isn't run, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  'npm install && npm test': 'downloads the packages, and runs all other tests',
  'npm install': 'downloads the packages',
  'npm test': 'runs all other tests',
  'npx wrangler login': 'opens a browser',
  'npx wrangler rollback': 'needs a site that was deployed twice',
  'npx milepost person lift ada@example.com --remote --secret-file link-secret.txt':
    'needs an address that bounced or complained; person.test.ts has one',
  'npx milepost new marathon': 'asks questions; the same with --yes is run',
  'npm run email':
    'serves pages until it is stopped; test/world/email-samples.test.ts runs the rest',
  'npx tsc': 'reports the texts that the new language still lacks',
  'npx vitest run test/shape/words.test.ts': 'reports the texts that are left in English',
};

const READS_HEALTH = 'reads /health of the deployed site';

/** What is run in place of a command, and why. */
const INSTEAD: Readonly<Record<string, readonly [command: string, why: string]>> = {
  'npm run tick -- --until 2027-12-31T00:00Z --every 1h': [
    'npm run tick -- --until 2027-03-21T00:00Z --every 1h',
    'plays the hours of nine months',
  ],
  'npx milepost forecast --remote': [
    'npx milepost forecast --remote || [ $? = 1 ]',
    'finds no emails before the import',
  ],
  'npx milepost doctor': ['npx milepost doctor || [ $? = 1 ]', 'finds the settings left empty'],
  'npm run deploy': ['npm run deploy -- --dry-run', READS_HEALTH],
  ...Object.fromEntries(
    [
      'npm run deploy -- --secrets-file .env.production',
      'npm run deploy -- --env staging --secrets-file .env.staging',
      'npm run deploy -- --moved-from https://old.example.com',
    ].map((command) => [command, ['true', 'as above; deploy.test.ts deploys with these options']]),
  ),
  'npx milepost restore backups/<file> --remote': [
    'npx milepost restore "$(ls -t backups/* | head -1)" --remote',
    'the name has the time of the backup',
  ],
};

const MARATHON = 'examples/marathon/content/marathon';

/** What a command reads from its input. */
const INPUT = 'a-secret-of-thirty-two-or-more-characters';

/** What its page takes for granted before a command, or shows another way to. */
const BEFORE: Readonly<Record<string, string>> = {
  'npx milepost restore backups/milepost-2027-03-20T08-00-00Z.sql --remote':
    'mv backups/* backups/milepost-2027-03-20T08-00-00Z.sql',
  'npx milepost import unsubscribed.csv --remote --secret-file link-secret.txt': `
    echo ${INPUT} > link-secret.txt
    printf '%s\n' email,status gone@milepost.dev,unsubscribed > unsubscribed.csv
    printf '%s\n' email,target_date,consent_at,consent_source > people.csv
    printf '%s\n' ada@milepost.dev,2031-02-15,2026-11-02,Form >> people.csv`,
  'npx milepost person show ada@example.com --remote': `npx wrangler d1 execute DB --remote --command \
    "UPDATE subscribers SET address = 'ada@example.com', address_key = 'ada@example.com' WHERE address LIKE 'ada@%'"`,
  'git fetch upstream --tags': `git init -q && git config user.name Ada && git config user.email a@b.test &&
    git add -A && git commit -qm Course && git tag v0.2.0 && git remote add upstream .`,
  'cp -r examples/marathon/content .': 'rm -r content/marathon',
  'mkdir -p content/tea/fr/lessons': `cp -r ${MARATHON} content/tea && rm -r content/tea/??/ &&
    sed -i 's/^id: marathon/id: tea/; s#/marathon/#/tea/#g' content/tea/*.yaml content/tea/*/*.md`,
  'npm run build': `sed 's#/marathon/#/tea/#g' ${MARATHON}/fr/lessons/30-one-week.md \\
    > content/tea/fr/lessons/30-one-week.md`,
};

/** A deployed database. */
const PREPARED = 'npx wrangler d1 create milepost && npx wrangler d1 migrations apply DB --remote';

/** Runs until it's stopped; the other commands need it. */
const START = 'npm install && npm start';

const PAGES = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

const shown = PAGES.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].flatMap(
    ([, block = '']) => commandsIn(block).map((command) => ({ page, command })),
  ),
);

/** One a line, without its comment; a line that ends in a backslash goes on. */
function commandsIn(block: string): string[] {
  return block
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
}

let cloud: Cloudflare;
let copy: ReturnType<typeof clone>;
let site: ReturnType<typeof copy.start>;
let env: NodeJS.ProcessEnv;
/** What several pages show is run once. */
const ran = new Set(['true']);

beforeAll(async () => {
  copy = clone();
  cloud = await startCloudflare();
  const [port, mailboxPort] = [await freePort(), await freePort()];
  env = {
    ...cloud.env,
    PUBLIC_URL: `http://localhost:${port}`,
    MILEPOST_PORT: String(port),
    MILEPOST_MAILBOX_PORT: String(mailboxPort),
    MAIL_FROM: 'Course <course@milepost.test>',
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: `http://localhost:${mailboxPort}`,
  };
  const { code, output } = await copy.run(PREPARED, env);
  expect(code, output).toBe(0);
  site = copy.start(START.replace('npm install && ', ''), env);
  await running();
}, 300_000);

afterAll(async () => {
  if (site?.pid !== undefined && site.exitCode === null) process.kill(-site.pid, 'SIGTERM');
  await cloud?.stop();
  copy?.remove();
});

/** Until `npm start` says that the site runs. */
function running(): Promise<void> {
  let output = '';
  return new Promise((resolve, reject) => {
    for (const stream of [site.stdout, site.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('Milepost is running.')) resolve();
      });
    }
    site.on('exit', () => reject(new Error(output)));
  });
}

describe.each(PAGES)('%s', (page) => {
  const commands = shown.flatMap((one) =>
    one.page === page && one.command !== START && !(one.command in NOT_RUN) ? [one.command] : [],
  );
  test.skipIf(commands.length === 0)('shows commands that work', async () => {
    for (const command of commands) {
      for (const line of [BEFORE[command] ?? 'true', INSTEAD[command]?.[0] ?? command]) {
        if (ran.has(line)) continue;
        ran.add(line);
        const { code, output } = await copy.run(line, env, INPUT);
        expect(code, `${line}\n${output}`).toBe(0);
      }
    }
  });
});

test('no exception is out of date', () => {
  const commands = shown.map(({ command }) => command);
  expect(commands).toContain(START);
  const exceptions = [NOT_RUN, INSTEAD, BEFORE].flatMap((list) => Object.keys(list));
  expect(exceptions.filter((command) => !commands.includes(command))).toEqual([]);
});
