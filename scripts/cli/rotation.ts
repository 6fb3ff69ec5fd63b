/** Puts a new secret in front of a ring of them, or leaves everything as it was. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Trouble } from '../world/terminal.ts';

/** Where a ring is kept: the file, and the Worker that is given it. */
export type Ring = {
  readonly name: string;
  readonly read: () => string;
  readonly write: (value: string) => void;
  /** The ids of keys that are in use; null: nobody to ask. */
  readonly known: (() => Promise<readonly string[] | null>) | null;
  /** Gives it to the Worker; tells what went wrong, or null. */
  readonly put: ((value: string) => Promise<string | null>) | null;
};

/** Rotates; `idsOf` names the keys of secrets. */
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
      `${ring.name} holds no LINK_SECRET.`,
      'It is one secret or several with commas between them, 32 characters each or more.',
      'Write the value that the Worker has into it. Nothing was changed.',
    );
  }
  if (ring.known) await checkAgainst(ring, idsOf(secrets));
  const after = [fresh, ...secrets].join(',');
  // The file first: a value that the Worker has and nobody keeps would be lost with the next one.
  ring.write(after);
  const trouble = ring.put && (await ring.put(after));
  if (trouble) {
    ring.write(before);
    throw new Trouble(
      'The Worker did not take the new value.',
      trouble,
      `${ring.name} is as it was, and all links work. Log in with \`npx wrangler login\` and run this again.`,
    );
  }
  return { kept: secrets.length };
}

async function checkAgainst({ name, known }: Ring, ids: readonly string[]): Promise<void> {
  const used = await known!();
  if (used === null) {
    throw new Trouble(
      'Nobody can tell yet which secret the Worker uses.',
      'It notes that once a day, and first with the first tick after a deployment.',
      'Run this again in some minutes; or add --unchecked if you are certain. Nothing was changed.',
    );
  }
  const missing = used.filter((id) => !ids.includes(id));
  if (missing.length === 0) return;
  throw new Trouble(
    `${name} is not what the Worker uses: ${missing.length} of its ${used.length} keys ${missing.length === 1 ? 'is' : 'are'} not in it.`,
    'With this value, every link that those keys signed would be dead.',
    'Find the whole value of LINK_SECRET. Nothing was changed.',
  );
}

/** A file that holds nothing but the value. */
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

/** Whole or not at all, and for nobody else to read. */
function replaceFile(path: string, text: string): void {
  const beside = `${path}.new`;
  writeFileSync(beside, text, { mode: 0o600 });
  renameSync(beside, path);
}
