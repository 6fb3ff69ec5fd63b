/** `npm run deploy` from a folder of its own, against the stand-in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiBase, cloudflareApi } from '../../scripts/cloudflare/api.ts';
import { deploy, type Surroundings } from '../../scripts/deploy/steps.ts';
import { type Options, surroundings } from '../../scripts/deploy/surroundings.ts';
import type { Trouble } from '../../scripts/world/terminal.ts';
import { type Binding, createWorker } from './account.ts';
import { startCloudflare } from './cloudflare.ts';
import { type ConfigTexts, VARS, writeConfig } from './config.ts';
import { createDatabase, migrate, query } from './d1.ts';
import { visit } from './site.ts';

export const SECRETS = {
  RESEND_API_KEY: 're_test',
  LINK_SECRET: 'a-link-secret-of-thirty-two-or-more-characters',
  RESEND_WEBHOOK_SECRET: 'whsec_dGVzdC1zZWNyZXQtb2YtbWlsZXBvc3Q=',
};

/** The value that a deployment would propose for `LINK_SECRET`. */
export const FRESH = 'a-fresh-secret';

/** How a run ended: its exit code, and all that it said. */
export type Ended = { readonly code: number; readonly said: string };

export type Deployment = Awaited<ReturnType<typeof startDeployment>>;

/** An account, and an operator with a filled-in wrangler.toml. */
export async function startDeployment(texts: ConfigTexts = {}) {
  const cloud = await startCloudflare();
  const folder = mkdtempSync(join(tmpdir(), 'milepost-deploy-'));
  const configPath = writeConfig(folder, texts);
  const deployment = {
    cloud,
    configPath,
    /** Milliseconds that an answer of the API may take. */
    patience: 20_000,
    env: { ...cloud.env, CLOUDFLARE_ACCOUNT_ID: '' } as NodeJS.ProcessEnv,
    /** Writes a secrets file and returns its path. */
    secretsFile(values: Readonly<Record<string, string>> = SECRETS): string {
      const path = join(folder, 'secrets.json');
      writeFileSync(path, JSON.stringify(values));
      return path;
    },
    around(options: Partial<Options> = {}): Surroundings & { readonly lines: string[] } {
      const lines: string[] = [];
      const all = { env: undefined, secretsFile: undefined, movedFrom: undefined, ...options };
      const real = surroundings({ ...all, configPath }, deployment.env);
      return {
        ...real,
        connect: async () =>
          cloudflareApi({
            base: apiBase(deployment.env),
            headers: { authorization: 'Bearer a-token' },
            patience: deployment.patience,
          }),
        freshSecret: () => FRESH,
        compile: async () => ({ code: 0, stdout: '', stderr: '' }),
        getHealth: (url) => visit(cloud.accounts, url),
        now: () => cloud.clock(),
        say: (line) => lines.push(line),
        lines,
      };
    },
    /** One run, as the command would end it. */
    async run(options: Partial<Options> = {}, changes: Partial<Surroundings> = {}): Promise<Ended> {
      let lines: string[] = [];
      try {
        const around = deployment.around(options);
        lines = around.lines;
        await deploy({ ...around, ...changes });
        return { code: 0, said: lines.join('\n') };
      } catch (error) {
        const { message, why, fix, exitCode } = error as Trouble;
        if (exitCode === undefined) throw error;
        return { code: exitCode, said: [...lines, `✗ ${message}`, why, fix].join('\n') };
      }
    },
    /** Runs until wrangler would be started: then the checks let the deployment begin. */
    async begin(options: Partial<Options> = {}) {
      const { commands, wrangler } = watched();
      const before = cloud.account.databases.length;
      const ended = await deployment.run(options, { wrangler });
      const created = cloud.account.databases.length - before;
      return { ...ended, began: commands.length > 0, created };
    },
    /** A Worker of ours that was deployed before, with these secrets. */
    deployed({
      secrets = SECRETS as Readonly<Record<string, string>>,
      url = VARS.PUBLIC_URL,
    } = {}) {
      const id = cloud.account.databases[0]?.uuid;
      const vars = { ...VARS, PUBLIC_URL: url };
      const all = (type: string, values: Readonly<Record<string, string>>): Binding[] =>
        Object.entries(values).map(([name, text]) => ({ name, type, text }));
      cloud.account.workers.set('milepost', {
        ...createWorker(),
        uploaded: true,
        onWorkersDev: true,
        crons: ['* * * * *'],
        deployments: [{ id: '1', created_on: new Date(cloud.clock()).toISOString() }],
        bindings: [
          ...all('plain_text', vars),
          ...all('secret_text', secrets),
          ...(id ? [{ name: 'DB', type: 'd1', id }] : []),
        ],
      });
    },
    /** The course's database, migrated, with these values in its row of settings. */
    database(set = '') {
      const made = createDatabase('milepost', Date.now());
      migrate(made);
      if (set) query(made, { sql: `UPDATE settings SET ${set}` });
      cloud.account.databases.push(made);
      return made;
    },
    async stop() {
      await cloud.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return deployment;
}

/** A wrangler that only notes its commands, and fails. */
export function watched() {
  const commands: string[] = [];
  const wrangler: Surroundings['wrangler'] = async (args) => {
    commands.push(args.join(' '));
    return { code: 1, stdout: '', stderr: 'stopped by the test' };
  };
  return { commands, wrangler };
}
