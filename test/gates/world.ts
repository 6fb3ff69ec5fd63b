import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startWorld } from '../../scripts/world/world.ts';
import { adminStates } from './admin-states.ts';
import { personalStates, publicStates, type State } from './page-states.ts';

declare module 'vitest' {
  interface ProvidedContext {
    url: string;
    /** Every page in every state. Opening one changes nothing, so all files share them. */
    states: State[];
  }
}

/** One world whose people have reached every state; stopped at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stateDir = mkdtempSync(join(tmpdir(), 'milepost-gates-'));
  const world = await startWorld({
    ...{ port: 0, mailboxPort: 0, stateDir, build: false },
    vars: { ABUSE_LIMITS: 'off' },
  });
  const stop = async (): Promise<void> => {
    await world.stop();
    rmSync(stateDir, { recursive: true, force: true });
  };
  try {
    const states: State[] = [];
    for (const locale of ['en-GB', 'de-DE'] as const) {
      states.push(...publicStates(locale), ...(await personalStates(world, locale)));
    }
    states.push(...(await adminStates(world)));
    project.provide('url', world.url);
    project.provide('states', states);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
