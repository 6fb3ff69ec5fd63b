import { join } from 'node:path';
import { readAddress } from '../../src/domain/address.ts';
import { tokens } from '../../src/links/links.ts';
import { liftAddress, suppressionOf } from '../../src/storage/operator.ts';
import { secretsFile } from '../world/secrets.ts';
import { readFlags, Trouble } from '../world/terminal.ts';
import { root } from '../world/wrangler.ts';
import { query, type Target, targetFlags } from './database.ts';
import { jsonField, plainFile } from './rotation.ts';

const usage = `npx milepost person lift <address> [--remote [--file <file>]]

Lets us email an address again that bounced or complained. Emails that were canceled because of it
are planned again with the next tick. After a complaint, do this only if the person asks you to.
  --file <file>  your copy of LINK_SECRET: finds the hash of an erased person's address. Without
                 --remote, the local world's secret is used`;

type Suppression = { people: number; suppressed: string | null; kept: string | null };

/** `npx milepost person` */
export async function person(args: string[]): Promise<void> {
  const flagsFrom = args.findIndex((arg) => arg.startsWith('-'));
  const words = flagsFrom < 0 ? args : args.slice(0, flagsFrom);
  const own = { ...targetFlags, file: { type: 'string' } } as const;
  const flags = readFlags(own, usage, args.slice(words.length));
  const [verb, typed = '', ...more] = words;
  if (verb !== 'lift' || more.length > 0) {
    throw new Trouble(
      verb === undefined ? 'The verb is missing.' : `"${[verb, ...more].join(' ')}" isn't a verb.`,
      'The only verb is `lift`: it takes a person off the suppression list.',
      usage,
      2,
    );
  }
  const address = readAddress(typed);
  if (!address.ok) {
    throw new Trouble(
      typed === '' ? 'The address is missing.' : `"${typed}" isn't an email address.`,
      'Write the address as the To line of their emails has it.',
      usage,
      2,
    );
  }
  const { key } = address.value;
  const hashes = hashesOf(key, flags);
  const [found] = await query<Suppression>(
    flags,
    suppressionOf(key, hashes ?? []),
    ...liftAddress(key, hashes ?? [], Date.now()),
  );
  const reason = found?.suppressed ?? found?.kept ?? null;
  if (reason === null) throw nothingToLift(found?.people ?? 0, hashes !== null);
  console.log(`Lifted: ${reason}. We'll email this address again.`);
  console.log(
    found?.suppressed
      ? "Canceled emails are planned again with the next tick. If the address is on the provider's own suppression list, remove it there too."
      : 'No one with this address is signed up. Next: they can sign up again.',
  );
}

/** Null: no secret is available. */
function hashesOf(
  key: string,
  { remote, file, state }: Target & { readonly file?: string | undefined },
): readonly string[] | null {
  if (remote && !file) return null;
  const kept = file
    ? plainFile(file)
    : jsonField(secretsFile(state ?? join(root, '.milepost/world')), 'LINK_SECRET');
  const secrets = kept
    .read()
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
  return secrets.length === 0 ? null : tokens(secrets).hashesOf(key);
}

const nothingToLift = (people: number, complete: boolean): Trouble =>
  new Trouble(
    people > 0 ? "This address isn't suppressed." : 'No one with this address is signed up.',
    complete
      ? "There's no hash of an erased person with this address either."
      : "Hashes of erased people weren't checked, because that takes LINK_SECRET.",
    complete
      ? 'Compare it with the To line of one of their emails.'
      : 'Add --file with a file that contains LINK_SECRET.',
  );
