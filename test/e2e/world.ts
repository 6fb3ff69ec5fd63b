import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { serveBrowser } from '../../scripts/world/browser.ts';
import { freePort } from '../../scripts/world/http-listen.ts';
import { startWorld } from '../../scripts/world/world.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each test worker, because a world has one clock. */
    worlds: { url: string; mailboxUrl: string; embedder: string }[];
    /** The address of the browser. */
    browser: string;
  }
}

/** Worlds on free ports and one browser for all journeys; stopped at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stateDir = mkdtempSync(join(tmpdir(), 'milepost-e2e-'));
  const count = project.vitest.config.maxWorkers;
  // Sites that may embed the form; a journey that needs its site starts it there.
  const embedders: string[] = [];
  for (let n = 0; n < count; n++) embedders.push(`http://127.0.0.1:${await freePort()}`);
  const [browser, ...worlds] = await Promise.all([
    serveBrowser(),
    ...embedders.map((EMBED_ORIGINS, n) =>
      startWorld({
        ...{ port: 0, mailboxPort: 0, stateDir: join(stateDir, String(n)), build: false },
        vars: { ABUSE_LIMITS: 'off', EMBED_ORIGINS },
      }),
    ),
  ]);
  project.provide(
    'worlds',
    worlds.map(({ url, mailboxUrl }, n) => ({ url, mailboxUrl, embedder: embedders[n]! })),
  );
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await Promise.all([browser.close(), ...worlds.map((world) => world.stop())]);
    rmSync(stateDir, { recursive: true, force: true });
  };
}
