/** The stand-in for Cloudflare's API, with the real wrangler. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runWrangler } from '../../scripts/world/wrangler.ts';
import { type Cloudflare, startCloudflare } from '../cloudflare/cloudflare.ts';
import { writeConfig } from '../cloudflare/config.ts';

let cloud: Cloudflare;
let folder: string;

beforeAll(async () => {
  cloud = await startCloudflare();
  folder = mkdtempSync(join(tmpdir(), 'milepost-cloud-files-'));
  writeConfig(folder);
});

afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

const wrangler = async (...args: string[]) => {
  const { code, stdout, stderr } = await runWrangler(
    [...args, '--config', join(folder, 'wrangler.toml')],
    cloud.env,
  );
  expect(code, `wrangler ${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
  return stdout;
};

test('wrangler creates, migrates, fills, exports and restores a database', async () => {
  await wrangler('d1', 'create', 'milepost');
  await wrangler('d1', 'migrations', 'apply', 'DB', '--remote');
  const said = 'SELECT schema_version FROM settings; SELECT 1 AS one';
  const answers = await wrangler('d1', 'execute', 'DB', '--remote', '--json', '--command', said);
  expect(JSON.parse(answers).map(({ results }: { results: unknown }) => results)).toEqual([
    [{ schema_version: expect.any(Number) }],
    [{ one: 1 }],
  ]);
  cloud.account.databases[0]!.sqlite.exec("UPDATE settings SET held = 'it''s; held'");
  const file = join(folder, 'backup.sql');
  await wrangler('d1', 'export', 'DB', '--remote', '--output', file);
  expect(readFileSync(file, 'utf8')).toContain("'it''s; held'");
  const tables = ['CREATE TABLE copy (a TEXT);', "INSERT INTO copy VALUES ('one; two');"];
  writeFileSync(join(folder, 'more.sql'), tables.join('\n'));
  await wrangler('d1', 'execute', 'DB', '--remote', '--yes', '--file', join(folder, 'more.sql'));
  const rows = cloud.account.databases[0]!.sqlite.prepare('SELECT a FROM copy').all();
  expect(rows.map((row) => ({ ...row }))).toEqual([{ a: 'one; two' }]);
  expect(cloud.unrouted).toEqual([]);
});

test('wrangler uploads a Worker with its secrets, and again', async () => {
  const secrets = join(folder, 'secrets.json');
  const values = {
    RESEND_API_KEY: 're_x',
    LINK_SECRET: 'x'.repeat(32),
    RESEND_WEBHOOK_SECRET: 'whsec_x',
  };
  writeFileSync(secrets, JSON.stringify(values));
  await wrangler('deploy', '--secrets-file', secrets);
  await wrangler('deploy');
  const worker = cloud.account.workers.get('milepost')!;
  expect(worker.crons).toEqual(['* * * * *']);
  expect(worker.onWorkersDev).toBe(true);
  expect(worker.deployments).toHaveLength(2);
  expect(worker.bindings.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['DB', 'PUBLIC_URL', ...Object.keys(values)]),
  );
  const listed = JSON.parse(await wrangler('secret', 'list', '--format', 'json'));
  expect(listed).toHaveLength(3);
  expect(cloud.unrouted).toEqual([]);
});
