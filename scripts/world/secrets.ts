import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SettingName } from '../../src/services/config.ts';

/** The local world's secrets, created once, so that links in old emails keep working. */
export function localSecrets(stateDir: string): Record<string, string> {
  mkdirSync(stateDir, { recursive: true });
  const path = secretsFile(stateDir);
  const known = readSecrets(path);
  const all = {
    RESEND_API_KEY: `re_local_${randomText(18)}`,
    RESEND_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('base64')}`,
    LINK_SECRET: randomText(32),
    ...known,
  } satisfies Partial<Record<SettingName, string>>;
  if (Object.keys(known).length < Object.keys(all).length) {
    writeFileSync(path, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  }
  return all;
}

export const secretsFile = (stateDir: string): string => join(stateDir, 'secrets.json');

export const randomText = (bytes: number): string => randomBytes(bytes).toString('base64url');

function readSecrets(path: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}
