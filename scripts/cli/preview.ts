import { join } from 'node:path';
import { lookUp } from '../../src/domain/locale.ts';
import { readWish } from '../../src/domain/parse/sign-up.ts';
import { type Instant, instantAt, isCivilDate } from '../../src/domain/time.ts';
import { fieldErrorText, i18nFor } from '../../src/words/words.ts';
import { laptopVars } from '../world/laptop-vars.ts';
import type { Mail } from '../world/provider-types.ts';
import { bold, dim, green, mailLine, readFlags, readPort, Trouble } from '../world/terminal.ts';
import { isRunning } from '../world/tick.ts';
import { root } from '../world/wrangler.ts';
import { buildCourse } from './build-course.ts';
import { compiledCourse, described } from './described.ts';
import { writeFolder } from './preview-folder.ts';
import type { Described } from './preview-life.ts';
import { operatorSettings } from './settings.ts';

const usage = `npx milepost preview --date <date> [options]

Writes every email of one person's life into a folder, in order, as the provider would get them:
from the confirmation to the last question. Compiles the course first. Needs no sign-up, and sends
nothing. If the laptop world runs, the emails are in its mailbox, too.
  --course     which course (default: the first)
  --date       the target date, or none
  --joined     the day of joining, at the send hour, or an instant like 2027-12-01T15:30Z (default now)
  --moved      a day and the new date, like 2028-01-10:2028-04-20; may be given more than once
  --zone       the person's IANA zone (default UTC)
  --locale     their language (default: the course's)
  --name       their name (default Ada)
  --send-hour  0 to 23 (default: the course's)
  --goal       the date is a goal, not an appointment
  --out        the folder (default .milepost/preview)`;

const OPTIONS = {
  course: { type: 'string' },
  date: { type: 'string' },
  joined: { type: 'string' },
  moved: { type: 'string', multiple: true },
  zone: { type: 'string' },
  locale: { type: 'string' },
  name: { type: 'string' },
  'send-hour': { type: 'string' },
  goal: { type: 'boolean' },
  out: { type: 'string' },
  port: { type: 'string' },
  'mailbox-port': { type: 'string' },
} as const;

/** `npx milepost preview` */
export async function preview(args: string[]): Promise<void> {
  const flags = readFlags(OPTIONS, usage, args);
  await buildCourse();
  const person = personOf(flags);
  const { MILEPOST_PORT, MILEPOST_MAILBOX_PORT } = process.env;
  const port = readPort(flags.port ?? MILEPOST_PORT, '--port', 8787);
  const boxPort = readPort(flags['mailbox-port'] ?? MILEPOST_MAILBOX_PORT, '--mailbox-port', 8025);
  const world = { url: `http://localhost:${port}`, mailboxUrl: `http://localhost:${boxPort}` };
  const runs = await isRunning(world);

  // Reads the course that was just compiled.
  const { playLife } = await import('./preview-life.ts');
  const own = await operatorSettings();
  const vars = { ...laptopVars(world.url, world.mailboxUrl), ...own, TIME_TRAVEL: '' };
  const mails = await playLife(person, { ...vars, ...(runs && { PUBLIC_URL: world.url }) });
  const folder = flags.out ?? join(root, '.milepost/preview');
  const zone = person.fields.time_zone;
  const index = await writeFolder(folder, mails, zone);
  for (const mail of mails) console.log(mailLine(mail));
  if (runs) for (const mail of mails) await show(mail, world.mailboxUrl);
  console.log(`
${green('✓')} ${bold(`${mails.length} emails`)}, the last on ${mails.at(-1)?.accepted_at.slice(0, 10)}
  Open ${index}`);
  if (runs) console.log(dim(`  They're in the mailbox, too: ${world.mailboxUrl}`));
}

type Flags = ReturnType<typeof readFlags<typeof OPTIONS>>;

/** The person that the flags describe. Throws `Trouble` if they can't sign up. */
export function personOf(flags: Flags): Described {
  const read = described(usage);
  const course = compiledCourse(flags.course, usage);
  const zone = read.zone(flags.zone ?? 'UTC');
  const hour = read.hour(flags['send-hour'] ?? String(course.sendHour));
  const joined = read.joined(flags.joined, hour, zone);
  const date = flags.date === 'none' ? 'none' : read.date(flags.date);
  const locale = flags.locale ?? course.language;
  if (lookUp(locale, course.languages) === undefined) {
    const known = course.languages.join(', ');
    throw new Trouble(`The course isn't in "${locale}".`, `It's in: ${known}.`, usage, 2);
  }
  const fields = {
    email: 'ada@example.com',
    name: flags.name ?? 'Ada',
    course: course.id,
    target_date: date,
    date_kind: flags.goal ? 'goal' : 'appointment',
    time_zone: zone,
    send_hour: String(hour),
    locale,
  };
  const wish = readWish(fields, course, joined);
  if (!wish.ok) {
    const { words } = i18nFor('en');
    const [why = ''] = wish.errors.map((error) => fieldErrorText(words, error));
    throw new Trouble(`This person can't sign up with the date ${date}.`, why, usage, 2);
  }
  const moves = (flags.moved ?? []).map((text) => moveOf(text, zone));
  return { joined, fields, moves: moves.sort((a, b) => a.at - b.at) };
}

/** @example moveOf('2028-01-10:2028-04-20', 'UTC') // at noon of the first day */
function moveOf(text: string, zone: string): { at: Instant; to: string } {
  const [day = '', to = '', ...more] = text.split(':');
  const isDate = isCivilDate(to) && to > day;
  if (!isCivilDate(day) || more.length > 0 || !(isDate || to === 'none')) {
    throw new Trouble(
      `"${text}" is no move.`,
      "It's a day and a later date, or none: 2028-01-10:2028-04-20.",
      usage,
      2,
    );
  }
  return { at: instantAt(day, 12, zone), to };
}

/** Hands an email to the mailbox of the laptop world, which shows it as sent now. */
async function show(
  { from, to, reply_to, subject, html, text, headers }: Mail,
  mailboxUrl: string,
): Promise<void> {
  const answer = await fetch(`${mailboxUrl}/emails`, {
    method: 'POST',
    headers: { authorization: 'Bearer re_preview', 'user-agent': 'milepost/1' },
    body: JSON.stringify({ from, to, reply_to, subject, html, text, headers }),
  });
  if (answer.ok) return;
  throw new Trouble(
    `The mailbox refused "${subject}".`,
    await answer.text(),
    `The files are complete. Is it the mailbox of npm start at ${mailboxUrl}?`,
  );
}
