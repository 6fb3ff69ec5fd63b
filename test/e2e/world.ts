import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { serveBrowser } from '../../scripts/world/browser.ts';
import { startWorld } from '../../scripts/world/world.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each test worker, because a world has one clock. */
    worlds: { url: string; mailboxUrl: string }[];
    /** The address of the browser. */
    browser: string;
  }
}

/** Worlds on free ports and one browser for all journeys; stopped at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stateDir = mkdtempSync(join(tmpdir(), 'milepost-e2e-'));
  const count = project.vitest.config.maxWorkers;
  const [browser, ...worlds] = await Promise.all([
    serveBrowser(),
    ...Array.from({ length: count }, (_, n) =>
      startWorld({
        ...{ port: 0, mailboxPort: 0, stateDir: join(stateDir, String(n)), build: false },
        vars: { ABUSE_LIMITS: 'off' },
      }),
    ),
  ]);
  project.provide(
    'worlds',
    worlds.map(({ url, mailboxUrl }) => ({ url, mailboxUrl })),
  );
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await Promise.all([browser.close(), ...worlds.map((world) => world.stop())]);
    rmSync(stateDir, { recursive: true, force: true });
  };
}
