import { join } from 'node:path';
import { readAddress } from '../../src/domain/address.ts';
import { tokens } from '../../src/links/links.ts';
import { linkKeysInUse } from '../../src/storage/operator.ts';
import { replaceLinksOf } from '../../src/storage/own-links.ts';
import { randomText, secretsFile } from '../world/secrets.ts';
import { readFlags, Trouble } from '../world/terminal.ts';
import { quietly, root, runWrangler } from '../world/wrangler.ts';
import { nowOf, query, targetFlags } from './database.ts';
import { jsonField, plainFile, type Ring, rotate } from './rotation.ts';

const newLinksUsage = `npx milepost new-links --address <address> [--remote]

Resets every link to this person's page and calendars, as they can do on that page: for a person who
forwarded an email and can't open their page. Later emails contain new links. Unsubscribe links keep
working.`;

/** `npx milepost new-links` */
export async function newLinks(args: string[]): Promise<void> {
  const flags = readFlags({ ...targetFlags, address: { type: 'string' } }, newLinksUsage, args);
  const address = readAddress(flags.address ?? '');
  if (!address.ok) {
    throw new Trouble(
      flags.address === undefined
        ? 'The address is missing.'
        : `"${flags.address}" isn't an email address.`,
      'Enter the address that their emails go to.',
      newLinksUsage,
      2,
    );
  }
  const replaced = await query(flags, ...replaceLinksOf(address.value.key, nowOf(flags)));
  if (replaced.length === 0) {
    throw new Trouble(
      'No subscriber has this address.',
      'It may have been erased or misspelled.',
      'Compare it with the To line of one of their emails.',
    );
  }
  console.log(
    'The links in all earlier emails no longer work. To get a new one at once, they can sign up again with their address.',
  );
}

const rotateUsage = `npx milepost rotate-keys [--state <folder>]
npx milepost rotate-keys --remote --secret-file <file> [--unchecked]

Adds a new secret at the front of LINK_SECRET. It signs all new links; the old secrets stay, so that
links in old emails keep working.

On a laptop the secrets of the world there are edited. --remote works on the deployed course.
Cloudflare never shows a secret again, so <file> has your copy of LINK_SECRET. It's compared with the
keys that the Worker recorded; then the new value is written to the file and stored in the Worker.
  --unchecked  skips the comparison, if the Worker hasn't recorded its keys yet

Remove an old secret only if it was stolen. Without it, the links that it signed stop working,
unsubscribe links included, and addresses that bounced or complained while it was the newest are no
longer recognized.`;

/** `npx milepost rotate-keys` */
export async function rotateKeys(args: string[]): Promise<void> {
  const flags = readFlags(
    { ...targetFlags, 'secret-file': { type: 'string' }, unchecked: { type: 'boolean' } },
    rotateUsage,
    args,
  );
  const file = flags['secret-file'];
  if (!flags.remote !== (file === undefined)) {
    throw new Trouble(
      flags.remote ? '--remote needs --secret-file.' : '--secret-file needs --remote.',
      'Cloudflare never shows a secret again, so the file holds the ones to keep.',
      rotateUsage,
      2,
    );
  }
  const stateDir = flags.state ?? join(root, '.milepost/world');
  const ring: Ring = file
    ? {
        ...plainFile(file),
        known: flags.unchecked ? null : () => knownKeys(),
        put: (value) => putSecret(value, stateDir),
      }
    : { ...jsonField(secretsFile(stateDir), 'LINK_SECRET'), known: null, put: null };
  const { kept } = await rotate(ring, randomText(32), (secrets) => tokens(secrets).keys);
  console.log(
    `New links are signed with a new secret. ${kept} older ${kept === 1 ? 'one keeps' : 'ones keep'} working.`,
  );
  console.log(
    file
      ? `The whole value is in ${file}. Keep it with your secrets: the next rotation needs it.`
      : 'Next: restart the world with `npm start`.',
  );
}

/** The ids of the keys that the Worker had at its last daily check; null: no check yet. */
async function knownKeys(): Promise<readonly string[] | null> {
  const [row] = await query<{ link_keys: string | null }>({ remote: true }, linkKeysInUse());
  return row?.link_keys ? (JSON.parse(row.link_keys) as string[]) : null;
}

/** Passed to wrangler through stdin, so that it does not show up in a process list. */
async function putSecret(value: string, stateDir: string): Promise<string | null> {
  const { code, stdout, stderr } = await runWrangler(
    ['secret', 'put', 'LINK_SECRET'],
    quietly(stateDir),
    `${value}\n`,
  );
  return code === 0 ? null : `${stdout}${stderr}`.trim().split('\n').slice(-4).join('\n');
}
