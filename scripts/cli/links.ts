import { join } from 'node:path';
import { readAddress } from '../../src/domain/address.ts';
import { tokens } from '../../src/links/tokens.ts';
import { linkKeysInUse } from '../../src/storage/operator.ts';
import { replaceLinksOf } from '../../src/storage/own-links.ts';
import { randomText, secretsFile } from '../world/secrets.ts';
import { readFlags, Trouble } from '../world/terminal.ts';
import { quietly, root, runWrangler } from '../world/wrangler.ts';
import { query, targetFlags } from './database.ts';
import { jsonField, plainFile, type Ring, rotate } from './rotation.ts';

const newLinksUsage = `npx milepost new-links --address <address> [--remote]

Ends every link to this person's page and calendars, as they can do themselves on that page: for
somebody who has passed a mail on and cannot get in. Mails from now on carry new ones. Links to
leave go on working.`;

/** `npx milepost new-links` */
export async function newLinks(args: string[]): Promise<void> {
  const flags = readFlags({ ...targetFlags, address: { type: 'string' } }, newLinksUsage, args);
  const address = readAddress(flags.address ?? '');
  if (!address.ok) {
    throw new Trouble(
      flags.address === undefined ? 'Whose links?' : `"${flags.address}" is no address.`,
      'Give the address that their mails go to.',
      newLinksUsage,
      2,
    );
  }
  const replaced = await query(flags, ...replaceLinksOf(address.value.key, Date.now()));
  if (replaced.length === 0) {
    throw new Trouble(
      'We know nobody by this address.',
      'It may have been erased, or spelled otherwise.',
      'Look at the To line of one of their mails.',
    );
  }
  console.log(
    'The links in all earlier mails have stopped. To get a new one at once, they sign up again with their address.',
  );
}

const rotateUsage = `npx milepost rotate-keys [--state <folder>]
npx milepost rotate-keys --remote --file <file> [--unchecked]

Puts a new secret in front of LINK_SECRET. It signs every link from now on; the old ones stay behind
it, so that links in old mails go on working.

On a laptop the secrets of the world there are edited. --remote works on the deployed course.
Cloudflare shows no secret again, so <file> holds the value of LINK_SECRET that you keep; it is
checked against what the Worker was last seen with, gets the new value, and the Worker is given it.
  --unchecked  the database does not know yet what the Worker uses: take the file's word for it

An old secret is never to be dropped, unless somebody has stolen it. Without it, every link that it
signed is dead, the one to leave among them, and addresses that bounced or complained while it was
the newest are not recognized any more.`;

/** `npx milepost rotate-keys` */
export async function rotateKeys(args: string[]): Promise<void> {
  const flags = readFlags(
    { ...targetFlags, file: { type: 'string' }, unchecked: { type: 'boolean' } },
    rotateUsage,
    args,
  );
  if (!flags.remote !== (flags.file === undefined)) {
    throw new Trouble(
      flags.remote ? 'Which secret is in use?' : '--file belongs to --remote.',
      'Cloudflare shows no secret again; the file says what to keep behind the new one.',
      rotateUsage,
      2,
    );
  }
  const stateDir = flags.state ?? join(root, '.milepost/world');
  const ring: Ring = flags.file
    ? {
        ...plainFile(flags.file),
        known: flags.unchecked ? null : () => knownKeys(),
        put: (value) => putSecret(value, stateDir),
      }
    : { ...jsonField(secretsFile(stateDir), 'LINK_SECRET'), known: null, put: null };
  const { kept } = await rotate(ring, randomText(32), (secrets) => tokens(secrets).keys);
  console.log(
    `New links are signed with a new secret; ${kept} older ${kept === 1 ? 'one goes' : 'ones go'} on working.`,
  );
  console.log(
    flags.file
      ? `The whole value is in ${flags.file}: keep it where you keep secrets, the next rotation asks for it.`
      : 'Next: start the world again with `npm start`.',
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
