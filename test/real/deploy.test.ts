/** `npm run deploy` with the real wrangler on the stand-in: good days, and bad ones in the upload. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VARS } from '../cloudflare/config.ts';
import { migrate } from '../cloudflare/d1.ts';
import { type Deployment, FRESH, SECRETS, startDeployment } from '../cloudflare/deployment.ts';
import { canSend, runCron } from '../cloudflare/site.ts';

const URL_ = VARS.PUBLIC_URL;
const DAY = 86_400_000;

/** The paths that the first deployment called. */
const firstCalls: string[] = [];

/** No secret is ever shown, and none that exists is ever proposed anew. */
function showsNoSecret(said: string): void {
  for (const secret of [FRESH, ...Object.values(SECRETS)]) expect(said).not.toContain(secret);
}

describe('from nothing to running', () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await startDeployment();
  });
  afterAll(() => deployment.stop());

  test('the first run creates everything; that the cron has not run yet is a note', async () => {
    const { code, said } = await deployment.run({ secretsFile: deployment.secretsFile() });
    expect({ code, said }).toMatchObject({ code: 0 });
    expect(said).toContain('! The cron has not run yet');
    showsNoSecret(said);
    expect(await canSend(deployment.cloud.accounts, URL_)).toBe(true);
    expect(deployment.cloud.unrouted).toEqual([]);
    firstCalls.push(...deployment.cloud.calls.map((call) => call.split(' ')[1]!));
  });

  test('again without a change, it changes nothing and needs no file', async () => {
    await runCron(deployment.cloud.accounts, URL_);
    const state = () =>
      deployment.cloud.account.databases.map(({ sqlite }) =>
        sqlite.prepare('SELECT * FROM settings').all(),
      );
    const before = JSON.stringify(state());
    const { code, said } = await deployment.run();
    expect({ code, said }).toMatchObject({ code: 0 });
    expect(said).toMatch(/is healthy\n\nNext/);
    showsNoSecret(said);
    expect(JSON.stringify(state())).toBe(before);
    expect(deployment.cloud.account.databases).toHaveLength(1);
    expect(deployment.cloud.account.workers.size).toBe(1);
    expect(await canSend(deployment.cloud.accounts, URL_)).toBe(true);
  });

  test('a day later without a run of the cron is no success', async () => {
    deployment.cloud.account.databases[0]!.sqlite.exec('UPDATE settings SET last_tick_at = NULL');
    deployment.cloud.clock = () => Date.now() + DAY;
    const { code, said } = await deployment.run();
    expect(code).toBe(1);
    expect(said).toContain("the cron hasn't run");
  });
});

test('staging is a site of its own, beside production', async () => {
  const deployment = await startDeployment();
  const options = { env: 'staging', secretsFile: deployment.secretsFile() };
  const { code, said } = await deployment.run(options);
  expect({ code, said }).toMatchObject({ code: 0 });
  const { account, accounts } = deployment.cloud;
  expect([...account.workers.keys()]).toEqual(['milepost-staging']);
  expect(account.databases.map(({ name }) => name)).toEqual(['milepost-staging']);
  expect(await canSend(accounts, 'https://milepost-staging.ada.workers.dev')).toBe(true);
  await deployment.stop();
});

/** Every call that wrangler makes to migrate the database, and to upload a first Worker. */
const MIGRATING = {
  'the database by name': /^\/accounts\/\w+\/d1\/database\/milepost$/,
  'a query': /\/query$/,
};
const UPLOADING = {
  'the service': /\/workers\/services\/milepost$/,
  'the deployments': /\/deployments$/,
  'the assets': /\/assets-upload-session$/,
  'the upload': /\/workers\/scripts\/milepost$/,
  'the settings': /\/scripts\/milepost\/settings$/,
  'the tags': /\/script-settings$/,
  'the Worker': /\/workers\/workers\/milepost$/,
  'its address': /\/workers\/scripts\/milepost\/subdomain$/,
  'its cron': /\/schedules$/,
};
const BAD_DAYS = [
  ...Object.entries(MIGRATING).map((call) => [...call, 'migrations'] as const),
  ...Object.entries(UPLOADING).map((call) => [...call, 'deploy'] as const),
];

describe('on a bad day of a first deployment', () => {
  test.concurrent.each(BAD_DAYS)(
    '%s fails: no success, and the next run mends it',
    async (_, path, step) => {
      const deployment = await startDeployment();
      const { cloud } = deployment;
      const secretsFile = deployment.secretsFile();
      const { wrangler: real } = deployment.around({ secretsFile });
      // A start takes seconds: only the step of the bad day has the real wrangler.
      const wrangler: typeof real = async (args, account) => {
        if (args.includes(step)) return real(args, account);
        if (args[0] === 'd1') migrate(cloud.account.databases[0]!);
        else deployment.deployed();
        return { code: 0, stdout: '', stderr: '' };
      };
      cloud.fail({ path, status: 500 });
      const bad = await deployment.run({ secretsFile }, { wrangler });
      showsNoSecret(bad.said);
      // Some calls don't matter to wrangler: then the course runs.
      const sends = await canSend(cloud.accounts, URL_);
      expect({ ended: bad.code, sends }).not.toEqual({ ended: 0, sends: false });
      cloud.heal();
      const next = await deployment.run({ secretsFile }, { wrangler });
      showsNoSecret(next.said);
      expect(next).toMatchObject({ code: 0 });
      expect(await canSend(cloud.accounts, URL_)).toBe(true);
      expect(cloud.account.databases).toHaveLength(1);
      await deployment.stop();
    },
  );

  test('no call of a first deployment is missing above', () => {
    const known = [...Object.values(MIGRATING), ...Object.values(UPLOADING)];
    const read = [/^\/accounts$/, /\/secrets$/, /\/workers\/subdomain$/, /\/d1\/database$/];
    expect(firstCalls.length).toBeGreaterThan(10);
    expect(firstCalls.filter((call) => ![...known, ...read].some((one) => one.test(call)))).toEqual(
      [],
    );
  });
});
