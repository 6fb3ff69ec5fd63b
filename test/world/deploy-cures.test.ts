/** What `npm run deploy` names before it uploads anything, each with its cure. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { unstable_readConfig as readConfig } from 'wrangler';
import { createAccount, createWorker } from '../cloudflare/account.ts';
import { STAGING, VARS } from '../cloudflare/config.ts';
import { type Deployment, FRESH, SECRETS, startDeployment } from '../cloudflare/deployment.ts';

let deployment: Deployment;

afterEach(() => deployment.stop());

describe('before anything is uploaded, a cure is named for', () => {
  test.each([
    [
      'an account without a name in workers.dev',
      () => {
        deployment.cloud.account.subdomain = null;
      },
      /no name in workers\.dev yet.*choose a name/s,
    ],
    [
      'two accounts',
      () => {
        deployment.cloud.accounts.push(createAccount('Second'));
      },
      /2 Cloudflare accounts.*First.*Second.*account_id/s,
    ],
    [
      'a login without an account',
      () => {
        deployment.cloud.accounts.length = 0;
      },
      /no Cloudflare account/,
    ],
    [
      'a token without D1',
      () => {
        deployment.cloud.account.hasD1 = false;
      },
      /Authentication error.*D1: Edit/s,
    ],
    [
      'a Worker of that name with another PUBLIC_URL',
      () => deployment.deployed({ url: 'https://other.example.org' }),
      /belongs to https:\/\/other\.example\.org.*another name and database_name.*--moved-from/s,
    ],
    [
      'a database of another PUBLIC_URL',
      () => deployment.database("public_url = 'https://other.example.org'"),
      /database "milepost" belongs to https:\/\/other\.example\.org/,
    ],
    [
      "a Worker of that name that isn't Milepost",
      () => deployment.cloud.account.workers.set('milepost', createWorker()),
      /another Worker with the name "milepost"/,
    ],
    [
      'a missing webhook secret',
      () => {
        const { RESEND_WEBHOOK_SECRET: __, ...others } = SECRETS;
        deployment.deployed({ secrets: others });
      },
      /A secret is missing: RESEND_WEBHOOK_SECRET.*webhooks\/resend/s,
    ],
  ])('%s', async (_, prepare, words) => {
    deployment = await startDeployment();
    deployment.deployed();
    prepare();
    const { code, said, began, created } = await deployment.begin();
    expect({ code, began, created }).toEqual({ code: 1, began: false, created: 0 });
    expect(said).toMatch(words);
    expect(said).not.toContain(FRESH);
  });

  const DOMAIN = 'https://course.example.org';
  const ROUTE = 'routes = [{ pattern = "course.example.org", custom_domain = true }]';
  test.each([
    [
      'another name in workers.dev',
      { url: 'https://milepost.bob.workers.dev' },
      /PUBLIC_URL = "https:\/\/milepost\.ada\.workers\.dev"/,
    ],
    [
      'a domain that leads nowhere',
      { url: DOMAIN },
      /doesn't lead to this Worker.*custom_domain = true/s,
    ],
    ['a domain of no account', { url: DOMAIN, top: ROUTE }, /doesn't manage the domain/],
    [
      'a domain of another Worker',
      { url: DOMAIN, top: ROUTE, owner: 'shop' },
      /belongs to the Worker "shop"/,
    ],
  ])(
    'an unreachable address: %s',
    async (_, { url, top = '', owner = '' }: Record<string, string>, words) => {
      deployment = await startDeployment({ vars: { ...VARS, PUBLIC_URL: url! }, top });
      deployment.deployed({ url: url! });
      if (owner) {
        deployment.cloud.account.domains.set('course.example.org', owner);
        deployment.cloud.account.zones.push('example.org');
      }
      const { code, said, began } = await deployment.begin();
      expect({ code, began }).toEqual({ code: 1, began: false });
      expect(said).toMatch(words);
    },
  );

  test('nothing, once the domain is routed and the account manages it', async () => {
    deployment = await startDeployment({ vars: { ...VARS, PUBLIC_URL: DOMAIN }, top: ROUTE });
    deployment.cloud.account.zones.push('example.org');
    deployment.deployed({ url: DOMAIN });
    expect((await deployment.begin()).began).toBe(true);
  });

  test('several at once are listed together', async () => {
    deployment = await startDeployment();
    deployment.cloud.account.subdomain = null;
    expect((await deployment.begin()).said).toMatch(
      /2 things.*workers\.dev yet.*Secrets are missing/s,
    );
  });
});

test('a course that moves says so, and keeps its Worker and database', async () => {
  deployment = await startDeployment();
  const old = 'https://old.example.org';
  deployment.deployed({ url: old });
  deployment.database(`public_url = '${old}'`);
  expect((await deployment.begin()).began).toBe(false);
  expect((await deployment.begin({ movedFrom: 'https://else.example.org' })).began).toBe(false);
  expect((await deployment.begin({ movedFrom: old })).began).toBe(true);
});

test('of two accounts, wrangler.toml names the one to use', async () => {
  deployment = await startDeployment();
  deployment.deployed();
  deployment.cloud.accounts.push(createAccount('Second'));
  deployment.env.CLOUDFLARE_ACCOUNT_ID = deployment.cloud.account.id;
  expect((await deployment.begin()).began).toBe(true);
});

describe('staging', () => {
  test('has a Worker and a database of its own', async () => {
    deployment = await startDeployment();
    const secretsFile = deployment.secretsFile();
    await deployment.begin({ secretsFile, env: 'staging' });
    expect(deployment.cloud.account.databases.map(({ name }) => name)).toEqual([
      'milepost-staging',
    ]);
    const { config } = deployment.around({ env: 'staging' });
    expect(config).toMatchObject({ name: 'milepost-staging', vars: STAGING });
  });

  test('must not have the Worker or the database of production', async () => {
    deployment = await startDeployment();
    const toml = readFileSync(deployment.configPath, 'utf8');
    writeFileSync(deployment.configPath, toml.replaceAll('milepost-staging"', 'milepost"'));
    const { code, said } = await deployment.begin({ env: 'staging' });
    expect(code).toBe(2);
    expect(said).toContain('the name "milepost" and the database "milepost"');
  });

  test('repeats everything of production that an environment does not inherit', async () => {
    deployment = await startDeployment();
    const { configPath: config } = deployment;
    const [production, staging] = ['', 'staging'].map((env) => readConfig({ config, env }));
    expect(staging!.triggers).toEqual(production!.triggers);
    expect(staging!.observability).toEqual(production!.observability);
    expect(staging!.assets).toEqual(production!.assets);
    const bindings = ({ d1_databases, ratelimits }: typeof production & {}) =>
      [...d1_databases, ...ratelimits].map((one) => ('binding' in one ? one.binding : one.name));
    expect(bindings(staging!)).toEqual(bindings(production!));
    const names = Object.keys(production!.vars);
    expect(Object.keys(staging!.vars).sort()).toEqual([...names, 'ONLY_TO'].sort());
  });

  test('that is not in wrangler.toml is invalid', async () => {
    deployment = await startDeployment();
    const { code, said } = await deployment.begin({ env: 'stagging' });
    expect(code).toBe(2);
    expect(said).toContain('"stagging"');
  });
});
