/** What the commands about one person share: the address, the database, the secret, the clock. */
import { existsSync } from 'node:fs';
import { type Address, readAddress } from '../../src/domain/address.ts';
import type { Enrolment } from '../../src/domain/subscription.ts';
import type { Instant } from '../../src/domain/time.ts';
import { tokens } from '../../src/links/links.ts';
import type { Database, Hashes } from '../../src/storage/database.ts';
import { findEnrolmentsOf } from '../../src/storage/enrolments.ts';
import { linkKeysInUse } from '../../src/storage/operator.ts';
import type { Planning } from '../../src/usecases/ports.ts';
import { compiledFile } from '../course/compile.ts';
import { secretsFile } from '../world/secrets.ts';
import { Trouble } from '../world/terminal.ts';
import { root } from '../world/wrangler.ts';
import { nowOf, stateDirOf, type Target, targetFlags, withDatabase } from './database.ts';
import { jsonField, plainFile } from './rotation.ts';

export const personFlags = {
  ...targetFlags,
  'secret-file': { type: 'string' },
  json: { type: 'boolean' },
} as const;

export type PersonFlags = Target & {
  readonly 'secret-file'?: string | undefined;
  readonly json?: boolean | undefined;
};

export type Access = {
  readonly ports: Planning;
  /** Whether the secret is known: without it, what is kept as a keyed hash can't be found. */
  readonly hashed: boolean;
  readonly now: Instant;
};

/** The address on the command line. */
export function addressIn(typed: string | undefined, usage: string): Address {
  const address = readAddress(typed ?? '');
  if (address.ok) return address.value;
  throw new Trouble(
    typed === undefined ? 'The address is missing.' : `"${typed}" isn't an email address.`,
    'Write the address as the To line of their emails has it.',
    usage,
    2,
  );
}

/** Opens what the use-cases of the person's page need. */
export async function withPeople<T>(
  flags: PersonFlags,
  use: (access: Access) => Promise<T>,
): Promise<T> {
  if (!existsSync(compiledFile(root))) {
    throw new Trouble("The course isn't compiled yet.", 'Plans are made from it.', 'npm run build');
  }
  const { catalog } = await import('../../src/course/catalog.ts');
  return withDatabase(flags, async (db) => {
    const secrets = secretsOf(flags);
    if (flags['secret-file'] !== undefined) await checkSecrets(db, secrets, flags['secret-file']);
    const hashesOf = secrets.length === 0 ? unknown : tokens(secrets).hashesOf;
    const ports = { db, hashesOf, courses: catalog, log: () => {} };
    return use({ ports, hashed: secrets.length > 0, now: nowOf(flags) });
  }).catch((error: unknown) => {
    throw needsSecret(error) ? secretMissing() : error;
  });
}

/** Every course of the person with this address, at least one. */
export async function enrolmentsOf(
  { ports }: Access,
  { key }: Address,
): Promise<readonly Enrolment[]> {
  const enrolments = await findEnrolmentsOf(ports.db, key);
  if (enrolments.length > 0) return enrolments;
  throw new Trouble(
    'No one with this address is signed up.',
    'They may never have signed up, or their data has been erased.',
    'Ask `npx milepost why` with the address, or compare it with the To line of one of their emails.',
  );
}

/** The one that is meant: without `--course`, the only one. */
export function enrolmentIn(
  enrolments: readonly Enrolment[],
  course: string | undefined,
  usage: string,
): Enrolment {
  const known = enrolments.map(({ subscription }) => subscription.course).join(', ');
  const [first, ...more] =
    course === undefined
      ? enrolments
      : enrolments.filter(({ subscription }) => subscription.course === course);
  if (first === undefined) {
    throw new Trouble(`They don't take the course "${course}".`, `They take: ${known}.`, '');
  }
  if (more.length === 0) return first;
  throw new Trouble('Which course?', `They take: ${known}.`, usage, 2);
}

function secretsOf(flags: PersonFlags): readonly string[] {
  const file = flags['secret-file'];
  if (flags.remote && file === undefined) return [];
  const kept = file ? plainFile(file) : jsonField(secretsFile(stateDirOf(flags)), 'LINK_SECRET');
  return kept
    .read()
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
}

/** A hash under another key than the Worker's would never be found again. */
async function checkSecrets(db: Database, secrets: readonly string[], file: string): Promise<void> {
  const [settings] = await db([linkKeysInUse()]);
  const used = JSON.parse(settings!.rows[0]?.link_keys ?? '[]') as readonly string[];
  const ids = secrets.length === 0 ? [] : tokens(secrets).keys;
  const same = used.every((id) => ids.includes(id)) && (used[0] ?? ids[0]) === ids[0];
  if (secrets.length > 0 && same) return;
  throw new Trouble(
    secrets.length === 0
      ? `${file} contains no LINK_SECRET.`
      : `${file} isn't the LINK_SECRET that the Worker uses.`,
    'With another secret, the hashes of erased addresses are never found.',
    'Write the whole value that the Worker uses into it. Nothing was changed.',
  );
}

/** Without the secret: no value that a database would keep. */
const unknown: Hashes = () => [null as unknown as string];

const needsSecret = (error: unknown): boolean =>
  error instanceof Trouble && error.why.includes('suppressions.address_hash');

const secretMissing = (): Trouble =>
  new Trouble(
    'This keeps a keyed hash of the address, which takes LINK_SECRET.',
    'No import may sign up this address again, and a suppressed one must not be emailed. Nothing was changed.',
    'Add --secret-file with a file that contains your copy of LINK_SECRET.',
  );
