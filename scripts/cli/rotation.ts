/** Prepends a new secret to `LINK_SECRET`, or leaves everything unchanged. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Trouble } from '../world/terminal.ts';

/** Where the secrets are kept: a file, and the Worker that uses them. */
export type Ring = {
  readonly name: string;
  readonly read: () => string;
  readonly write: (value: string) => void;
  /** The ids of the keys in use; null: the Worker cannot be asked. */
  readonly known: (() => Promise<readonly string[] | null>) | null;
  /** Sends the value to the Worker; returns an error message or null. */
  readonly put: ((value: string) => Promise<string | null>) | null;
};

/** Rotates the secrets; `idsOf` returns their key ids. */
export async function rotate(
  ring: Ring,
  fresh: string,
  idsOf: (secrets: readonly string[]) => readonly string[],
): Promise<{ readonly kept: number }> {
  const before = ring.read();
  const secrets = before
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
  if (secrets.length === 0 || secrets.some((secret) => secret.length < 32)) {
    throw new Trouble(
      `${ring.name} contains no LINK_SECRET.`,
      'It should be one secret, or several separated by commas, with 32 characters or more each.',
      'Write the value that the Worker uses into it. Nothing was changed.',
    );
  }
  if (ring.known) await checkAgainst(ring, idsOf(secrets));
  const after = [fresh, ...secrets].join(',');
  // Write the file first: if it failed after the upload, the Worker would have a value that is
  // stored nowhere else and would be lost at the next rotation.
  ring.write(after);
  const trouble = ring.put && (await ring.put(after));
  if (trouble) {
    ring.write(before);
    throw new Trouble(
      "The new value couldn't be stored in the Worker.",
      trouble,
      `${ring.name} is unchanged, and all links work. Log in with \`npx wrangler login\` and run this again.`,
    );
  }
  return { kept: secrets.length };
}

async function checkAgainst({ name, known }: Ring, ids: readonly string[]): Promise<void> {
  const used = await known!();
  if (used === null) {
    throw new Trouble(
      "The secret that the Worker uses isn't known yet.",
      'The Worker records it with its first cron run after a deployment, then once a day.',
      'Nothing was changed. Run this again in a few minutes, or add --unchecked if you’re certain.',
    );
  }
  const missing = used.filter((id) => !ids.includes(id));
  if (missing.length === 0) return;
  throw new Trouble(
    `${name} isn't what the Worker uses: ${missing.length} of its ${used.length} keys ${missing.length === 1 ? 'is' : 'are'} not in it.`,
    'With this value, links signed with those keys would stop working.',
    'Nothing was changed. Find the complete value of LINK_SECRET.',
  );
}

/** A file that contains only the value. */
export const plainFile = (path: string): Pick<Ring, 'name' | 'read' | 'write'> => ({
  name: path,
  read: () => readOr(path, ''),
  write: (value) => replaceFile(path, `${value}\n`),
});

/** A field of a JSON file. */
export const jsonField = (path: string, field: string): Pick<Ring, 'name' | 'read' | 'write'> => ({
  name: path,
  read: () => String((JSON.parse(readOr(path, '{}')) as Record<string, string>)[field] ?? ''),
  write: (value) => {
    const all = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
    replaceFile(path, `${JSON.stringify({ ...all, [field]: value }, null, 2)}\n`);
  },
});

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

/** Replaces the file atomically, readable by its owner only. */
function replaceFile(path: string, text: string): void {
  const beside = `${path}.new`;
  writeFileSync(beside, text, { mode: 0o600 });
  renameSync(beside, path);
}
