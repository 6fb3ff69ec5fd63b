/** The doctor with a real Worker, the stand-in for Cloudflare's API and the real command. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../scripts/cloudflare/api.ts';
import { CHECKS } from '../../scripts/doctor/checks.ts';
import { root, run } from '../../scripts/world/wrangler.ts';
import { type Deployment, startDeployment } from '../cloudflare/deployment.ts';
import { type SetUp, startSetUp, URL_OF_SITE } from '../support/set-up.ts';
import { type Machine, startMachine } from './machine.ts';

const WEBHOOK_SECRET = 'whsec_cmVhbC1zZWNyZXQtb2YtbWlsZXBvc3Q=';

let machine: Machine;
let deployment: Deployment;
let cloud: Deployment['cloud'];
let setUp: SetUp;

beforeAll(async () => {
  [machine, deployment, setUp] = await Promise.all([
    startMachine(),
    startDeployment(),
    startSetUp(),
  ]);
  await machine.start({ PUBLIC_URL: URL_OF_SITE });
  await machine.tick(Date.now());
  deployment.database(`public_url = '${URL_OF_SITE}'`);
  deployment.deployed({ url: URL_OF_SITE });
  cloud = deployment.cloud;
  const day = new Date().toISOString().slice(0, 10);
  setUp.real = { connect: () => connect(cloud.env), site: machine.url };
  setUp.provider.state.settings.webhook!.secret = WEBHOOK_SECRET;
  setUp.patience = 30_000;
  setUp.facts = {
    ...setUp.facts,
    now: Date.now(),
    backups: [`milepost-${day}T06-00-00Z.sql`],
    reviewed: [{ file: 'content/course/lessons/1.md', day }],
  };
}, 60_000);

afterAll(() => Promise.all([machine?.stop(), deployment?.stop(), setUp?.stop()]));

const named = async (...names: string[]) =>
  (
    await setUp.examine(CHECKS.filter(({ name }) => names.length === 0 || names.includes(name)))
  ).map(({ check, is, says }) => `${check} ${is}: ${says}`);

test('nothing is said about a healthy set-up', async () => {
  expect(await named()).toEqual([]);
  expect(cloud.unrouted).toEqual([]);
});

test("what the Worker's webhook got changed nothing", () => {
  const [row] = machine.database.prepare('SELECT count(*) AS events FROM feedback').all();
  expect(row).toEqual({ events: 0 });
});

describe('names what Cloudflare says', () => {
  test('a failing list of secrets is not taken for "no secrets"', async () => {
    cloud.fail({ path: /\/secrets$/, status: 500 });
    const found = await named('Worker', 'secrets');
    cloud.heal();
    expect(found).toEqual([
      expect.stringMatching(/^Worker unknown: .*internal error/),
      expect.stringMatching(/^secrets unknown: .*internal error/),
    ]);
  });

  test('a secret that is missing, and a Worker that is missing', async () => {
    const worker = cloud.account.workers.get('milepost')!;
    worker.bindings = worker.bindings.filter(({ name }) => name !== 'LINK_SECRET');
    expect(await named('Worker', 'secrets')).toEqual([
      'secrets fault: A secret is missing: LINK_SECRET.',
    ]);
    cloud.account.workers.clear();
    expect(await named('Worker', 'secrets')).toEqual([
      'Worker fault: There\'s no Worker "milepost" in this account.',
      'secrets unknown: Nothing is deployed yet.',
    ]);
    cloud.account.workers.set('milepost', worker);
  });

  test('two accounts', async () => {
    cloud.accounts.push({ ...cloud.account, id: 'f'.repeat(32), name: 'Second' });
    const found = await named('account', 'Worker', 'database');
    cloud.accounts.pop();
    expect(found).toEqual([
      'account fault: Your login has 2 accounts, and none is chosen.',
      'Worker unknown: The account is unclear.',
      'database unknown: The account is unclear.',
    ]);
  });

  test('the database of another fork, one without tables, and none', async () => {
    const { sqlite } = cloud.account.databases[0]!;
    sqlite.exec("UPDATE settings SET public_url = 'https://other.example'");
    expect(await named('database', 'owner')).toEqual([
      expect.stringMatching(/^owner fault: .*https:\/\/other\.example/),
    ]);
    const missing = [expect.stringMatching(/^database fault/), expect.stringMatching(/^owner unk/)];
    sqlite.exec('DROP TABLE settings');
    expect(await named('database', 'owner')).toEqual(missing);
    cloud.account.databases.splice(0);
    expect(await named('database', 'owner')).toEqual(missing);
  });
});

describe('npx milepost doctor', () => {
  const doctor = (...args: string[]) =>
    run([join(root, 'scripts/milepost.ts'), 'doctor', ...args], { ...process.env, NO_COLOR: '1' });

  test('says what is broken and how to mend it, and exits with 1', async () => {
    const { code, stdout, stderr } = await doctor('--local');
    expect([code, stderr]).toEqual([1, 'Running 8 checks …\n']);
    expect(stdout).toMatch(/^✗ settings {2}PUBLIC_URL is ""/m);
    expect(stdout).toMatch(/^ {4}Correct it under \[vars\] in wrangler\.toml/m);
    expect(stdout).toMatch(/^✗ 8 checks: 4 faults/m);
  });

  test('prints every check as JSON', async () => {
    const { code, stdout } = await doctor('--local', '--json');
    const { ok, checks } = JSON.parse(stdout);
    const names = new Set(checks.map(({ check }: { check: string }) => check));
    expect([code, ok, names.size]).toEqual([1, false, 8]);
    expect(checks).toContainEqual({ check: 'Node', is: 'ok' });
  });

  test.each([[['--resolver', 'nonsense']], [['--everything']]])(
    '%j is wrong use: exit code 2',
    async (args) => {
      const { code, stdout, stderr } = await doctor(...args);
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/nonsense|everything/)]);
    },
  );
});
