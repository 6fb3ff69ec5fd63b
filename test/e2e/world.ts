import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startWorld } from '../../scripts/world/world.ts';

declare module 'vitest' {
  interface ProvidedContext {
    world: { url: string; mailboxUrl: string };
  }
}

/** A fresh world on free ports for all journeys; gone with them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stateDir = mkdtempSync(join(tmpdir(), 'milepost-e2e-'));
  const world = await startWorld({ port: 0, mailboxPort: 0, stateDir });
  project.provide('world', { url: world.url, mailboxUrl: world.mailboxUrl });
  return async () => {
    await world.stop();
    rmSync(stateDir, { recursive: true, force: true });
  };
}
