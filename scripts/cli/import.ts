import type { Course } from '../../src/domain/course.ts';
import { civilDay, type Instant } from '../../src/domain/time.ts';
import { isTimeZone, zoneName } from '../../src/domain/zones.ts';
import { signUpsHeld } from '../../src/storage/importing.ts';
import type { Decisions, Row } from '../import/decide.ts';
import { type Format, formatOf, readMap } from '../import/formats.ts';
import { lookUp, prepare, type Ready } from '../import/prepare.ts';
import { readTable } from '../import/read-file.ts';
import { readRows } from '../import/read-row.ts';
import { type Batches, forToday, type Today, writeImport } from '../import/write.ts';
import { readFlags, Trouble } from '../world/terminal.ts';
import { writeBatches } from './database.ts';
import { defaultQuota } from './forecast.ts';
import { reporter, sayDecisions, sayWeek, sayWritten } from './import-report.ts';
import { type Access, personFlags, withPeople } from './person-access.ts';
import { operatorSettings } from './settings.ts';

const usage = `npx milepost import <file.csv> --welcome yes|no [--dry-run] [options] [--remote --secret-file <file>]

Signs up the people in a CSV file. Files of Mailchimp, Kit, listmonk and \`npx milepost export\` are
recognized; for any other, --map says what its columns have. A person with a proof of consent (a
time and a source) is subscribed. Anyone else is invited: they get one confirmation. No one is
signed up twice, and no one who left here. Running it again changes nothing.
  --welcome yes|no   whether people with a proof of consent get the welcome
  --dry-run          says what would happen with each row, and changes nothing
  --map <column>=<field>   can be repeated. Fields: email, name, first_name, last_name, course,
                     status, target_date, date_kind, time_zone, country, send_hour, language,
                     consent_at, consent_source
  --source <text>    how they consented, if the file has only a time: "Kit form, confirmed by email"
  --zone <zone>      for people without a time zone or a country with one time
  --language <tag>   for people without a language
  --course <id>      for rows without a course (default: the first one)
  --spread yes|no    if the first week would exceed the quota: whether people start over several days
  --quota <n>        emails a day at your provider (default: MAIL_DAILY_LIMIT in wrangler.toml)
  --secret-file <file>  your copy of LINK_SECRET, which finds people who left and were erased. Without
                     --remote, the local world's secret is used
Exit code 1: some rows couldn't be read. The others were imported.`;

const text = { type: 'string' } as const;
const { json: _, ...target } = personFlags;
const options = {
  ...target,
  'dry-run': { type: 'boolean' },
  map: { type: 'string', multiple: true },
  ...{ welcome: text, spread: text, source: text, zone: text, language: text },
  ...{ course: text, quota: text },
} as const;

type Flags = ReturnType<typeof readFlags<typeof options>>;

/** `npx milepost import` */
export async function importPeople(args: string[]): Promise<void> {
  const named = args[0] !== undefined && !args[0].startsWith('-');
  const flags = readFlags(options, usage, args.slice(named ? 1 : 0));
  if (!named) throw new Trouble('The file is missing.', 'It has the people to import.', usage, 2);
  const choices = {
    welcome: yesOrNo(flags.welcome, 'welcome'),
    spread: yesOrNo(flags.spread, 'spread'),
    quota: quotaOf(flags.quota),
  };
  const { header, records } = readTable(args[0]!);
  const format = formatOf(header, readMap(flags.map ?? [], header, usage));
  if (format === null) {
    throw new Trouble(
      "We can't tell which column has the address.",
      `The columns are: ${header.join(', ')}.`,
      'Say it: --map "<column>=email", and the same for other columns.',
      2,
    );
  }
  console.log(`${format.name}, ${records.length} rows`);
  await withPeople(flags, async (access) => {
    if (!access.hashed) throw secretMissing();
    const rows = rowsIn(header, records, format, flags, access);
    await run(access, rows, flags, choices);
  });
}

type Choices = {
  readonly welcome: boolean | null;
  readonly spread: boolean | null;
  readonly quota: number;
};

async function run(
  { ports, now }: Access,
  rows: readonly Row[],
  flags: Flags,
  choices: Choices,
): Promise<void> {
  const report = reporter();
  const limits = flags.remote ? REMOTE : LOCAL;
  const decisions = await lookUp(ports, rows, limits.lookUp, report('looked up'));
  const dry = flags['dry-run'] === true;
  sayDecisions(decisions, dry);
  await checkChoices(decisions, choices.welcome, dry, async () => {
    const [held] = await ports.db([signUpsHeld()]);
    return held!.rows.length > 0;
  });
  const { newId } = await import('../../src/services.ts');
  const planner = {
    course: (id: string): Course | undefined => ports.courses.find(id),
    ...{ newId, now, welcome: choices.welcome === true },
  };
  const { quota } = choices;
  let ready = await prepare(ports, decisions, planner, quota, false);
  if (ready.overQuota) {
    sayWeek(ready.week, quota);
    // A dry run shows what the spread would be.
    const spread = choices.spread ?? (dry || (await askSpread()));
    if (spread) ready = await prepare(ports, decisions, planner, quota, true);
  }
  const { WORKERS_PLAN: plan } = flags.remote ? await operatorSettings() : {};
  const today = forToday(ready, flags.remote && plan !== 'paid');
  sayPlan(ready, today, flags, now);
  if (!dry) {
    const store: Batches = {
      ...limits,
      hashesOf: ports.hashesOf,
      write: (batches) => writeBatches(flags, ports.db, batches),
    };
    await writeImport(store, { ...ready, people: today.people }, planner, report('written'));
    sayWritten(today);
  }
  if (decisions.skipped.some(({ skip }) => skip === 'wrong')) process.exitCode = 1;
}

/** A statement at Cloudflare is at most 100 KB with its values, which wrangler cannot bind. */
const REMOTE = { lookUp: 250, batchBytes: 60_000, together: 60 };
const LOCAL = { lookUp: 2000, batchBytes: 1_200_000, together: 1 };

function rowsIn(
  header: readonly string[],
  records: readonly (readonly string[])[],
  format: Format,
  { zone, language, source, course, remote }: Flags,
  { ports, now }: Access,
): readonly Row[] {
  if (zone !== undefined && !isTimeZone(zone)) {
    const fix = 'Write a name such as Europe/Berlin.';
    throw new Trouble(`--zone: "${zone}" isn't a time zone.`, fix, usage, 2);
  }
  const all = ports.courses.all;
  const first = course === undefined ? all[0] : all.find(({ id }) => id === course);
  if (first === undefined) {
    const known = `The courses are: ${all.map(({ id }) => id).join(', ')}.`;
    throw new Trouble(`There's no course "${course}".`, known, usage, 2);
  }
  const defaults = {
    courses: [first, ...all.filter((one) => one !== first)],
    zone: zone === undefined ? null : zoneName(zone),
    language: language ?? null,
    source: source ?? null,
    status: format.status ?? '',
    sourcePrefix: format.source ?? '',
    ours: format.name === 'Milepost',
    examples: !remote,
  };
  return readRows(header, records, format, defaults, now);
}

async function checkChoices(
  { people }: Decisions,
  welcome: boolean | null,
  dry: boolean,
  isHeld: () => Promise<boolean>,
): Promise<void> {
  const proven = people.filter(({ person }) => person.status !== 'pending').length;
  if (welcome === null && proven > 0 && !dry) {
    throw new Trouble(
      `Should ${proven} people get the welcome?`,
      'They have consented, so they are subscribed at once. Nothing was changed.',
      'Add --welcome yes, or --welcome no if they know the course already.',
      2,
    );
  }
  if (proven < people.length && !dry && (await isHeld())) {
    throw new Trouble(
      'Sign-ups are held, because too many confirmations came back.',
      `${people.length - proven} people in the file have no proof of consent, and would get a confirmation. Nothing was changed.`,
      'See /health for the reason. Then run `npx milepost release`, and import again.',
    );
  }
}

async function askSpread(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new Trouble(
      'The first week would exceed your quota.',
      'Emails over the quota wait, and some aren’t sent because their time passes. Nothing was changed.',
      'Add --spread yes to start people over several days, or --spread no. --dry-run shows both.',
    );
  }
  const { isCancel, select } = await import('@clack/prompts');
  const answer = await select({
    message: 'The first week would exceed your quota. When should people start?',
    options: [
      { value: 'spread', label: 'Over several days, so that the quota suffices' },
      { value: 'now', label: 'All at once: what exceeds the quota waits' },
      { value: 'stop', label: 'Not at all' },
    ],
  });
  if (isCancel(answer) || answer === 'stop') {
    throw new Trouble('Nothing was changed.', 'You stopped the import.', '');
  }
  return answer === 'spread';
}

function sayPlan({ people, lastStart }: Ready, today: Today, flags: Flags, now: Instant): void {
  if (people.length === 0) return;
  if (lastStart !== null && lastStart > now) {
    console.log(`Spread over the days, the last person starts on ${dayOf(lastStart)}.`);
  }
  if (!flags.remote) return;
  const minutes = Math.max(1, Math.ceil((today.people.length / 1000) * 1.5));
  console.log(`Writing ${today.people.length} people takes about ${minutes} minutes.`);
  if (today.days > 1) {
    console.log(
      `Cloudflare's free plan writes 100,000 rows a day. This import needs ${today.days} days: run the same command on each, after 00:00 UTC.`,
    );
  }
}

const dayOf = (at: Instant): string => civilDay(at, 'UTC');

function yesOrNo(given: string | undefined, name: string): boolean | null {
  if (given === undefined) return null;
  if (given === 'yes' || given === 'no') return given === 'yes';
  throw new Trouble(`--${name} is "${given}".`, 'It is yes or no.', usage, 2);
}

function quotaOf(given: string = defaultQuota()): number {
  const quota = Number(given);
  if (Number.isInteger(quota) && quota > 0) return quota;
  throw new Trouble(`--quota is "${given}".`, 'It is a whole number of emails a day.', usage, 2);
}

const secretMissing = (): Trouble =>
  new Trouble(
    'This takes LINK_SECRET.',
    'People who left here and were erased are known by a keyed hash only. Nothing was changed.',
    'Add --secret-file with a file that contains your copy of LINK_SECRET.',
    2,
  );
