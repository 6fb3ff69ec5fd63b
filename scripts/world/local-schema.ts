import { relative } from 'node:path';
import { SCHEMA_VERSION } from '../../src/usecases/operator/problems.ts';
import { Trouble } from './terminal.ts';
import { root } from './wrangler.ts';

/**
 * Throws a `Trouble` if the Worker's database has another schema than this version needs. Until
 * 0.1.0 the first migration may change, and wrangler doesn't apply it a second time.
 * @param worker its base URL
 */
export async function checkSchema(worker: string, stateDir: string): Promise<void> {
  const response = await fetch(new URL('/health', worker));
  const health = (await response.json().catch(() => ({}))) as { schema_version?: number };
  if (health.schema_version === SCHEMA_VERSION) return;
  const folder = relative(root, stateDir);
  throw new Trouble(
    'The local database is from another version of Milepost.',
    `Its schema is ${health.schema_version ?? 'unknown'}, but this version needs ${SCHEMA_VERSION}.`,
    `Delete its folder, with its emails and sign-ups, and start again: rm -r ${folder} && npm start`,
  );
}
