/** `npm run deploy` up to its upload: what it reads at Cloudflare, and when it stops. */
import { afterEach, describe, expect, test } from 'vitest';
import { credentials } from '../../scripts/cloudflare/api.ts';
import { rehearse } from '../../scripts/deploy/steps.ts';
import type { Fault } from '../cloudflare/cloudflare.ts';
import { VARS } from '../cloudflare/config.ts';
import { createDatabase, query } from '../cloudflare/d1.ts';
import {
  type Deployment,
  FRESH,
  SECRETS,
  startDeployment,
  watched,
} from '../cloudflare/deployment.ts';

let deployment: Deployment;

afterEach(() => deployment.stop());

const { LINK_SECRET: _, ...WITHOUT_LINK } = SECRETS;
const SEEN = `link_keys = '["k1"]', public_url = '${VARS.PUBLIC_URL}'`;

describe('a new LINK_SECRET is proposed', () => {
  test('when nothing exists: no Worker, no database', async () => {
    deployment = await startDeployment();
    const { code, said, began } = await deployment.begin();
    expect({ code, began }).toEqual({ code: 1, began: false });
    expect(said).toContain(
      'Secrets are missing: RESEND_API_KEY, LINK_SECRET, RESEND_WEBHOOK_SECRET',
    );
    expect(said).toContain(`LINK_SECRET=${FRESH}`);
    expect(said).toContain('--secrets-file .env.production');
    expect(said).toContain(`${VARS.PUBLIC_URL}/webhooks/resend`);
  });

  test('when the database is empty, or never had a link key or a person', async () => {
    deployment = await startDeployment();
    deployment.deployed({ secrets: WITHOUT_LINK });
    deployment.cloud.account.databases.push(createDatabase('milepost', Date.now()));
    expect((await deployment.begin()).said).toContain(FRESH);
    deployment.cloud.account.databases.length = 0;
    deployment.database();
    expect((await deployment.begin()).said).toContain(FRESH);
  });

  test.each([
    ['was signed with before', SEEN, ''],
    [
      'has a subscriber',
      '',
      "INSERT INTO subscribers (id, address, address_key, created_at) VALUES ('s', 'a@b.org', 'a@b.org', 0)",
    ],
    [
      'remembers an erased person',
      '',
      "INSERT INTO suppressions (address_hash, reason) VALUES ('h', 'left')",
    ],
  ])('never for a database that %s', async (__, set, insert) => {
    deployment = await startDeployment();
    const made = deployment.database(set);
    if (insert) query(made, { sql: insert });
    for (const hasWorker of [false, true]) {
      if (hasWorker) deployment.deployed({ secrets: WITHOUT_LINK });
      const { code, said, began } = await deployment.begin();
      expect({ code, began }).toEqual({ code: 1, began: false });
      expect(said).toContain("Don't make a new LINK_SECRET");
      expect(said).not.toContain(FRESH);
    }
  });
});

type BadDay = readonly [string, Fault, RegExp];

/** Each call before the upload, with each kind of bad answer. */
const CALLS = [
  ['accounts', /^\/accounts$/, "accounts couldn't be listed"],
  ['secrets', /\/secrets$/, "secrets couldn't be listed"],
  ['settings', /\/settings$/, "settings couldn't be read"],
  ['subdomain', /\/workers\/subdomain$/, "name in workers.dev couldn't be read"],
  ['databases', /\/d1\/database$/, "databases couldn't be listed"],
  ['query', /\/query$/, "database couldn't be read"],
] as const;
const BAD_DAYS: BadDay[] = CALLS.flatMap(([name, path, what]) => [
  [`${name}: 500`, { path, status: 500 }, new RegExp(`${what}.*answered 500: internal error`, 's')],
  [`${name}: 403`, { path, status: 403 }, new RegExp(`${what}.*code: 10000.*permission`, 's')],
  [
    `${name}: 404`,
    { path, status: 404, code: 7003, message: 'No route' },
    /answered 404: No route/,
  ],
  [`${name}: 429`, { path, status: 429, message: 'Slow down' }, /answered 429: Slow down/],
  [`${name}: no answer`, { path, status: 'hang' }, /didn't answer in time/],
  [`${name}: cut off`, { path, status: 'cut' }, /can't be reached/],
]);

describe('a failed call before the upload', () => {
  test.each(BAD_DAYS)('%s: its words are shown, nothing is changed', async (_, fault, words) => {
    deployment = await startDeployment();
    deployment.deployed();
    deployment.database(SEEN);
    deployment.cloud.fail(fault);
    if (fault.status === 'hang') deployment.patience = 300;
    const { code, said, began, created } = await deployment.begin();
    expect({ code, began, created }).toEqual({ code: 1, began: false, created: 0 });
    expect(said).toMatch(words);
    expect(said).not.toContain(FRESH);
    deployment.cloud.heal();
    deployment.patience = 20_000;
    expect((await deployment.begin()).began).toBe(true);
  });

  test('a failed creation of the database is reported, and the next run finds what it left', async () => {
    deployment = await startDeployment();
    const secretsFile = deployment.secretsFile();
    const path = /\/d1\/database$/;
    deployment.cloud.fail({ path, method: 'POST', status: 400, code: 7406, message: 'limit' });
    expect(await deployment.begin({ secretsFile })).toMatchObject({
      code: 1,
      began: false,
      created: 0,
    });
    deployment.cloud.heal();
    deployment.cloud.fail({ path, method: 'POST', status: 'cut', after: true });
    expect(await deployment.begin({ secretsFile })).toMatchObject({ began: true, created: 1 });
    expect(await deployment.begin({ secretsFile })).toMatchObject({ began: true, created: 0 });
  });
});

describe('a secrets file', () => {
  test('with another LINK_SECRET than the course uses is not uploaded', async () => {
    deployment = await startDeployment();
    deployment.deployed();
    deployment.database(SEEN);
    const { began, said } = await deployment.begin({ secretsFile: deployment.secretsFile() });
    expect(began).toBe(false);
    expect(said).toMatch(/isn't the one that the course uses.*rotate-keys/s);
    expect(said).not.toContain(SECRETS.LINK_SECRET);
  });

  test('with an empty value is not uploaded: it would replace a stored one', async () => {
    deployment = await startDeployment();
    const secretsFile = deployment.secretsFile({ ...SECRETS, LINK_SECRET: '' });
    expect(await deployment.begin({ secretsFile })).toMatchObject({ code: 2, began: false });
  });
});

test("changes nothing when a course doesn't compile", async () => {
  deployment = await startDeployment();
  const { commands, wrangler } = watched();
  const compile = async () => ({ code: 1, stdout: '', stderr: 'one-day.md:3: no subject' });
  const secretsFile = deployment.secretsFile();
  const { code, said } = await deployment.run({ secretsFile }, { wrangler, compile });
  expect({ code, commands }).toEqual({ code: 1, commands: [] });
  expect(said).toContain('one-day.md:3: no subject');
  expect(deployment.cloud.account.databases).toEqual([]);
});

test('a rehearsal uploads nothing and needs no account', async () => {
  deployment = await startDeployment({ vars: {} });
  const { commands, wrangler } = watched();
  const around = { ...deployment.around(), wrangler };
  await expect(rehearse(around)).rejects.toThrow("doesn't bundle");
  expect(commands).toEqual(['deploy --dry-run']);
  expect(around.lines.join('\n')).toContain('PUBLIC_URL is ""');
  expect(deployment.cloud.calls).toEqual([]);
});

describe('the login', () => {
  test.each([
    ['{"type":"oauth","token":"t"}', { authorization: 'Bearer t' }],
    ['{"type":"api_key","key":"k","email":"e"}', { 'x-auth-key': 'k', 'x-auth-email': 'e' }],
  ])("is wrangler's: %s", async (stdout, headers) => {
    deployment = await startDeployment();
    const wrangler = async () => ({ code: 0, stdout, stderr: '' });
    expect(await credentials({}, wrangler)).toEqual(headers);
  });

  test('is missing: the command is named', async () => {
    deployment = await startDeployment();
    const wrangler = async () => ({ code: 1, stdout: '', stderr: 'Not logged in.' });
    await expect(credentials({}, wrangler)).rejects.toMatchObject({
      fix: expect.stringContaining('npx wrangler login'),
    });
  });
});
