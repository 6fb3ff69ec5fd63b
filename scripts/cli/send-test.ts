import { readAddress } from '../../src/domain/address.ts';
import { lookUp } from '../../src/domain/locale.ts';
import { SYSTEM_MESSAGES } from '../../src/domain/messages.ts';
import type { SendResult } from '../../src/domain/provider.ts';
import type { Message } from '../../src/mail/provider.ts';
import { resendMailer } from '../../src/mail/resend-client.ts';
import { laptopVars } from '../world/laptop-vars.ts';
import { randomText } from '../world/secrets.ts';
import { bold, green, readFlags, Trouble } from '../world/terminal.ts';
import { buildCourse } from './build-course.ts';
import { compiledCourse, described } from './described.ts';
import { sampleEmail } from './sample-email.ts';
import { operatorSettings } from './settings.ts';

const usage = `npx milepost send-test <lesson, message or all> --to <address> [options]

Sends emails of a course to you, through your provider, with [Test] in front of the subject. Compiles
the course first. No database is read or written, and the personal links lead to a page that says
that they're a test. RESEND_API_KEY is read from the environment or from .dev.vars, the sender from
wrangler.toml.
  --course  which course (default: the first)
  --zone    the reader's IANA zone (default UTC)
  --locale  their language (default: the course's)
  --name    their name (default Ada)`;

const OPTIONS = {
  to: { type: 'string' },
  course: { type: 'string' },
  zone: { type: 'string' },
  locale: { type: 'string' },
  name: { type: 'string' },
} as const;

/** The provider allows ten calls a second; others may send at the same time. */
const PAUSE = 200;

/** `npx milepost send-test` */
export async function sendTest(args: string[]): Promise<void> {
  const [wanted = '', ...rest] = args[0]?.startsWith('-') ? ['', ...args] : args;
  const flags = readFlags(OPTIONS, usage, rest);
  const address = readAddress(flags.to ?? '');
  if (!address.ok)
    throw new Trouble("--to isn't an email address.", 'Where should it go?', usage, 2);
  const settings = await operatorSettings();
  const apiKey = settings.RESEND_API_KEY;
  if (apiKey === undefined) {
    throw new Trouble(
      "RESEND_API_KEY isn't set.",
      'The email goes through your provider.',
      'Set it in the environment, or in .dev.vars.',
    );
  }
  await buildCourse();
  const course = compiledCourse(flags.course, usage);
  const ids = idsOf(wanted, [...course.lessons.map(({ id }) => id), ...SYSTEM_MESSAGES]);
  const locale = flags.locale ?? course.language;
  if (lookUp(locale, course.languages) === undefined) {
    const known = course.languages.join(', ');
    throw new Trouble(`The course isn't in "${locale}".`, `It's in: ${known}.`, usage, 2);
  }
  const reader = {
    address: address.value.send,
    name: flags.name ?? 'Ada',
    locale,
    timeZone: described(usage).zone(flags.zone ?? 'UTC'),
  };
  const { RESEND_BASE_URL = 'https://api.resend.com', ...operator } = settings;
  const from = course.sender?.from ?? operator.MAIL_FROM;
  if (from === undefined) {
    const fix = 'Set it in wrangler.toml, or a sender of the course in content/site.yaml.';
    throw new Trouble("MAIL_FROM isn't set.", 'The email needs a sender.', fix);
  }
  const laptop = laptopVars('http://localhost:8787', '');
  const { PUBLIC_URL, REPLY_TO, POSTAL_ADDRESS } = { ...laptop, ...operator };
  const sender = {
    from,
    replyTo: course.sender?.replyTo ?? REPLY_TO,
    postalAddress: POSTAL_ADDRESS,
    baseUrl: PUBLIC_URL.replace(/\/+$/, ''),
  };

  // Reads the course that was just compiled.
  const { catalog } = await import('../../src/course/catalog.ts');
  const mailer = resendMailer({ apiKeys: [apiKey], baseUrl: RESEND_BASE_URL });
  const run = randomText(9);
  let sent = 0;
  for (const id of ids) {
    const message = sampleEmail(catalog, course, id, reader, sender, Date.now());
    if (message === null) {
      console.log(`  ${id}: this course doesn't send it`);
      continue;
    }
    if (sent > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const call = { key: `test-${run}-${id}`, batch: false, messages: [marked(message)] };
    const outcome = await mailer.send(call);
    if (outcome.result !== 'accepted') throw rejected(id, outcome);
    console.log(`${green('✉')} ${id}`);
    sent += 1;
  }
  console.log(`\n${green('✓')} ${bold(`${sent} sent`)} to ${reader.address}`);
}

function idsOf(wanted: string, known: readonly string[]): readonly string[] {
  if (wanted === 'all') return known;
  if (known.includes(wanted)) return [wanted];
  const what = wanted === '' ? 'Which email?' : `There's no lesson or message "${wanted}".`;
  throw new Trouble(what, `There are: all, ${known.join(', ')}.`, usage, 2);
}

const marked = (message: Message): Message => {
  const { template } = message;
  return { ...message, template: { ...template, subject: ['[Test] ', ...template.subject] } };
};

function rejected(id: string, outcome: Exclude<SendResult, { result: 'accepted' }>): Trouble {
  const { reason, detail } = { reason: outcome.result, detail: '', ...outcome };
  return new Trouble(
    `The provider didn't accept "${id}": ${reason}.`,
    detail ?? '',
    'Check RESEND_API_KEY, and the sender: its domain has to be verified at the provider.',
  );
}
