import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SETTINGS } from '../../scripts/settings/list.ts';
import { freePort } from '../../scripts/world/http-listen.ts';
import { quietly, startWrangler } from '../../scripts/world/wrangler.ts';

const dir = mkdtempSync(join(tmpdir(), 'milepost-dev-vars-'));
let stop: () => Promise<void>;
let url: string;

/** Our wrangler.toml with a Worker that answers with its settings. */
beforeAll(async () => {
  const toml = readFileSync('wrangler.toml', 'utf8')
    .replace(/^main = .*$/m, 'main = "echo.js"')
    .replace(/^\[(build|assets)\]\n(?:.+\n)+/gm, '');
  writeFileSync(join(dir, 'wrangler.toml'), toml);
  writeFileSync(
    join(dir, 'echo.js'),
    'export default { fetch: (_, env) => Response.json({ ...env, DB: null, SIGN_UP_RATE: null }) };',
  );
  const lines = Object.entries(SETTINGS).map(([name, { example }]) => `${name}="${example}"\n`);
  writeFileSync(join(dir, '.dev.vars'), lines.join(''));
  const port = await freePort();
  const child = startWrangler(
    [
      ...['dev', '--config', join(dir, 'wrangler.toml'), '--ip', '127.0.0.1'],
      ...['--port', String(port), '--inspector-port', '0'],
      ...['--persist-to', join(dir, 'state'), '--show-interactive-dev-session', 'false'],
    ],
    quietly(dir),
    join(dir, 'processes.json'),
  );
  const ended = new Promise((resolve) => child.on('exit', resolve));
  stop = async () => {
    child.stdin?.end();
    await ended;
  };
  url = `http://127.0.0.1:${port}/`;
});

afterAll(async () => {
  await stop();
  rmSync(dir, { recursive: true, force: true });
});

test('every setting of the reference arrives in `wrangler dev` from .dev.vars', async () => {
  const arrived = await answerOf(url);
  const sent = Object.entries(SETTINGS).map(([name, { example }]) => [name, example]);
  expect(arrived).toMatchObject(Object.fromEntries(sent));
});

async function answerOf(at: string): Promise<unknown> {
  for (;;) {
    const response = await fetch(at).catch(() => null);
    if (response?.ok) return response.json();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
