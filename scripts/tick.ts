import { dim, mailLine, readFlags, readPort, runMain, Trouble } from './world/terminal.ts';
import { isRunning, playTick } from './world/tick.ts';

const usage = `npm run tick -- [--at <instant>] [--until <instant> [--every 1h]]

Plays the cron of the running world at an instant (default: now), or over a span, and prints the
mails that leave. An instant is written like 2027-03-20T08:01Z or 2027-03-20T08:01-04:00.
  --at             the instant, or the beginning of the span
  --until          the end of the span
  --every          how often in the span: 10m, 1h, 1d (default 1h)
  --port, --mailbox-port   where the world runs (8787 and 8025)`;

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const tooMany = 50_000;

await runMain(async () => {
  const flags = readFlags(
    {
      at: { type: 'string' },
      until: { type: 'string' },
      every: { type: 'string' },
      port: { type: 'string' },
      'mailbox-port': { type: 'string' },
    },
    usage,
  );
  const { MILEPOST_PORT, MILEPOST_MAILBOX_PORT } = process.env;
  const port = readPort(flags.port ?? MILEPOST_PORT, '--port', 8787);
  const mailboxPort = readPort(
    flags['mailbox-port'] ?? MILEPOST_MAILBOX_PORT,
    '--mailbox-port',
    8025,
  );
  const world = { url: `http://localhost:${port}`, mailboxUrl: `http://localhost:${mailboxPort}` };

  const instants = spanOf(flags);
  if (!(await isRunning(world))) {
    throw new Trouble(
      'Milepost is not running.',
      `Nothing answers at ${world.url} and ${world.mailboxUrl}.`,
      'Start it in another window: npm start\nIf it runs on other ports, add --port and --mailbox-port.',
    );
  }
  let sent = 0;
  for (const at of instants) {
    const mails = await playTick(world, at);
    for (const mail of mails) console.log(mailLine(mail));
    sent += mails.length;
  }
  const [first = 0] = instants;
  if (sent === 0) console.log(dim(`Nothing was due ${sayWhen(first, instants.at(-1) ?? first)}.`));
});

function sayWhen(first: number, last: number): string {
  const say = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`;
  return first === last ? `at ${say(first)}` : `from ${say(first)} until ${say(last)}`;
}

function spanOf(flags: { at?: string; until?: string; every?: string }): number[] {
  const from = flags.at === undefined ? Date.now() : instant('--at', flags.at);
  if (flags.until === undefined) {
    if (flags.every !== undefined) {
      throw new Trouble('--every needs --until.', 'It says how often within a span.', usage, 2);
    }
    return [from];
  }
  const until = instant('--until', flags.until);
  if (until < from) {
    throw new Trouble(
      '--until is before the beginning.',
      `The span would begin at ${new Date(from).toISOString()}.`,
      'Give a later --until, or an earlier --at.',
      2,
    );
  }
  const step = stepOf(flags.every ?? '1h');
  if ((until - from) / step > tooMany) {
    throw new Trouble(
      'That is a very long span.',
      `It has over ${tooMany} ticks.`,
      'Use a longer --every.',
      2,
    );
  }
  const count = Math.floor((until - from) / step);
  const instants = Array.from({ length: count + 1 }, (_, index) => from + index * step);
  // The end is always included, even if no step falls on it.
  return instants.at(-1) === until ? instants : [...instants, until];
}

function instant(flag: string, text: string): number {
  const at = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new Trouble(
    `${flag} ${text} is not an instant.`,
    'An instant has a date, a time and a zone (Z is UTC).',
    `For example: ${flag} 2027-03-20T08:01Z`,
    2,
  );
}

function stepOf(text: string): number {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  const step = Number(count) * unitMs[unit as keyof typeof unitMs];
  if (step > 0) return step;
  throw new Trouble(
    `--every ${text} is not a length of time.`,
    '',
    'For example: 10m, 1h or 1d',
    2,
  );
}
