import type { Address } from '../../src/domain/address.ts';
import { liftAddress, suppressionOf } from '../../src/storage/operator.ts';
import { readFlags, Trouble } from '../world/terminal.ts';
import { type Access, addressIn, personFlags, withPeople } from './person-access.ts';
import { erasePerson, exportPerson, leave, move, type PersonCommand } from './person-changes.ts';
import { showPerson } from './person-show.ts';

const usage = `npx milepost person <verb> <address> [options] [--json] [--remote [--secret-file <file>]]

  show    prints what's stored about the person and their courses
  export  prints everything stored about them as JSON, to hand it to them
  erase   erases them with all their data, at once
  leave   unsubscribes them (--course <id> or --all, if they take several)
  move    changes their date: --date <day or none> [--zone <zone>] [--hour <0-23>]
          [--kind appointment|goal] [--course <id>]; --dry-run only prints what would change
  lift    lets us email an address again that bounced or complained. Emails that were canceled
          because of it are planned again with the next tick. After a complaint, do this only if the
          person asks you to

They run the same statements as the person's own page. Private notes and personal links aren't
shown or exported.
  --yes                 erases without asking; only a terminal is asked
  --secret-file <file>  your copy of LINK_SECRET: to erase someone, and to lift an erased address.
                        Without --remote, the local world's secret is used
Exit code 1: no one with this address is signed up, or it can't be done now.`;

const FLAGS = {
  ...personFlags,
  course: { type: 'string' },
  all: { type: 'boolean' },
  date: { type: 'string' },
  zone: { type: 'string' },
  hour: { type: 'string' },
  kind: { type: 'string' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean' },
} as const;

type Verb = { readonly flags: readonly (keyof typeof FLAGS)[]; readonly act: PersonCommand };

const VERBS: Readonly<Record<string, Verb>> = {
  show: { flags: [], act: showPerson },
  export: { flags: [], act: exportPerson },
  erase: { flags: ['yes'], act: erasePerson },
  leave: { flags: ['course', 'all'], act: leave },
  move: { flags: ['course', 'date', 'zone', 'hour', 'kind', 'dry-run'], act: move },
  lift: { flags: [], act: lift },
};

/** `npx milepost person` */
export async function person(args: string[]): Promise<void> {
  const flagsFrom = args.findIndex((arg) => arg.startsWith('-'));
  const words = flagsFrom < 0 ? args : args.slice(0, flagsFrom);
  const [name, typed, ...more] = words;
  const verb = Object.hasOwn(VERBS, name ?? '') ? VERBS[name!]! : undefined;
  const known = Object.keys(personFlags).concat(verb?.flags ?? Object.keys(FLAGS));
  const allowed = Object.fromEntries(
    Object.entries(FLAGS).filter(([flag]) => known.includes(flag)),
  );
  const flags = readFlags(allowed as typeof FLAGS, usage, args.slice(words.length));
  if (verb === undefined || more.length > 0) {
    throw new Trouble(
      name === undefined ? 'The verb is missing.' : `"${[name, ...more].join(' ')}" isn't a verb.`,
      `The verbs are ${Object.keys(VERBS).join(', ')}. One address follows.`,
      usage,
      2,
    );
  }
  const address = addressIn(typed, usage);
  const told = await withPeople(flags, (access) => verb.act(access, address, flags, usage));
  console.log(flags.json ? JSON.stringify(told.json, null, 2) : told.text);
}

async function lift({ ports, hashed, now }: Access, { key }: Address) {
  const hashes = hashed ? ports.hashesOf(key) : [];
  const [found] = await ports.db([suppressionOf(key, hashes), ...liftAddress(key, hashes, now)]);
  const { people, suppressed, kept } = found!.rows[0] as {
    people: number;
    suppressed: string | null;
    kept: string | null;
  };
  const reason = suppressed ?? kept;
  if (reason === null) throw nothingToLift(people, hashed);
  return {
    json: { status: 'lifted', reason },
    text: `Lifted: ${reason}. We'll email this address again.\n${
      suppressed
        ? "Canceled emails are planned again with the next tick. If the address is on the provider's own suppression list, remove it there too."
        : 'No one with this address is signed up. Next: they can sign up again.'
    }`,
  };
}

const nothingToLift = (people: number, complete: boolean): Trouble =>
  new Trouble(
    people > 0 ? "This address isn't suppressed." : 'No one with this address is signed up.',
    complete
      ? "There's no hash of an erased person with this address either."
      : "Hashes of erased people weren't checked, because that takes LINK_SECRET.",
    complete
      ? 'Compare it with the To line of one of their emails.'
      : 'Add --secret-file with a file that contains LINK_SECRET.',
  );
