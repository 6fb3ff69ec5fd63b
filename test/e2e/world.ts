import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { serveBrowser } from '../../scripts/world/browser.ts';
import { startWorld } from '../../scripts/world/world.ts';

declare module 'vitest' {
  interface ProvidedContext {
    world: { url: string; mailboxUrl: string; browser: string };
  }
}

/** One world on free ports and one browser for all journeys; stopped at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stateDir = mkdtempSync(join(tmpdir(), 'milepost-e2e-'));
  const [world, browser] = await Promise.all([
    startWorld({ port: 0, mailboxPort: 0, stateDir, vars: { ABUSE_LIMITS: 'off' } }),
    serveBrowser(),
  ]);
  const { url, mailboxUrl } = world;
  project.provide('world', { url, mailboxUrl, browser: browser.wsEndpoint() });
  return async () => {
    await Promise.all([browser.close(), world.stop()]);
    rmSync(stateDir, { recursive: true, force: true });
  };
}
